/** The moves of a case that the API offers, each with its form. */
import { useState } from "preact/hooks";
import { send } from "./api.js";
import { Ends, useCaseHazards } from "./case-hazards.js";
import { CASE_MOVE_FORMS, CAUTIOUS_CASE_MOVES, ITEM_ANSWERS } from "./case-moves.js";
import { CODES } from "./codes.js";
import { Choices, Field, filled, Form, useForm } from "./forms.js";
import { today } from "./format.js";
import { html } from "./html.js";
import { t, word } from "./language.js";
import { personLine } from "./people.js";
import { useItems } from "./reference.js";
import { useSession } from "./session.js";
import { Section } from "./ui.js";

/** @param {{one: any, reload: () => void, put: (one: any) => void}} props */
export function CaseMoves({ one, reload, put }) {
  const [verb, setVerb] = useState(null);
  const done = (after) => {
    setVerb(null);
    put(after);
  };
  const close = () => setVerb(null);
  return html`<${Section} title=${t("next")} id="case-moves">
    ${!one.moves.length && html`<p class="quiet">${t("case_nothing_offered")}</p>`}
    ${verb && one.moves.includes(verb)
      ? html`<${MoveForm} key=${verb} verb=${verb} one=${one} reload=${reload} done=${done} close=${close} />`
      : html`<div class="buttons">${one.moves.map((name) => html`<button key=${name} type="button"
          class=${`button ${CAUTIOUS_CASE_MOVES.has(name) ? "" : "primary"}`} onClick=${() => setVerb(name)}>${word("case_move", name)}</button>`)}
      </div>`}
  <//>`;
}

const CHIEFS = ["chief_prosecutor", "deputy_chief"];
const RECORDED = ["number", "decided_on", "decided_by_id", "photo_id"];
const MANY = new Set(["officers", "agency_ids", "hazard_ids"]);
const BLANK = { on: today, officers: (me) => [me.id], agency_ids: () => [], hazard_ids: () => [] };

function blank(verb, one, me) {
  const [fields, decided] = CASE_MOVE_FORMS[verb];
  const values = Object.fromEntries(fields.map((field) => field.replace("!", "")).map((name) => [name, BLANK[name]?.(me) ?? ""]));
  for (const item of one.items) Object.assign(values, { [`state_${item.number}`]: "", [`note_${item.number}`]: "" });
  const here = me.roles.some((held) => CHIEFS.includes(held.role) && held.office?.id === one.office.id);
  const recorded = Object.fromEntries(RECORDED.map((name) => [`recorded.${name}`, name === "decided_on" ? today() : ""]));
  return decided ? { ...values, ...recorded, way: here ? "given" : "recorded" } : values;
}

/** The body that the API takes, from the flat values of the form. */
function bodyOf(verb, one, values) {
  const [fields, decided] = CASE_MOVE_FORMS[verb];
  const names = fields.map((field) => field.replace("!", ""));
  const said = filled(Object.fromEntries(names.map((name) => [name, values[name]])));
  if (names.includes("answers")) {
    const answered = one.items.filter((item) => values[`state_${item.number}`]);
    const answers = answered.map(({ number }) => ({ number, state: values[`state_${number}`], note: values[`note_${number}`] }));
    if (answers.length) said.answers = answers;
  }
  if (decided && values.way === "recorded") {
    said.recorded = filled(Object.fromEntries(RECORDED.map((name) => [name, values[`recorded.${name}`]])));
  }
  return { move: verb, version: one.version, ...said };
}

function MoveForm({ verb, one, reload, done, close }) {
  const { me } = useSession();
  const form = useForm(blank(verb, one, me));
  const [, hazards] = useCaseHazards(one);
  const [fields, decided] = CASE_MOVE_FORMS[verb];
  const act = async () => done(await send("POST", `/cases/${one.id}/moves`, bodyOf(verb, one, form.values)));
  return html`<${Form} form=${form} act=${act} label=${word("case_move", verb)}>
    <h3>${word("case_move", verb)}</h3>
    ${decided && html`<${Decision} form=${form} one=${one} hazards=${hazards} />`}
    ${fields.map((field) => html`<${MoveField} key=${field} form=${form} name=${field.replace("!", "")} required=${field.endsWith("!")}
      verb=${verb} one=${one} hazards=${hazards} />`)}
    <${Ends} form=${form} reload=${reload} close=${close}>${word("case_move", verb)}<//>
  <//>`;
}

