/** A verdict on a known hazard, with photos of how it looks now. */
import { useRef } from "preact/hooks";
import { send } from "./api.js";
import { Field, Form, Submit, useForm } from "./forms.js";
import { html } from "./html.js";
import { uuid7 } from "./ids.js";
import { t, word } from "./language.js";
import { VERDICTS } from "./life.js";
import { PhotoPicker } from "./photo-picker.js";
import { Problem } from "./problem.js";
import { ProblemNote } from "./ui.js";
import { useUploads } from "./uploads.js";

const AFTER = ["after"];

/** Send it. When the answer to an earlier try was lost and the verdict was changed since, a finding of its own follows. */
async function judge(path, said) {
  try {
    return await send("POST", path, said);
  } catch (problem) {
    if (problem.code !== "id_taken") throw problem;
    return send("POST", path, { ...said, id: uuid7() });
  }
}

/** @param {{hazard: any, inspection: any, done: () => void, close: () => void}} props */
export function FindingForm({ hazard, inspection, done, close }) {
  const form = useForm({ verdict: "", note: "" });
  const uploads = useUploads();
  const id = useRef(uuid7());
  const act = async () => {
    if (!(await uploads.sendAll(hazard.id))) throw new Problem(0, { code: "photos_failed", detail: t("photos_failed") });
    const { verdict, note } = form.values;
    const said = { id: id.current, hazard_id: hazard.id, note, photo_ids: uploads.photos.map((photo) => photo.id) };
    if (verdict) said.verdict = verdict;
    await judge(`/inspections/${inspection.id}/findings`, said);
    done();
  };
  return html`<div class="inline-form">
    <p class="buttons"><a class="button" href=${`#/revisit/${inspection.id}/${hazard.id}`}>${t("on_the_spot")}</a></p>
    <${Form} form=${form} act=${act} label=${t("judge")}>
    <${Verdicts} form=${form} />
    <${Field} form=${form} name="note" label=${word("move_field", "note")} kind="textarea" />
    <${PhotoPicker} uploads=${uploads} wanted=${AFTER} hazardId=${hazard.id} />
    <${ProblemNote} problem=${form.problem} form=${form} />
    <div class="buttons end">
      <button type="button" class="button" onClick=${close}>${t("cancel")}</button>
      <${Submit} form=${form}>${t("save")}<//>
    </div>
  <//></div>`;
}

function Verdicts({ form }) {
  form.shown.current.add("verdict");
  const error = form.errorAt("verdict");
  return html`<fieldset class=${`field choices ${error ? "wrong" : ""}`}>
    <legend>${t("verdict")}<span class="must"> ${t("must")}</span></legend>
    ${VERDICTS.map((code) => html`<label key=${code} class="choice">
      <input type="radio" name="verdict" checked=${form.values.verdict === code} onChange=${() => form.set("verdict", code)}
        aria-invalid=${error ? "true" : undefined} /><span>${word("verdict", code)}</span></label>`)}
    ${error && html`<p class="field-error">${error}</p>`}
  </fieldset>`;
}
