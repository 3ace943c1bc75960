/** Who takes part in an inspection. */
import { useState } from "preact/hooks";
import { send } from "./api.js";
import { FormProblem } from "./conflict.js";
import { Field, Form, Submit, useForm } from "./forms.js";
import { html } from "./html.js";
import { t } from "./language.js";
import { personLine } from "./people.js";
import { useItems } from "./reference.js";
import { Section } from "./ui.js";

export const EMPTY_GUEST = { guest_name: "", guest_body: "" };

export function GuestFields({ form }) {
  return html`<${Field} form=${form} name="guest_name" label=${t("guest_name")} />
    <${Field} form=${form} name="guest_body" label=${t("guest_body")} />`;
}

/** @param {{inspection: any, open: boolean, reload: () => void, put: (inspection: any) => void}} props */
export function Participants({ inspection, open, reload, put }) {
  const [adding, setAdding] = useState(false);
  const add = open && !adding
    && html`<button type="button" class="button" onClick=${() => setAdding(true)}>${t("add_participant")}</button>`;
  return html`<${Section} title=${t("participants")} id="participants" aside=${add}>
    ${adding && html`<${AddParticipant} inspection=${inspection} reload=${reload} put=${put} close=${() => setAdding(false)} />`}
    <ul class="plain rows">${inspection.participants.map((person) => html`<li key=${person.id} class="row">
      <strong>${person.name}</strong> ${person.body} <span class="quiet">${person.duty}</span></li>`)}</ul>
  <//>`;
}

function AddParticipant({ inspection, reload, put, close }) {
  const form = useForm({ person_id: "", duty: "", ...EMPTY_GUEST });
  const present = new Set(inspection.participants.map((person) => person.person_id));
  const people = useItems("/people").filter((person) => !present.has(person.id));
  const act = async () => {
    const { person_id, duty, guest_name: name, guest_body: body } = form.values;
    const who = person_id ? { person_id } : { name, body };
    put(await send("POST", `/inspections/${inspection.id}/participants`, { ...who, duty }));
    close();
  };
  return html`<div class="inline-form"><${Form} form=${form} act=${act} label=${t("add_participant")}>
    <${Field} form=${form} name="person_id" label=${t("colleague")} kind="select"
      options=${[["", t("a_guest")], ...people.map((person) => [person.id, personLine(person)])]} />
    ${!form.values.person_id && html`<${GuestFields} form=${form} />`}
    <${Field} form=${form} name="duty" label=${t("duty")} hint=${t("duty_hint")} />
    <${FormProblem} form=${form} reload=${reload} />
    <div class="buttons end">
      <button type="button" class="button" onClick=${close}>${t("cancel")}</button>
      <${Submit} form=${form}>${t("add_participant")}<//>
    </div>
  <//></div>`;
}
