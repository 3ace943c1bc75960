/** Who takes part in an inspection. */
import { useState } from "preact/hooks";
import { send } from "./api.js";
import { FormProblem } from "./conflict.js";
import { Field, filled, Form, Submit, useForm } from "./forms.js";
import { CODES } from "./codes.js";
import { html } from "./html.js";
import { t, word } from "./language.js";
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
      <strong>${person.name}</strong> ${person.body}${" "}
      <span class="quiet">${[word("participant_role", person.role), person.duty].filter(Boolean).join(" · ")}</span></li>`)}</ul>
  <//>`;
}

function AddParticipant({ inspection, reload, put, close }) {
  const form = useForm({ person_id: "", role: "", card_number: "", duty: "", ...EMPTY_GUEST });
  const present = new Set(inspection.participants.map((person) => person.person_id));
  const people = useItems("/people").filter((person) => !present.has(person.id));
  const act = async () => {
    const { person_id, role, card_number, duty, guest_name: name, guest_body: body } = form.values;
    const who = person_id ? { person_id } : { name, body };
    put(await send("POST", `/inspections/${inspection.id}/participants`, filled({ ...who, role, card_number, duty })));
    close();
  };
  return html`<div class="inline-form"><${Form} form=${form} act=${act} label=${t("add_participant")}>
    <${Field} form=${form} name="person_id" label=${t("colleague")} kind="select"
      options=${[["", t("a_guest")], ...people.map((person) => [person.id, personLine(person)])]} />
    ${!form.values.person_id && html`<${GuestFields} form=${form} />`}
    <${Field} form=${form} name="role" label=${t("takes_part_as")} kind="select"
      options=${[["", t("role_by_account")], ...Object.keys(CODES.participant_role).map((code) => [code, word("participant_role", code)])]} />
    <${Field} form=${form} name="card_number" label=${t("card_number")} />
    <${Field} form=${form} name="duty" label=${t("duty")} hint=${t("duty_hint")} />
    <${FormProblem} form=${form} reload=${reload} />
    <div class="buttons end">
      <button type="button" class="button" onClick=${close}>${t("cancel")}</button>
      <${Submit} form=${form}>${t("add_participant")}<//>
    </div>
  <//></div>`;
}
