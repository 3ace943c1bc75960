/** Cases: which there are, filtered by what stands in the address. */
import { useState } from "preact/hooks";
import { query } from "./api.js";
import { Until } from "./home.js";
import { html } from "./html.js";
import { nameOf, t, word } from "./language.js";
import { usePages } from "./load.js";
import { CODES } from "./codes.js";
import { useItems, useTypes } from "./reference.js";
import { useAddress } from "./router.js";
import { useSession } from "./session.js";
import { Empty, Loaded, ProblemNote } from "./ui.js";

const BLANK = { q: "", state: "", legal_field: "", agency: "", overdue: "" };

export function CasesScreen() {
  const { can } = useSession();
  const [filter, setFilter] = useAddress(BLANK);
  const at = (cursor) => `/cases${query({ ...filter, limit: 50, cursor })}`;
  const pages = usePages(at(null), at);
  return html`<div class="cases">
    <div class="page-head"><h1>${t("cases")}</h1>
      <div class="buttons">${can("list_clues") && html`<a class="button" href="#/clues">${t("clues")}</a>`}
      ${can("list_documents") && html`<a class="button" href="#/documents">${t("documents")}</a>`}
      ${can("list_services") && html`<a class="button" href="#/services">${t("services")}</a>`}
      ${can("register_case") && html`<a class="button primary" href="#/cases/new">${t("new_case")}</a>`}</div></div>
    <${CaseFilters} filter=${filter} onChange=${setFilter} />
    <${Loaded} load=${pages}>${() => html`
      <p class="quiet" role="status">${t(pages.cursor ? "loaded_count" : "count", { n: pages.items.length })}</p>
      ${!pages.items.length && html`<${Empty}>${t("no_cases")}<//>`}
      <ul class="plain case-list">${pages.items.map((one) => html`<li key=${one.id} class="card"><${CaseLine} one=${one} /></li>`)}</ul>
      <${ProblemNote} problem=${pages.moreProblem} />
      ${pages.cursor && html`<button type="button" class="button wide" disabled=${pages.busy} onClick=${pages.more}>${t("more")}</button>`}`}<//>
  </div>`;
}

function CaseFilters({ filter, onChange }) {
  const [q, setQ] = useState(filter.q);
  const agencies = useItems("/agencies");
  const change = (name, value) => onChange({ ...filter, q, [name]: value });
  const search = (event) => {
    event.preventDefault();
    change("q", q);
  };
  const select = (name, label, any, options) => html`<label class="hidden" for=${`case-${name}`}>${label}</label>
    <select id=${`case-${name}`} value=${filter[name]} onChange=${(event) => change(name, event.target.value)}>
      <option value="">${any}</option>${options.map(([value, text]) => html`<option key=${value} value=${value}>${text}</option>`)}
    </select>`;
  const words = (group) => Object.keys(CODES[group]).map((code) => [code, word(group, code)]);
  return html`<form class="filters row-filters" role="search" aria-label=${t("case_filters")} onSubmit=${search}>
    <label class="hidden" for="case-q">${t("case_text")}</label>
    <input id="case-q" type="search" maxlength="100" placeholder=${t("case_text")} value=${q}
      onInput=${(event) => setQ(event.target.value)} onChange=${(event) => change("q", event.target.value)} />
    ${select("state", t("case_state"), t("any_case_state"), words("case_state"))}
    ${select("legal_field", t("legal_field"), t("any_legal_field"), words("legal_field"))}
    ${select("agency", t("respondent"), t("respondent"), agencies.map((agency) => [agency.id, agency.name]))}
    <label class="choice"><input type="checkbox" checked=${filter.overdue === "true"}
      onChange=${(event) => change("overdue", event.target.checked ? "true" : "")} /><span>${t("only_overdue")}</span></label>
  </form>`;
}

/** @param {{one: any}} props a case in a list */
export function CaseLine({ one }) {
  const types = useTypes();
  return html`<a class="card-link" href=${`#/cases/${one.id}`}><div class="card-text">
    <p class="number">${one.number}</p>
    <h2>${one.title}</h2>
    <p class="badges"><${CaseState} code=${one.state} />
      ${one.urgent && html`<span class="badge due-soon">${t("urgent")}</span>`}
      ${one.overdue && html`<span class="badge overdue">${t("overdue")}</span>`}
      ${one.reply_due_on && !one.ended_at && html`<${Until} on=${one.reply_due_on} />`}</p>
    <p>${one.respondent?.name ?? t("over_incident")}</p>
    <p class="quiet">${[word("legal_field", one.legal_field), nature(one.nature, types)].filter(Boolean).join(" · ")}</p>
  </div></a>`;
}

/** @param {{code: string}} props */
export function CaseState({ code }) {
  return html`<span class=${`badge case-state ${code}`}>${word("case_state", code)}</span>`;
}

/** A family of hazard types, or one type. @param {string} code @param {Record<string, any>} types */
export function nature(code, types) {
  return nameOf(types[code]) || word("family", code);
}
