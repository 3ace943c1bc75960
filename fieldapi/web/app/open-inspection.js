/** Open an inspection: kind, title, who takes part, which hazards. */
import { useMemo, useRef, useState } from "preact/hooks";
import { send } from "./api.js";
import { Choices, Field, Form, Submit, useForm } from "./forms.js";
import { today } from "./format.js";
import { html } from "./html.js";
import { uuid7 } from "./ids.js";
import { nameOf, t, word } from "./language.js";
import { INSPECTION_KINDS } from "./life.js";
import { useLoad, useMany } from "./load.js";
import { EMPTY_GUEST, GuestFields } from "./participants.js";
import { personLine } from "./people.js";
import { useItems, useTypes } from "./reference.js";
import { go, useAddress, useLeaveGuard } from "./router.js";
import { useSession } from "./session.js";
import { BackLink, Empty, ProblemNote, Section } from "./ui.js";

const empty = (hazard_ids) => ({
  kind: "follow_up", title: t("follow_up_title", { on: today() }), hazard_ids, people: [], guests: [], ...EMPTY_GUEST,
});

export function OpenInspectionScreen() {
  const { me } = useSession();
  const [{ hazards }] = useAddress({ hazards: "" });
  const asked = useMemo(() => hazards.split(",").filter(Boolean), [hazards]);
  const form = useForm(useMemo(() => empty(asked), []));
  const id = useRef(uuid7());
  const [opened, setOpened] = useState(false);
  useLeaveGuard(form.touched && !opened, t("leave_unsent"));
  const people = useItems("/people").filter((person) => person.id !== me.id);
  const act = async () => {
    const { kind, title, hazard_ids, people: chosen, guests } = form.values;
    const participants = [...chosen.map((person_id) => ({ person_id })), ...guests];
    const inspection = await send("POST", "/inspections", { id: id.current, kind, title, hazard_ids, participants });
    setOpened(true);
    setTimeout(() => go(`#/visits/${inspection.id}`));
  };
  return html`<div class="narrow">
    <${BackLink} to="#/visits">${t("tab_visits")}<//>
    <h1>${t("open_inspection")}</h1>
    <${Form} form=${form} act=${act} label=${t("open_inspection")}>
      <${Section} title=${t("what")} id="inspection-what">
        <${Field} form=${form} name="kind" label=${t("inspection_kind")} kind="select"
          options=${INSPECTION_KINDS.map((code) => [code, word("inspection_kind", code)])} />
        <${Field} form=${form} name="title" label=${t("inspection_title")} required />
      <//>
      <${Section} title=${t("hazards_to_visit")} id="inspection-hazards"><${DueChoices} form=${form} asked=${asked} /><//>
      <${Section} title=${t("participants")} id="inspection-people">
        <p class="quiet">${t("you_preside")}</p>
        <${Choices} form=${form} name="people" label=${t("colleagues")}
          options=${people.map((person) => [person.id, personLine(person)])} />
        <${Guests} form=${form} />
      <//>
      <${ProblemNote} problem=${form.problem} form=${form} />
      <div class="buttons end"><${Submit} form=${form}>${t("open_inspection")}<//></div>
    <//>
  </div>`;
}

/** What is due, and what was chosen before coming here. */
function DueChoices({ form, asked }) {
  const due = useLoad("/follow-ups");
  const chosen = useMany(asked.map((id) => `/hazards/${id}`));
  const types = useTypes();
  const rows = due.data?.items ?? [];
  const seen = new Map(rows.map((row) => [
    row.hazard_id,
    `${row.hazard_number} ${nameOf(types[row.hazard_type])} ${row.address}（${t(row.overdue ? "overdue_on" : "due_on", { on: row.due_on })}）`,
  ]));
  for (const hazard of chosen.items ?? []) {
    if (!seen.has(hazard.id)) seen.set(hazard.id, `${hazard.number} ${nameOf(types[hazard.type])} ${hazard.address}`);
  }
  if (due.data && !seen.size) return html`<${Empty}>${t("nothing_due")}<//>`;
  return html`<${ProblemNote} problem=${due.problem ?? chosen.problem} onRetry=${due.reload} />
    <${Choices} form=${form} name="hazard_ids" label=${t("from_due")} options=${[...seen]} />`;
}

function Guests({ form }) {
  const { guests, guest_name: name, guest_body: body } = form.values;
  const add = () => form.setValues((before) => ({
    ...before, ...EMPTY_GUEST, guests: [...before.guests, { name: before.guest_name, body: before.guest_body }],
  }));
  const remove = (index) => form.set("guests", guests.filter((_, other) => other !== index));
  return html`<fieldset class="field choices"><legend>${t("guests")}</legend>
    <ul class="plain">${guests.map((guest, index) => html`<li key=${index} class="split"><span>${guest.name}（${guest.body}）</span>
      <button type="button" class="button quiet-button" onClick=${() => remove(index)}>${t("remove")}
        <span class="hidden"> ${guest.name}</span></button></li>`)}</ul>
    <${GuestFields} form=${form} />
    <button type="button" class="button" disabled=${!name.trim() || !body.trim()} onClick=${add}>${t("add_guest")}</button>
  </fieldset>`;
}
