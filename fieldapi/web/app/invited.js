/** An invited assistant: the outing, its spots in brief, a camera for each, and what became of what was sent. */
import { useEffect, useState } from "preact/hooks";
import { AccountScreen } from "./account.js";
import { useCamera } from "./camera.js";
import { keepPhoto, photoItem } from "./draft.js";
import { useFix } from "./fix.js";
import { distance, when } from "./format.js";
import { useHeading } from "./heading.js";
import { html } from "./html.js";
import { t, word } from "./language.js";
import { useLoad } from "./load.js";
import { canKeep } from "./outbox-db.js";
import { contribute } from "./outbox-send.js";
import { sendNow, useOutbox } from "./outbox.js";
import { useSession } from "./session.js";
import { askToPersist } from "./storage.js";
import { Empty, Loaded, ProblemNote, Section } from "./ui.js";
import { Viewfinder } from "./viewfinder.js";

export function InvitedScreen() {
  const load = useLoad("/invited");
  return html`<${Loaded} load=${load}>${() => (load.data.inspections.length
    ? html`<${Invited} invited=${load.data} reload=${load.reload} />`
    : html`<${AccountScreen} />`)}<//>`;
}

function Invited({ invited, reload }) {
  const { me } = useSession();
  const { items } = useOutbox(me.id);
  const [spot, setSpot] = useState(null);
  const [outing] = invited.inspections;
  const arrived = items.filter((item) => item.kind === "contribution" && item.state === "stored").length;
  useEffect(() => {
    if (arrived) reload();
  }, [arrived]);
  return html`<div class="narrow capture">
    <p class="number">${outing.number}</p>
    <h1>${outing.title}</h1>
    ${!canKeep() && html`<p class="note">${t("cannot_keep")}</p>`}
    ${spot
      ? html`<${SpotCamera} key=${spot.id} spot=${spot} outing=${outing} reload=${reload} close=${() => setSpot(null)} />`
      : html`<${Section} title=${t("spots")} id="invited-spots">
          ${!invited.spots.length && html`<${Empty}>${t("no_agenda")}<//>`}
          <ul class="plain rows">${invited.spots.map((one) => html`<li key=${one.id} class="spot-row">
            <span><strong>${one.address || t("no_address")}</strong> <span class="number">${one.number}</span></span>
            <button type="button" class="button primary" onClick=${() => setSpot(one)}>${t("take_photo")}<span class="hidden"> ${one.number}</span></button></li>`)}</ul>
        <//>`}
    <${Section} title=${t("my_uploads")} id="invited-uploads">
      ${!invited.uploads.length && html`<${Empty}>${t("no_photos_yet")}<//>`}
      <ul class="plain rows">${invited.uploads.map((one) => html`<li key=${one.id} class="row">
        ${word("photo_kind", one.kind)} <span class="badge plain-badge">${t(`upload_${one.status}`)}</span>
        ${" "}<span class="quiet">${when(one.received_at)} ${one.remark} ${one.declined_reason}</span></li>`)}</ul>
    <//>
  </div>`;
}

/** @param {{spot: any, outing: any, reload: () => void, close: () => void}} props */
function SpotCamera({ spot, outing, reload, close }) {
  const { me } = useSession();
  const camera = useCamera();
  const fix = useFix();
  const compass = useHeading();
  const [kind, setKind] = useState("near");
  const [remark, setRemark] = useState("");
  const [problem, setProblem] = useState(null);
  const give = (bring) => async (event) => {
    setProblem(null);
    try {
      for (const { blob, ...said } of await bring(event)) {
        await hand(blob, { ...said, kind, person: me.id, as: "contribution", about: outing.id, more: { hazard_id: spot.id, remark } });
      }
      if (!canKeep()) reload();
    } catch (failed) {
      setProblem(failed);
    }
  };
  const shoot = give(async () => {
    compass.ask();
    const seen = { place: fix.now(), heading: compass.now() };
    return [{ blob: await camera.shoot(), camera: true, ...seen }];
  });
  const choose = give(async ({ target }) => Array.from(target.files, (blob) => ({ blob, camera: false, place: null })));
  return html`<h2>${spot.address || spot.number}</h2>
    <${Viewfinder} camera=${camera} shoot=${shoot} choose=${choose} kind=${kind} onKind=${setKind} missing=${[]}
      fix=${fix.place ? t("fix_now", { far: distance(fix.place.accuracy_m ?? 0) }) : t(fix.said ?? "locating")} />
    <${ProblemNote} problem=${problem} />
    <div class="field"><label for="invited-remark">${t("remark_next")}</label>
      <textarea id="invited-remark" rows="2" value=${remark} onInput=${(event) => setRemark(event.target.value)}></textarea></div>
    <button type="button" class="button" onClick=${close}>${t("other_spot")}</button>`;
}

/** By the outbox; where nothing can be kept, one photo is one request. */
async function hand(blob, of) {
  if (canKeep()) {
    await keepPhoto(blob, of);
    askToPersist();
    sendNow();
    return;
  }
  const [item, bytes] = await photoItem(blob, of);
  await contribute(item, bytes);
}
