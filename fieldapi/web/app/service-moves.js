/** The moves of a service that the API offers, each with its form ("!" marks what it needs). */
import { useState } from "preact/hooks";
import { send } from "./api.js";
import { Ends } from "./case-hazards.js";
import { CODES } from "./codes.js";
import { Choices, Field, filled, Form, useForm } from "./forms.js";
import { today } from "./format.js";
import { html } from "./html.js";
import { t, word } from "./language.js";
import { personLine } from "./people.js";
import { useItems } from "./reference.js";
import { Scan } from "./scan.js";
import { Section } from "./ui.js";

export const SERVICE_MOVE_FORMS = {
  sign: ["note"],
  dispatch: ["on!", "way", "number", "note"],
  bounce: ["on!", "note!"],
  redispatch: ["on!", "way", "number", "note"],
  receive: ["on!", "basis!", "number", "signer", "post", "upload_id", "note"],
  leave: ["on!", "officers!", "upload_id!", "signer", "note!"],
  note_receipt: ["on!", "basis!", "number", "signer", "post", "upload_id", "note"],
  decide_receipt: ["event_id!", "note!"],
  fail: ["note!"],
};
const CAUTIOUS = new Set(["bounce", "redispatch", "leave", "note_receipt", "fail"]);

/** @param {{one: any, reload: () => void, put: (one: any) => void}} props */
export function ServiceMoves({ one, reload, put }) {
  const [verb, setVerb] = useState(null);
  // Which receipt counts is asked only where they disagree.
  const moves = one.moves.filter((name) => name !== "decide_receipt" || one.receipts_disagree);
  const done = (after) => {
    setVerb(null);
    put(after);
  };
  return html`<${Section} title=${t("next")} id="service-moves">
    ${!moves.length && html`<p class="quiet">${t("case_nothing_offered")}</p>`}
    ${verb && moves.includes(verb)
      ? html`<${MoveForm} key=${verb} verb=${verb} one=${one} reload=${reload} done=${done} close=${() => setVerb(null)} />`
      : html`<div class="buttons">${moves.map((name) => html`<button key=${name} type="button"
          class=${`button ${CAUTIOUS.has(name) ? "" : "primary"}`} onClick=${() => setVerb(name)}>${word("service_move", name)}</button>`)}</div>`}
  <//>`;
}

function MoveForm({ verb, one, reload, done, close }) {
  const fields = SERVICE_MOVE_FORMS[verb].map((field) => [field.replace("!", ""), field.endsWith("!")]);
  const known = { on: today(), way: one.way, officers: [] };
  const form = useForm(Object.fromEntries(fields.map(([name]) => [name, known[name] ?? ""])));
  const act = async () => done(await send("POST", `/services/${one.id}/moves`, { move: verb, version: one.version, ...filled(form.values) }));
  return html`<${Form} form=${form} act=${act} label=${word("service_move", verb)}>
    <h3>${word("service_move", verb)}</h3>
    ${fields.map(([name, required]) => html`<${MoveField} key=${name} form=${form} name=${name} required=${required} one=${one} />`)}
    <${Ends} form=${form} reload=${reload} close=${close}>${word("service_move", verb)}<//>
  <//>`;
}

function MoveField({ form, name, required, one }) {
  const common = { form, name, required, label: word("service_field", name) };
  const select = (options) => html`<${Field} ...${common} kind="select" options=${[["", t("please_choose")], ...options]} />`;
  if (name === "note") return html`<${Field} ...${common} kind="textarea" />`;
  if (name === "on") return html`<${Field} ...${common} kind="date" />`;
  if (name === "way") return select(one.ways.map((code) => [code, word("service_way", code)]));
  if (name === "basis") return select(Object.keys(CODES.receipt_basis).filter((code) => code !== "left_on_refusal").map((code) => [code, word("receipt_basis", code)]));
  if (name === "event_id") return select(one.events.filter((event) => event.basis).map((event) => [event.id, `${event.on} ${word("receipt_basis", event.basis)} ${event.signer ?? ""}`]));
  if (name === "upload_id") return html`<${Scan} ...${common} />`;
  if (name === "officers") return html`<${Officers} form=${form} name=${name} label=${common.label} />`;
  return html`<${Field} ...${common} />`;
}

function Officers(common) {
  const people = useItems("/people").filter((person) => person.roles.some((held) => held.office));
  return html`<div class="scroll"><${Choices} ...${common} options=${people.map((person) => [person.id, personLine(person)])} /></div>`;
}
