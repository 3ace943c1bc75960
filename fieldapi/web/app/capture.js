/** Record on the spot: shutter, type, save. Everything is on the device first and goes when there is a network. */
import { useState } from "preact/hooks";
import { useCamera } from "./camera.js";
import { CaptureDetails } from "./capture-details.js";
import { answersItem, ChecklistAnswers, useChecklist } from "./checklist-answers.js";
import { useDraft } from "./draft.js";
import { useFix } from "./fix.js";
import { distance } from "./format.js";
import { GloveSwitch } from "./gloves.js";
import { useHeading } from "./heading.js";
import { html } from "./html.js";
import { uuid7 } from "./ids.js";
import { t } from "./language.js";
import { LiveCandidates } from "./live-candidates.js";
import { NearDuplicates } from "./near-duplicates.js";
import { canKeep } from "./outbox-db.js";
import { askToPersist } from "./storage.js";
import { Problem } from "./problem.js";
import { useItems } from "./reference.js";
import { Shots } from "./shots.js";
import { useSession } from "./session.js";
import { remember, TypePicker } from "./type-picker.js";
import { ProblemNote, Section } from "./ui.js";
import { Viewfinder } from "./viewfinder.js";

const ALWAYS = ["near", "far"];

/** @param {{id?: string}} props of a draft that was left */
export function CaptureScreen({ id }) {
  if (!canKeep()) return html`<div class="narrow"><p class="note">${t("cannot_keep")}</p>
    <a class="button primary" href="#/hazards/new">${t("fill_in_form")}</a></div>`;
  return html`<${Capture} id=${id} />`;
}

function Capture({ id }) {
  const { me } = useSession();
  const { draft, set, add, retag, remove, save } = useDraft(me.id, id);
  const fix = useFix();
  const compass = useHeading();
  const camera = useCamera();
  const [chosen, setChosen] = useState(null);
  const [saved, setSaved] = useState(null);
  const [problem, setProblem] = useState(null);
  const type = useItems("/hazard-types").find((one) => one.code === draft.type);
  const checklist = useChecklist(draft.type, draft.asset_kind);
  const wanted = [...new Set([...(type?.required_shots ?? ALWAYS)])];
  const missing = wanted.filter((kind) => !draft.shots.some((shot) => shot.kind === kind));
  const next = chosen ?? missing[0] ?? "other";

  const take = (bring) => async (event) => {
    setProblem(null);
    setSaved(null);
    try {
      await bring(event);
      setChosen(null);
      askToPersist();
    } catch (failed) {
      setProblem(failed.name === "QuotaExceededError" ? new Problem(0, { code: "storage_full", detail: t("storage_full") }) : failed);
    }
  };
  const shoot = take(async () => {
    compass.ask();
    const seen = { place: fix.now(), heading: compass.now() }; // of the moment of the shutter, not of the moment when the picture is ready
    await add(await camera.shoot(), { kind: next, camera: true, ...seen });
  });
  const choose = take(async (event) => {
    for (const file of event.target.files) await add(file, { kind: next, camera: false, place: null });
    event.target.value = "";
  });
  const keep = take(async () => {
    const said = answersItem({ id: uuid7(), person: me.id, about: draft.id, checklist, answers: draft.answers });
    setSaved(await save(t("unplaced"), said));
  });
  const pick = (code) => {
    remember(code);
    set({ type: code, asset_kind: "" });
  };
  return html`<div class="narrow capture">
    <h1 class="hidden">${t("record_title")}</h1>
    ${saved && html`<p class="note" role="status">${t("kept_on_device", { n: saved.shots.length })} <a href=${`#/outbox`}>${t("outbox")}</a></p>`}
    <${Viewfinder} camera=${camera} shoot=${shoot} choose=${choose} kind=${next} onKind=${setChosen} missing=${missing}
      fix=${html`<${FixLine} fix=${fix} />`} />
    <${Shots} shots=${draft.shots} retag=${retag} remove=${remove} />
    <${ProblemNote} problem=${problem} />
    <${Section} title=${t("type")} id="capture-type"><${TypePicker} value=${draft.type} onPick=${pick} /><//>
    <${NearDuplicates} place=${draft.position ?? fix.place} type=${draft.type} />
    <${CaptureDetails} draft=${draft} set=${set} type=${type} place=${fix.place} />
    <${ChecklistAnswers} checklist=${checklist} answers=${draft.answers} onChange=${(answers) => set({ answers })} />
    ${draft.type && draft.position && html`<details class="panel"><summary>${t("candidates")}</summary>
      <${LiveCandidates} type=${draft.type} assetKind=${draft.asset_kind} placeKind=${draft.place_kind} position=${draft.position} /></details>`}
    ${draft.type
      ? html`<div class="capture-end"><button type="button" class="button primary wide" onClick=${keep}>${t("save")}</button></div>`
      : draft.shots.length > 0 && html`<p class="quiet">${t("type_later")}</p>`}
    <p class="buttons"><${GloveSwitch} /><a class="button" href="#/hazards/new">${t("fill_in_form")}</a>
      <a class="button" href="#/ready">${t("ready_title")}</a></p>
  </div>`;
}

function FixLine({ fix }) {
  const { place, said } = fix;
  if (!place) return html`<span class="unverified">${t(said ?? "locating")}</span>`;
  return html`<span>${t("fix_now", { far: place.accuracy_m ? distance(place.accuracy_m) : "?" })}</span>`;
}
