/** What the recommendation asks for, item by item, and the law that it rests on. */
import { useState } from "preact/hooks";
import { send } from "./api.js";
import { Ends, useCaseHazards } from "./case-hazards.js";
import { CODES } from "./codes.js";
import { Choices, Field, Form, useForm } from "./forms.js";
import { html } from "./html.js";
import { t, word } from "./language.js";
import { useSession } from "./session.js";
import { Empty, Section } from "./ui.js";

// Once it is decided, the server lets nobody change what the recommendation says.
const DRAFTING = new Set([
  "clue_registered", "clue_assessing", "preliminary_investigation", "filing_review", "filed", "investigating",
  "investigation_concluded",
]);

/** @param {{one: any, reload: () => void, put: (one: any) => void}} props */
export function CaseGrounds({ one, reload, put }) {
  const { can } = useSession();
  const [editing, setEditing] = useState(false);
  const edit = DRAFTING.has(one.state) && can("amend_case") && !editing
    && html`<button type="button" class="button" onClick=${() => setEditing(true)}>${t("edit")}</button>`;
  return html`<${Section} title=${t("case_grounds")} id="case-grounds" aside=${edit}>
    ${editing ? html`<${Draft} one=${one} reload=${reload} put=${put} close=${() => setEditing(false)} />` : html`
      ${!one.items.length && html`<${Empty}>${t("no_items")}<//>`}
      <ol class="plain rows">${one.items.map((item) => html`<li key=${item.number} class="row">
        <p><strong>${t("item_number", { n: item.number })}</strong> <span class="badge plain-badge">${word("item_state", item.state)}</span></p>
        <p>${item.text}</p></li>`)}</ol>
      <ul class="plain rows">${one.legal_bases.map((basis) => html`<li key=${basis.title + basis.article} class="row">
        <p>${basis.title}${basis.article}</p>
        <p class="quiet">${word("case_basis", basis.level)}${!basis.binding && ` · ${t("not_binding")}`}</p></li>`)}</ul>`}
  <//>`;
}

const NO_ITEM = { text: "", hazard_ids: [] };
const NO_BASIS = { level: "law", title: "", article: "" };

function flat(one) {
  const items = one.items.length ? one.items : [NO_ITEM];
  const bases = one.legal_bases.length ? one.legal_bases : [NO_BASIS];
  return { count: items.length, bases: bases.length, ...numbered("items", items, NO_ITEM), ...numbered("legal_bases", bases, NO_BASIS) };
}

/** Fields of rows under the names by which the API complains: `items.0.text`. */
function numbered(list, rows, blank) {
  return Object.fromEntries(rows.flatMap((row, i) => Object.keys(blank).map((name) => [`${list}.${i}.${name}`, row[name]])));
}

function rows(values, list, count, blank, wanted) {
  return Array.from({ length: count }, (_, i) => Object.fromEntries(Object.keys(blank).map((name) => [name, values[`${list}.${i}.${name}`]])))
    .filter((row) => row[wanted].trim());
}

function Draft({ one, reload, put, close }) {
  const form = useForm(flat(one));
  const [, hazards] = useCaseHazards(one);
  const { count, bases } = form.values;
  const grow = (name, list, blank) => () => form.setValues((before) => ({
    ...before, ...Object.fromEntries(Object.entries(blank).map(([key, value]) => [`${list}.${before[name]}.${key}`, value])), [name]: before[name] + 1,
  }));
  const act = async () => {
    put(await send("PATCH", `/cases/${one.id}`, {
      version: one.version,
      items: rows(form.values, "items", count, NO_ITEM, "text"),
      legal_bases: rows(form.values, "legal_bases", bases, NO_BASIS, "title"),
    }));
    close();
  };
  const options = Object.values(hazards).map((hazard) => [hazard.id, `${hazard.number} ${hazard.address}`]);
  return html`<div class="inline-form"><${Form} form=${form} act=${act} label=${t("case_grounds")}>
    ${Array.from({ length: count }, (_, i) => html`<div key=${i} class="sub-form">
      <${Field} form=${form} name=${`items.${i}.text`} label=${t("item_text", { n: i + 1 })} kind="textarea" />
      <${Choices} form=${form} name=${`items.${i}.hazard_ids`} label=${word("case_field", "hazard_ids")} options=${options} /></div>`)}
    <button type="button" class="button" onClick=${grow("count", "items", NO_ITEM)}>${t("add_item")}</button>
    ${Array.from({ length: bases }, (_, i) => html`<div key=${i} class="sub-form">
      <${Field} form=${form} name=${`legal_bases.${i}.level`} label=${t("basis_level", { n: i + 1 })} kind="select"
        options=${Object.keys(CODES.case_basis).map((code) => [code, word("case_basis", code)])} />
      <${Field} form=${form} name=${`legal_bases.${i}.title`} label=${t("basis_title", { n: i + 1 })} />
      <${Field} form=${form} name=${`legal_bases.${i}.article`} label=${t("basis_article", { n: i + 1 })} /></div>`)}
    <button type="button" class="button" onClick=${grow("bases", "legal_bases", NO_BASIS)}>${t("add_basis")}</button>
    <${Ends} form=${form} reload=${reload} close=${close}>${t("save")}<//>
  <//></div>`;
}
