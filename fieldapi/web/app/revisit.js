/** A visit to a known spot: the earlier photo laid over the camera, a verdict, the checklist; also without a network. */
import { useState } from "preact/hooks";
import { address } from "./api.js";
import { useCamera } from "./camera.js";
import { answersItem, ChecklistAnswers, useChecklist } from "./checklist-answers.js";
import { keepPhoto, usePicture } from "./draft.js";
import { useFix } from "./fix.js";
import { distance } from "./format.js";
import { useHeading } from "./heading.js";
import { html } from "./html.js";
import { uuid7 } from "./ids.js";
import { nameOf, t, word } from "./language.js";
import { VERDICTS } from "./life.js";
import { useLoad } from "./load.js";
import { keep } from "./outbox-db.js";
import { sendNow } from "./outbox.js";
import { useTypes } from "./reference.js";
import { goFreely, useLeaveGuard } from "./router.js";
import { useSession } from "./session.js";
import { askToPersist } from "./storage.js";
import { BackLink, Loaded, ProblemNote, Section } from "./ui.js";
import { Viewfinder } from "./viewfinder.js";

const MISSING = ["after"];

/** @param {{inspectionId: string, hazardId: string}} props */
export function RevisitScreen({ inspectionId, hazardId }) {
  const hazard = useLoad(`/hazards/${hazardId}`);
  return html`<div class="narrow capture">
    <${BackLink} to=${`#/visits/${inspectionId}`}>${t("back_to_visit")}<//>
    <${Loaded} load=${hazard}>${() => html`<${Revisit} inspectionId=${inspectionId} hazard=${hazard.data} />`}<//>
  </div>`;
}

/** The photo that shows the spot as it was: the newest one from afar, else the newest. @param {any} hazard */
function earlier(hazard) {
  const seen = hazard.photos.filter((photo) => photo.status === "accepted" && photo.preview !== "none");
  return seen.findLast((photo) => photo.kind === "far") ?? seen.at(-1) ?? null;
}

/** The verdict and the answers as items of the outbox. */
function itemsOf({ person, inspectionId, hazard, verdict, note, shots, before, checklist, answers }) {
  const id = uuid7();
  const pair = before && shots.length ? { photo_before_id: before.id, photo_after_id: shots[0] } : {};
  const body = { id, hazard_id: hazard.id, verdict, note, photo_ids: shots, ...pair };
  const finding = { id, kind: "finding", person, about: inspectionId, state: "queued", body };
  const said = answersItem({ id: uuid7(), person, about: hazard.id, checklist, answers, inspection: inspectionId });
  return said ? [[finding], [said]] : [[finding]];
}

function Revisit({ inspectionId, hazard }) {
  const { me } = useSession();
  const types = useTypes();
  const camera = useCamera();
  const fix = useFix();
  const compass = useHeading();
  const before = earlier(hazard);
  const checklist = useChecklist(hazard.type, hazard.asset_kind);
  const [ghost, setGhost] = useState(true);
  const [kind, setKind] = useState("after");
  const [said, setSaid] = useState({ verdict: "", note: "", shots: [], answers: {} });
  const [problem, setProblem] = useState(null);
  const put = (values) => setSaid((was) => ({ ...was, ...values }));
  useLeaveGuard(Boolean(said.verdict || said.note), t("leave_unsent"));
  const add = (bring) => async (event) => {
    try {
      for (const row of await bring(event)) {
        const item = await keepPhoto(row.blob, { person: me.id, about: hazard.id, kind, ...row });
        setSaid((was) => ({ ...was, shots: [...was.shots, item.id] }));
      }
      askToPersist();
      sendNow();
    } catch (failed) {
      setProblem(failed);
    }
  };
  const shoot = add(async () => {
    compass.ask();
    const seen = { place: fix.now(), heading: compass.now() };
    return [{ blob: await camera.shoot(), camera: true, ...seen }];
  });
  const choose = add(async ({ target }) => Array.from(target.files, (blob) => ({ blob, camera: false, place: null })));
  const save = async () => {
    try {
      await keep(itemsOf({ person: me.id, inspectionId, hazard, before, checklist, ...said }));
      sendNow();
      goFreely(`#/visits/${inspectionId}`);
    } catch (failed) {
      setProblem(failed);
    }
  };
  return html`
    <h1>${nameOf(types[hazard.type]) || hazard.type} <span class="number">${hazard.number}</span></h1>
    ${hazard.address && html`<p>${hazard.address}</p>`}
    <${Viewfinder} camera=${camera} shoot=${shoot} choose=${choose} kind=${kind} onKind=${setKind} missing=${said.shots.length ? [] : MISSING}
      ghost=${before && ghost ? address(`/photos/${before.id}/preview?size=1600`) : null}
      fix=${fix.place ? t("fix_now", { far: distance(fix.place.accuracy_m ?? 0) }) : t(fix.said ?? "locating")} />
    ${before && html`<button type="button" class="button" aria-pressed=${ghost ? "true" : "false"} onClick=${() => setGhost(!ghost)}>${t("ghost")}</button>`}
    ${said.shots.length > 0 && html`<ul class="shots" aria-label=${t("photos")}>${said.shots.map((id) => html`<${Taken} key=${id} id=${id} />`)}</ul>`}
    <${Section} title=${t("verdict")} id="revisit-verdict">
      <div class="tiles" role="group" aria-label=${t("verdict")}>${VERDICTS.map((code) => html`<button key=${code} type="button" class="tile"
        aria-pressed=${said.verdict === code ? "true" : "false"} onClick=${() => put({ verdict: code })}>${word("verdict", code)}</button>`)}</div>
      <div class="field"><label for="revisit-note">${word("move_field", "note")}</label>
        <textarea id="revisit-note" rows="2" value=${said.note} onInput=${(event) => put({ note: event.target.value })}></textarea></div>
    <//>
    <${ChecklistAnswers} checklist=${checklist} answers=${said.answers} onChange=${(answers) => put({ answers })} />
    <${ProblemNote} problem=${problem} />
    ${said.verdict && html`<div class="capture-end"><button type="button" class="button primary wide" onClick=${save}>${t("save")}</button></div>`}`;
}

function Taken({ id }) {
  return html`<li><img class="thumb" src=${usePicture(id)} alt=${t("photo_of_kind", { kind: "" })} /></li>`;
}
