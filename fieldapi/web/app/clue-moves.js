/** The moves of a clue that the API offers, each with its form ("!" marks what it needs). */
import { useState } from "preact/hooks";
import { query, send } from "./api.js";
import { Ends } from "./case-hazards.js";
import { CODES } from "./codes.js";
import { Field, filled, Form, useForm } from "./forms.js";
import { html } from "./html.js";
import { t, word } from "./language.js";
import { useLoad } from "./load.js";
import { personLine } from "./people.js";
import { useItems } from "./reference.js";
import { Section } from "./ui.js";

export const CLUE_MOVE_FORMS = {
  register: ["source", "first_visit", "sponsor_id", "handler_id", "note"],
  not_accept: ["note!"],
  sponsor: ["sponsor_id!", "note"],
  assign: ["handler_id!", "note"],
  assess: ["note!"],
  investigate_first: ["note!"],
  take_up: ["case_id!", "note"],
  transfer_clue: ["receiving_body!", "note!"],
  refuse_filing: ["note!"],
  excuse: ["no_reply_reason!", "note!"],
};
const CAUTIOUS = new Set(["not_accept", "transfer_clue", "refuse_filing", "excuse", "sponsor", "assign"]);
//  what is chosen among people: the roles that can be it
const HOLDERS = {
  sponsor_id: ["chief_prosecutor", "deputy_chief"],
  handler_id: ["prosecutor", "department_head", "deputy_chief", "chief_prosecutor"],
};
// The others are found by the system itself.
const BY_HAND = ["no_contact", "wrong_contact", "unreachable"];

/** @param {{clue: any, reload: () => void, put: (clue: any) => void}} props */
export function ClueMoves({ clue, reload, put }) {
  const [verb, setVerb] = useState(null);
  const done = (after) => {
    setVerb(null);
    put(after);
  };
  return html`<${Section} title=${t("next")} id="clue-moves">
    ${!clue.moves.length && html`<p class="quiet">${t("clue_nothing_offered")}</p>`}
    ${verb && clue.moves.includes(verb)
      ? html`<${MoveForm} key=${verb} verb=${verb} clue=${clue} reload=${reload} done=${done} close=${() => setVerb(null)} />`
      : html`<div class="buttons">${clue.moves.map((name) => html`<button key=${name} type="button"
          class=${`button ${CAUTIOUS.has(name) ? "" : "primary"}`} onClick=${() => setVerb(name)}>${word("clue_move", name)}</button>`)}</div>`}
  <//>`;
}

function MoveForm({ verb, clue, reload, done, close }) {
  const fields = CLUE_MOVE_FORMS[verb].map((field) => [field.replace("!", ""), field.endsWith("!")]);
  const known = { source: clue.source, first_visit: clue.first_visit };
  const form = useForm(Object.fromEntries(fields.map(([name]) => [name, known[name] ?? ""])));
  const act = async () => {
    const said = { ...filled(form.values), ...(verb === "register" && { first_visit: form.values.first_visit }) };
    done(await send("POST", `/clues/register/${clue.id}/moves`, { move: verb, version: clue.version, ...said }));
  };
  return html`<${Form} form=${form} act=${act} label=${word("clue_move", verb)}>
    <h3>${word("clue_move", verb)}</h3>
    ${fields.map(([name, required]) => html`<${MoveField} key=${name} form=${form} name=${name} required=${required} clue=${clue} />`)}
    <${Ends} form=${form} reload=${reload} close=${close}>${word("clue_move", verb)}<//>
  <//>`;
}

function MoveField({ form, name, required, clue }) {
  const common = { form, name, required, label: word("clue_field", name) };
  const select = (options) => html`<${Field} ...${common} kind="select" options=${[["", t("please_choose")], ...options]} />`;
  if (name === "note") return html`<${Field} ...${common} kind="textarea" />`;
  if (name === "first_visit") return html`<${Field} ...${common} kind="checkbox" label=${t("clue_is_first_visit")} />`;
  if (name === "source") return select(Object.keys(CODES.clue_source).map((code) => [code, word("clue_source", code)]));
  if (name === "no_reply_reason") return select(BY_HAND.map((code) => [code, word("no_reply_reason", code)]));
  if (name in HOLDERS) return html`<${PersonField} ...${common} roles=${HOLDERS[name]} office=${clue.office.id} />`;
  if (name === "case_id") return html`<${CaseField} ...${common} office=${clue.office.id} />`;
  return html`<${Field} ...${common} />`;
}

function PersonField({ roles, office, ...common }) {
  const people = useItems("/people").filter((person) => person.roles.some((held) => roles.includes(held.role) && held.office?.id === office));
  return html`<${Field} ...${common} kind="select" options=${[["", t("please_choose")], ...people.map((person) => [person.id, personLine(person)])]} />`;
}

function CaseField({ office, ...common }) {
  const load = useLoad(`/cases${query({ limit: 100 })}`);
  const cases = (load.data?.items ?? []).filter((one) => one.office.id === office && !one.ended_at);
  return html`<${Field} ...${common} kind="select" options=${[["", t("please_choose")], ...cases.map((one) => [one.id, `${one.number} ${one.title}`])]} />`;
}
