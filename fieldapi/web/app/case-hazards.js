/** The hazards of a case: which are in it and why; take in and take out. */
import { useState } from "preact/hooks";
import { query, send } from "./api.js";
import { FormProblem } from "./conflict.js";
import { Choices, Field, Form, Submit, useForm } from "./forms.js";
import { when } from "./format.js";
import { html } from "./html.js";
import { nameOf, t } from "./language.js";
import { useLoad } from "./load.js";
import { useTypes } from "./reference.js";
import { useSession } from "./session.js";
import { Empty, Loaded, Section, Severity, Status } from "./ui.js";

/** Hazards of a case by id, as far as they are loaded. @param {any} one */
export function useCaseHazards(one) {
  const load = useLoad(`/hazards${query({ case: one.id, limit: 100 })}`);
  return [load, Object.fromEntries((load.data?.items ?? []).map((hazard) => [hazard.id, hazard]))];
}

/** @param {{one: any, open: boolean, reload: () => void, put: (one: any) => void}} props */
export function CaseHazards({ one, open, reload, put }) {
  const { can } = useSession();
  const [load, hazards] = useCaseHazards(one);
  const [doing, setDoing] = useState(null);
  const inside = one.hazards.filter((link) => !link.removed_at);
  const close = () => setDoing(null);
  const done = (after) => {
    put(after);
    load.reload();
    close();
  };
  const acts = { one, reload, done, close };
  const add = open && can("add_case_hazards") && !doing
    && html`<button type="button" class="button" onClick=${() => setDoing("add")}>${t("add_hazards")}</button>`;
  return html`<${Section} title=${t("case_hazards", { n: inside.length })} id="case-hazards" aside=${add}>
    ${doing === "add" && html`<${Add} ...${acts} inside=${inside.map((link) => link.hazard_id)} />`}
    ${!inside.length && html`<${Empty}>${t("no_case_hazards")}<//>`}
    <${Loaded} load=${load}>${() => html`<ul class="plain rows">${inside.map((link) => html`<li key=${link.hazard_id}>
      <${Line} hazard=${hazards[link.hazard_id]} link=${link} />
      ${open && can("remove_case_hazard") && doing !== link.hazard_id && html`<button type="button" class="button quiet-button"
        onClick=${() => setDoing(link.hazard_id)}>${t("remove_from_case")}<span class="hidden"> ${hazards[link.hazard_id]?.number}</span></button>`}
      ${doing === link.hazard_id && html`<${Remove} ...${acts} id=${link.hazard_id} />`}
    </li>`)}</ul>`}<//>
  <//>`;
}

function Line({ hazard, link }) {
  const types = useTypes();
  return html`<a class="row" href=${`#/hazards/${link.hazard_id}`}>
    ${hazard && html`<p class="number">${hazard.number}</p>
      <p><strong>${nameOf(types[hazard.type]) || hazard.type}</strong> ${hazard.address}</p>
      <p class="badges"><${Severity} code=${hazard.severity} /><${Status} code=${hazard.status} /></p>`}
    <p class="quiet">${link.added_by.name} ${when(link.added_at)}：${link.reason}${link.served_with && ` · ${t("served_with")}`}</p>
  </a>`;
}

function Add({ one, inside, reload, done, close }) {
  const form = useForm({ hazard_ids: [], reason: "" });
  const types = useTypes();
  const found = useLoad(`/hazards${query({ status: ["confirmed", "referred", "claimed_fixed", "verified_fixed", "escalated"], limit: 100 })}`);
  const others = (found.data?.items ?? []).filter((hazard) => !inside.includes(hazard.id) && hazard.office.id === one.office.id);
  const act = async () => done(await send("POST", `/cases/${one.id}/hazards`, { ...form.values, version: one.version }));
  return html`<div class="inline-form"><${Form} form=${form} act=${act} label=${t("add_hazards")}>
    <${Loaded} load=${found}>${() => html`<div class="scroll"><${Choices} form=${form} name="hazard_ids" label=${t("add_hazards")}
      options=${others.map((hazard) => [hazard.id, `${hazard.number} ${nameOf(types[hazard.type])} ${hazard.address}`])} /></div>`}<//>
    <${Field} form=${form} name="reason" label=${t("reason")} required />
    <${Ends} form=${form} reload=${reload} close=${close}>${t("add_hazards")}<//>
  <//></div>`;
}

function Remove({ one, id, reload, done, close }) {
  const form = useForm({ reason: "" });
  const act = async () => done(await send("DELETE", `/cases/${one.id}/hazards/${id}${query({ ...form.values, version: one.version })}`));
  return html`<div class="inline-form"><${Form} form=${form} act=${act} label=${t("remove_from_case")}>
    <${Field} form=${form} name="reason" label=${t("reason")} required />
    <${Ends} form=${form} reload=${reload} close=${close}>${t("remove_from_case")}<//>
  <//></div>`;
}

/** The end of a small form: its problem, cancel, do. @param {{form: any, reload: () => void, close: () => void, children: any}} props */
export function Ends({ form, reload, close, children }) {
  return html`<${FormProblem} form=${form} reload=${reload} />
    <div class="buttons end">
      <button type="button" class="button" onClick=${close}>${t("cancel")}</button>
      <${Submit} form=${form}>${children}<//>
    </div>`;
}
