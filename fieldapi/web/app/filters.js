/** Filters of the hazard list. */
import { useState } from "preact/hooks";
import { html } from "./html.js";
import { t, word } from "./language.js";
import { SEVERITIES, STATUSES } from "./life.js";

export const NO_FILTER = { q: "", status: "", severity: "", overdue: false };

/** @param {{filter: typeof NO_FILTER, onChange: (filter: typeof NO_FILTER) => void}} props */
export function Filters({ filter, onChange }) {
  const [q, setQ] = useState(filter.q);
  const change = (name, value) => onChange({ ...filter, q, [name]: value });
  const search = (event) => {
    event.preventDefault();
    change("q", q);
  };
  return html`<form class="filters" role="search" aria-label=${t("filters")} onSubmit=${search}>
    <label class="hidden" for="filter-q">${t("filter_text")}</label>
    <input id="filter-q" type="search" maxlength="100" placeholder=${t("filter_text")} value=${q}
      onInput=${(event) => setQ(event.target.value)} onChange=${(event) => change("q", event.target.value)} />
    <${Select} name="status" codes=${STATUSES} chosen=${filter.status} onChange=${change} />
    <${Select} name="severity" codes=${SEVERITIES} chosen=${filter.severity} onChange=${change} />
    <label class="choice"><input type="checkbox" checked=${filter.overdue}
      onChange=${(event) => change("overdue", event.target.checked)} /><span>${t("only_overdue")}</span></label>
  </form>`;
}

function Select({ name, codes, chosen, onChange }) {
  return html`<label class="hidden" for=${`filter-${name}`}>${t(name)}</label>
    <select id=${`filter-${name}`} value=${chosen} onChange=${(event) => onChange(name, event.target.value)}>
      <option value="">${t(`any_${name}`)}</option>
      ${codes.map((code) => html`<option key=${code} value=${code}>${word(name, code)}</option>`)}
    </select>`;
}
