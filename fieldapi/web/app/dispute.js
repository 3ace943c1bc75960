/** Nobody knows who owns it, or several deny it: who guards meanwhile, who said what, who decides. */
import { useState } from "preact/hooks";
import { send } from "./api.js";
import { Ends } from "./case-hazards.js";
import { Field, filled, Form, useForm } from "./forms.js";
import { instantOf, localValue, today, when } from "./format.js";
import { PhotoField } from "./guard.js";
import { html } from "./html.js";
import { t, word } from "./language.js";
import { isEnded } from "./life.js";
import { useLoad } from "./load.js";
import { useItems } from "./reference.js";
import { useSession } from "./session.js";
import { Loaded, Section } from "./ui.js";

//  move: what its form asks for ("!": it needs that)
export const DISPUTE_FORMS = {
  deny: ["agency_id!", "photo_id!", "note!"],
  schedule_conference: ["by_agency_id!", "on!", "note"],
  acknowledge: ["agency_id!", "photo_id", "note!"],
  designate: ["agency_id!", "by_agency_id!", "document_no!", "on!", "photo_id", "note"],
  accept: ["photo_id", "note"],
  appeal: ["photo_id!", "note!"],
  guard: ["by", "at!", "photo_id", "note"],
  withdraw: ["note!"],
};

/** @param {{hazard: any, reload: () => void}} props */
export function Dispute({ hazard, reload }) {
  const { can } = useSession();
  const open = hazard.flags.includes("ownership_disputed");
  const load = useLoad(open ? `/hazards/${hazard.id}/dispute` : null);
  const [opening, setOpening] = useState(false);
  const may = !open && !opening && can("open_dispute") && !isEnded(hazard.status);
  const aside = may && html`<button type="button" class="button" onClick=${() => setOpening(true)}>${t("dispute_open")}</button>`;
  return html`<${Section} title=${t("dispute")} id="dispute" aside=${aside}>
    ${!open && !opening && html`<p class="quiet">${t("dispute_none")}</p>`}
    ${opening && html`<${Open} hazard=${hazard} reload=${reload} close=${() => setOpening(false)} />`}
    ${open && html`<${Loaded} load=${load}>${() => html`<${Facts} dispute=${load.data} hazard=${hazard} reload=${load.reload}
      done=${reload} />`}<//>`}
  <//>`;
}

function Open({ hazard, reload, close }) {
  const form = useForm({ note: "" });
  const act = async () => {
    await send("POST", `/hazards/${hazard.id}/dispute`, { ...form.values, version: hazard.version });
    close();
    reload();
  };
  return html`<div class="inline-form"><${Form} form=${form} act=${act} label=${t("dispute_open")}>
    <p class="quiet">${t("dispute_open_hint")}</p>
    <${Field} form=${form} name="note" label=${word("move_field", "note")} kind="textarea" required />
    <${Ends} form=${form} reload=${reload} close=${close}>${t("dispute_open")}<//>
  <//></div>`;
}

function Facts({ dispute, hazard, reload, done }) {
  const [verb, setVerb] = useState(null);
  const { guard } = dispute;
  return html`<p class="badges"><span class="badge plain-badge">${word("dispute_state", dispute.state)}</span>
      ${dispute.overdue && html`<span class="badge overdue">${t("overdue")}</span>`}
      ${dispute.due_on && html`<span class="quiet">${t("dispute_due", { on: dispute.due_on })}</span>`}</p>
    <p>${dispute.note}</p>
    <p class=${guard.late ? "problem" : "quiet"}>${t(guard.guarded_at ? "dispute_guarded" : "dispute_guard", { name: guard.agency.name, at: when(guard.guarded_at ?? guard.due_at) })}</p>
    <ol class="timeline">${dispute.steps.map((step) => html`<li key=${step.id}><p class="quiet">${when(step.recorded_at)} ${step.recorded_by.name}</p>
      <p><strong>${word("dispute_move", step.move)}</strong> ${step.agency?.name} ${step.document_no}</p><p>${step.note}</p></li>`)}</ol>
    ${verb ? html`<${MoveForm} key=${verb} verb=${verb} dispute=${dispute} hazard=${hazard} reload=${reload} done=${done} close=${() => setVerb(null)} />`
      : html`<div class="buttons">${dispute.moves.map((name) => html`<button key=${name} type="button" class="button" onClick=${() => setVerb(name)}>
        ${word("dispute_move", name)}</button>`)}</div>`}`;
}

const KINDS = { on: "date", at: "datetime-local", note: "textarea" };
const BLANK = { on: today, at: () => localValue(new Date()) };

function MoveForm({ verb, dispute, hazard, reload, done, close }) {
  const names = DISPUTE_FORMS[verb].map((field) => field.replace("!", ""));
  const form = useForm(Object.fromEntries(names.map((name) => [name, BLANK[name]?.() ?? ""])));
  const agencies = useItems("/agencies").filter((agency) => !agency.successor_id);
  const act = async () => {
    const said = filled(form.values);
    if (said.at) said.at = instantOf(said.at);
    await send("POST", `/hazards/${hazard.id}/dispute/moves`, { move: verb, version: dispute.version, ...said });
    close();
    reload();
    done();
  };
  return html`<div class="inline-form"><${Form} form=${form} act=${act} label=${word("dispute_move", verb)}>
    ${DISPUTE_FORMS[verb].map((field) => {
      const [name, required] = [field.replace("!", ""), field.endsWith("!")];
      const label = word("dispute_field", name);
      if (name === "photo_id") return html`<${PhotoField} key=${name} form=${form} hazard=${hazard} label=${label} required=${required} />`;
      const options = name.endsWith("agency_id") && [["", t("please_choose")], ...agencies.map((agency) => [agency.id, agency.name])];
      return html`<${Field} key=${name} form=${form} name=${name} label=${label} required=${required}
        kind=${options ? "select" : KINDS[name]} options=${options || undefined} />`;
    })}
    <${Ends} form=${form} reload=${reload} close=${close}>${word("dispute_move", verb)}<//>
  <//></div>`;
}