/** Given here by the chief, or recorded from the official system. */
function Decision({ form, one, hazards }) {
  const people = useItems("/people").filter((person) => person.roles.some(({ role, office }) => CHIEFS.includes(role) && office.id === one.office.id));
  return html`<fieldset class="sub-form"><legend class="hidden">${t("decide_how")}</legend>
    <${Field} form=${form} name="way" label=${t("decide_how")} kind="select"
      options=${[["given", t("decide_here")], ["recorded", t("decide_recorded")]]} />
    ${form.values.way === "recorded" && html`
      <${Field} form=${form} name="recorded.number" label=${t("decision_number")} required />
      <${Field} form=${form} name="recorded.decided_on" label=${t("decided_on")} kind="date" required />
      <${Field} form=${form} name="recorded.decided_by_id" label=${t("decided_by")} kind="select" required
        options=${[["", t("please_choose")], ...people.map((person) => [person.id, personLine(person)])]} />
      <${Document} form=${form} name="recorded.photo_id" label=${t("decision_scan")} hazards=${hazards} />`}
  </fieldset>`;
}

const SELECTS = {
  proposal: "case_proposal", closure_reason: "closure_reason", nonperformance_ground: "nonperformance_ground",
  mode: "service_mode", basis: "receipt_basis", about: "report_about",
};
const KINDS = { note: "textarea", on: "date", rectify_due_on: "date", override_reason: "textarea" };

function MoveField({ form, name, required, verb, one, hazards }) {
  const common = { form, name, required, label: word("case_field", name) };
  if (name in SELECTS) {
    const group = SELECTS[name];
    return html`<${Field} ...${common} kind="select"
      options=${[["", t("please_choose")], ...Object.keys(CODES[group]).map((code) => [code, word(group, code)])]} />`;
  }
  if (MANY.has(name)) return html`<${Several} ...${common} hazards=${hazards} />`;
  if (name === "answers") return html`<${Answers} form=${form} items=${one.items} states=${ITEM_ANSWERS[verb]} />`;
  if (name === "photo_id") return html`<${Document} ...${common} hazards=${hazards} />`;
  return html`<${Field} ...${common} kind=${KINDS[name] ?? "text"} />`;
}

function Several({ form, name, label, hazards }) {
  const people = useItems("/people").filter((person) => person.roles.some((held) => held.office));
  const agencies = useItems("/agencies").filter((agency) => !agency.successor_id);
  const options = {
    officers: () => people.map((person) => [person.id, personLine(person)]),
    agency_ids: () => agencies.map((agency) => [agency.id, agency.name]),
    hazard_ids: () => Object.values(hazards).map((hazard) => [hazard.id, `${hazard.number} ${hazard.address}`]),
  };
  return html`<div class="scroll"><${Choices} form=${form} name=${name} label=${label} options=${options[name]()} /></div>`;
}

/** A stored file: the photos and papers of the hazards of the case. */
function Document({ form, name, label, required, hazards }) {
  const photos = Object.values(hazards).flatMap((hazard) => hazard.photos
    .filter((photo) => photo.status === "accepted")
    .map((photo) => [photo.id, `${hazard.number} ${word("photo_kind", photo.kind)} ${photo.uploaded_by.name}`]));
  return html`<${Field} form=${form} name=${name} label=${label} required=${required} kind="select" options=${[["", t("no_document")], ...photos]} />`;
}

function Answers({ form, items, states }) {
  form.shown.current.add("answers");
  const error = form.errorAt("answers");
  return html`<fieldset class=${`field ${error ? "wrong" : ""}`}><legend>${word("case_field", "answers")}</legend>
    ${items.map((item) => html`<div key=${item.number} class="sub-form"><p>${t("item_number", { n: item.number })} ${item.text}</p>
      <${Field} form=${form} name=${`state_${item.number}`} label=${t("status")} kind="select"
        options=${[["", t("not_said")], ...states.map((code) => [code, word("item_state", code)])]} />
      <${Field} form=${form} name=${`note_${item.number}`} label=${word("case_field", "note")} /></div>`)}
    ${error && html`<p class="field-error">${error}</p>`}
  </fieldset>`;
}
