/** The moves that the API offers, each with a small form. */
import { useState } from "preact/hooks";
import { send } from "./api.js";
import { FormProblem } from "./conflict.js";
import { Choices, Field, filled, Form, Submit, useForm } from "./forms.js";
import { instantOf, localValue, today } from "./format.js";
import { HazardPicker } from "./hazard-picker.js";
import { html } from "./html.js";
import { t, word } from "./language.js";
import { HOWS } from "./life.js";
import { CAUTIOUS, MOVE_FORMS } from "./moves.js";
import { personLine } from "./people.js";
import { useItems } from "./reference.js";
import { useSession } from "./session.js";
import { Section } from "./ui.js";

/** @param {{hazard: any, reload: () => void, put: (hazard: any) => void}} props */
export function Moves({ hazard, reload, put }) {
  const [verb, setVerb] = useState(null);
  const offered = hazard.moves.filter((name) => name in MOVE_FORMS);
  if (!offered.length) return null;
  const done = (after) => {
    setVerb(null);
    put(after);
  };
  return html`<${Section} title=${t("next")} id="hazard-moves">
    ${verb && offered.includes(verb)
      ? html`<${MoveForm} key=${verb} verb=${verb} hazard=${hazard} reload=${reload} done=${done} close=${() => setVerb(null)} />`
      : html`<div class="buttons">${offered.map((name) => html`<button key=${name} type="button"
          class=${`button ${CAUTIOUS.has(name) ? "" : "primary"}`} onClick=${() => setVerb(name)}>${word("move", name)}</button>`)}
      </div>`}
  <//>`;
}

function blank(verb, hazard, me) {
  const chosen = hazard.chosen.regulator ?? hazard.chosen.owner ?? hazard.chosen.territorial;
  const values = {
    checkbox: false, officers: [me.id], agency: chosen?.id ?? "", how: "call", date: today(), datetime: localValue(new Date()),
  };
  return Object.fromEntries(MOVE_FORMS[verb].map(({ name, kind }) => [name, values[kind] ?? ""]));
}

/** @param {string} verb @param {Record<string, any>} values */
function bodyOf(verb, values) {
  const said = filled(values);
  if (said.at) said.at = instantOf(said.at);
  return { move: verb, ...said };
}

function MoveForm({ verb, hazard, reload, done, close }) {
  const { me } = useSession();
  const form = useForm(blank(verb, hazard, me));
  const act = async () => {
    done(await send("POST", `/hazards/${hazard.id}/moves`, { ...bodyOf(verb, form.values), version: hazard.version }));
  };
  return html`<${Form} form=${form} act=${act} label=${word("move", verb)}>
    <h3>${word("move", verb)}</h3>
    <p class="quiet">${word("move_hint", verb)}</p>
    ${MOVE_FORMS[verb].map((field) => html`<${MoveField} key=${field.name} form=${form} field=${field} hazard=${hazard} />`)}
    <${FormProblem} form=${form} reload=${reload} />
    <div class="buttons end">
      <button type="button" class="button" onClick=${close}>${t("cancel")}</button>
      <${Submit} form=${form}>${word("move", verb)}<//>
    </div>
  <//>`;
}

const INPUTS = { datetime: "datetime-local" };

function MoveField({ form, field: { name, kind, required }, hazard }) {
  const label = word("move_field", name);
  const common = { form, name, label, required };
  if (kind === "agency") return html`<${AgencyField} ...${common} />`;
  if (kind === "how") return html`<${Field} ...${common} kind="select" options=${HOWS.map((code) => [code, word("how", code)])} />`;
  if (kind === "officers") return html`<${Officers} ...${common} />`;
  if (kind === "hazard") return html`<${HazardPicker} ...${common} except=${hazard.id} />`;
  const hint = name === "alone_reason" ? t("alone_hint") : undefined;
  return html`<${Field} ...${common} kind=${INPUTS[kind] ?? kind} hint=${hint} />`;
}

function AgencyField(common) {
  const agencies = useItems("/agencies").filter((agency) => !agency.successor_id);
  return html`<${Field} ...${common} kind="select"
    options=${[["", t("please_choose")], ...agencies.map((agency) => [agency.id, agency.name])]} />`;
}

function Officers({ form, name, label }) {
  const people = useItems("/people").filter((person) => person.roles.some((held) => held.office));
  return html`<${Choices} form=${form} name=${name} label=${label} hint=${t("officers_hint")}
    options=${people.map((person) => [person.id, personLine(person)])} />`;
}
