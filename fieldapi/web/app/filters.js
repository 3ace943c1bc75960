/** Filters of the hazards, and the sets of them that somebody keeps. */
import { useState } from "preact/hooks";
import { html } from "./html.js";
import { nameOf, t, word } from "./language.js";
import { SEVERITIES, STATUSES } from "./life.js";
import { useItems } from "./reference.js";
import { SavedFilters } from "./saved-filters.js";

export const NO_FILTER = {
  q: "", status: "", severity: "", type: "", agency: "", overdue: "", guarded: "", incomplete: "", seen_from: "", seen_to: "",
  sort: "-seen_at",
};
const FURTHER = ["type", "agency", "guarded", "incomplete", "seen_from", "seen_to"];

/** @param {{filter: any, blank: any, onChange: (filter: any) => void}} props */
export function Filters({ filter, blank, onChange }) {
  const [q, setQ] = useState(filter.q);
  const change = (name, value) => onChange({ ...filter, q, [name]: value });
  const search = (event) => {
    event.preventDefault();
    change("q", q);
  };
  const clear = () => {
    setQ("");
    onChange({ ...blank, view: filter.view });
  };
  const named = (name, codes) => codes.map((code) => [code, word(name, code)]);
  const changed = Object.keys(blank).some((name) => name !== "view" && filter[name] !== blank[name]);
  return html`<form class="filters" role="search" aria-label=${t("filters")} onSubmit=${search}>
    <label class="hidden" for="filter-q">${t("filter_text")}</label>
    <input id="filter-q" type="search" maxlength="100" placeholder=${t("filter_text")} value=${q}
      onInput=${(event) => setQ(event.target.value)} onChange=${(event) => change("q", event.target.value)} />
    <${Select} name="status" options=${named("status", STATUSES)} filter=${filter} onChange=${change} />
    <${Select} name="severity" options=${named("severity", SEVERITIES)} filter=${filter} onChange=${change} />
    <${Check} name="overdue" filter=${filter} onChange=${change} />
    <details class="more-filters" open=${FURTHER.some((name) => filter[name])}>
      <summary>${t("more_filters")}</summary>
      <${Further} filter=${filter} onChange=${change} />
      <${SavedFilters} filter=${filter} onChoose=${(chosen) => onChange({ ...blank, ...chosen })} />
    </details>
    ${changed && html`<button type="button" class="button quiet-button" onClick=${clear}>${t("clear_filters")}</button>`}
  </form>`;
}

function Further({ filter, onChange }) {
  const types = useItems("/hazard-types");
  const agencies = useItems("/agencies");
  const day = (name) => html`<div class="field"><label for=${`filter-${name}`}>${t(name)}</label>
    <input id=${`filter-${name}`} type="date" value=${filter[name]} onChange=${(event) => onChange(name, event.target.value)} /></div>`;
  return html`<div class="further">
    <${Select} name="type" options=${types.map((type) => [type.code, nameOf(type)])} filter=${filter} onChange=${onChange} />
    <${Select} name="agency" options=${agencies.map((agency) => [agency.id, agency.name])} filter=${filter} onChange=${onChange} />
    ${day("seen_from")}${day("seen_to")}
    <${Check} name="guarded" filter=${filter} onChange=${onChange} /><${Check} name="incomplete" filter=${filter} onChange=${onChange} />
  </div>`;
}

function Check({ name, filter, onChange }) {
  return html`<label class="choice"><input type="checkbox" checked=${filter[name] === "true"}
    onChange=${(event) => onChange(name, event.target.checked ? "true" : "")} /><span>${t(`only_${name}`)}</span></label>`;
}

function Select({ name, options, filter, onChange }) {
  return html`<label class="hidden" for=${`filter-${name}`}>${t(name)}</label>
    <select id=${`filter-${name}`} value=${filter[name]} onChange=${(event) => onChange(name, event.target.value)}>
      <option value="">${t(`any_${name}`)}</option>
      ${options.map(([code, text]) => html`<option key=${code} value=${code}>${text}</option>`)}
    </select>`;
}
