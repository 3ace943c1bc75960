/** The end of an inspection: say first what each verdict will do, then do it. */
import { useState } from "preact/hooks";
import { send } from "./api.js";
import { FormProblem } from "./conflict.js";
import { Field, Form, Submit, useForm } from "./forms.js";
import { html } from "./html.js";
import { t, word } from "./language.js";
import { effectOf } from "./life.js";
import { Section } from "./ui.js";

/** @param {{inspection: any, hazards: any[], reload: () => void, put: (inspection: any) => void}} props */
export function Finalise({ inspection, hazards, reload, put }) {
  const [asked, setAsked] = useState(false);
  return html`<${Section} title=${t("finalise")} id="finalise">
    ${asked
      ? html`<${Confirm} inspection=${inspection} hazards=${hazards} reload=${reload} put=${put} close=${() => setAsked(false)} />`
      : html`<p class="quiet">${t("finalise_lead")}</p>
        <button type="button" class="button primary" onClick=${() => setAsked(true)}>${t("finalise_ask")}</button>`}
  <//>`;
}

function Confirm({ inspection, hazards, reload, put, close }) {
  const form = useForm({ note: "" });
  const judged = inspection.findings.filter((finding) => !finding.superseded);
  const open = hazards.filter((hazard) => judged.every((finding) => finding.hazard_id !== hazard.id));
  const act = async () => {
    put(await send("POST", `/inspections/${inspection.id}/finalise`, { version: inspection.version, note: form.values.note }));
  };
  return html`<${Form} form=${form} act=${act} label=${t("finalise")}>
    <p>${t("finalise_will")}</p>
    <ul class="effects">
      ${judged.map((finding) => html`<${Effect} key=${finding.id} finding=${finding}
        hazard=${hazards.find((hazard) => hazard.id === finding.hazard_id)} />`)}
      ${open.map((hazard) => html`<li key=${hazard.id}>${hazard.number}：${t("effect_not_judged")}</li>`)}
    </ul>
    <${Field} form=${form} name="note" label=${word("move_field", "note")} kind="textarea" />
    <${FormProblem} form=${form} reload=${reload} />
    <div class="buttons end">
      <button type="button" class="button" onClick=${close}>${t("cancel")}</button>
      <${Submit} form=${form}>${t("finalise_now")}<//>
    </div>
  <//>`;
}

function Effect({ finding, hazard }) {
  if (!hazard) return null;
  return html`<li>${hazard.number} ${word("verdict", finding.verdict)} → <strong>${t(effectOf(finding.verdict, hazard.status))}</strong></li>`;
}
