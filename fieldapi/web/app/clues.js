/** The register of clues: what citizens and others reported, filtered by what stands in the address. */
import { query } from "./api.js";
import { CODES } from "./codes.js";
import { Until } from "./home.js";
import { html } from "./html.js";
import { t, word } from "./language.js";
import { useLoad, usePages } from "./load.js";
import { More } from "./more.js";
import { useAddress } from "./router.js";
import { useSession } from "./session.js";
import { BackLink, Empty, Loaded } from "./ui.js";

const BLANK = { state: "", source: "", unanswered: "", overdue: "", hazard: "", case: "" };

export function CluesScreen() {
  const { can } = useSession();
  const [filter, setFilter] = useAddress(BLANK);
  const at = (cursor) => `/clues${query({ ...filter, limit: 50, cursor })}`;
  const pages = usePages(at(null), at);
  return html`<div class="cases">
    <${BackLink} to="#/cases">${t("cases")}<//>
    <div class="page-head"><h1>${t("clues")}</h1>
      ${can("receive_clue") && html`<a class="button primary" href="#/clues/new">${t("clue_receive")}</a>`}</div>
    <p class="quiet">${t("clues_lead")} ${can("count_clues") && html`<${Figures} />`}</p>
    <${ClueFilters} filter=${filter} onChange=${setFilter} />
    <${Loaded} load=${pages}>${() => html`
      <p class="quiet" role="status">${t(pages.cursor ? "loaded_count" : "count", { n: pages.items.length })}</p>
      ${!pages.items.length && html`<${Empty}>${t("no_clues")}<//>`}
      <ul class="plain case-list">${pages.items.map((clue) => html`<li key=${clue.id} class="card"><${ClueLine} clue=${clue} /></li>`)}</ul>
      <${More} pages=${pages} />`}<//>
  </div>`;
}

function Figures() {
  const load = useLoad("/clues/figures");
  return load.data && html`<strong>${t("clue_figures", load.data)}</strong>`;
}

function ClueFilters({ filter, onChange }) {
  const change = (name, value) => onChange({ ...filter, [name]: value });
  const select = (name, group) => html`<label class="hidden" for=${`clue-${name}`}>${t(group)}</label>
    <select id=${`clue-${name}`} value=${filter[name]} onChange=${(event) => change(name, event.target.value)}>
      <option value="">${t(`any_${group}`)}</option>
      ${Object.keys(CODES[group]).map((code) => html`<option key=${code} value=${code}>${word(group, code)}</option>`)}</select>`;
  const check = (name, label) => html`<label class="choice"><input type="checkbox" checked=${filter[name] === "true"}
    onChange=${(event) => change(name, event.target.checked ? "true" : "")} /><span>${t(label)}</span></label>`;
  return html`<form class="filters row-filters" role="search" aria-label=${t("clue_filters")} onSubmit=${(event) => event.preventDefault()}>
    ${select("state", "clue_state")}${select("source", "clue_source")}
    ${check("unanswered", "only_unanswered")}${check("overdue", "only_late_clues")}</form>`;
}

/** @param {{clue: any}} props a clue in a list */
export function ClueLine({ clue }) {
  return html`<a class="card-link" href=${`#/clues/${clue.id}`}><div class="card-text">
    <p class="number">${clue.number}</p>
    <p class="clamped">${clue.said}</p>
    <${ClueBadges} clue=${clue} />
    <p class="quiet">${t("clue_received_line", { on: clue.received_on, source: word("clue_source", clue.source) })}
      ${clue.handler && ` · ${clue.handler.name}`}</p>
  </div></a>`;
}

/** @param {{clue: any}} props */
export function ClueBadges({ clue }) {
  const next = clue.clocks.filter((clock) => clock.state === "running").map((clock) => clock.due_on).sort()[0];
  return html`<p class="badges"><span class=${`badge case-state ${clue.state}`}>${word("clue_state", clue.state)}</span>
    ${clue.first_visit && html`<span class="badge due-soon">${t("first_visit")}</span>`}
    ${clue.unanswered && html`<span class="badge plain-badge">${t("clue_unanswered")}</span>`}
    ${next && html`<${Until} on=${next} />`}</p>`;
}
