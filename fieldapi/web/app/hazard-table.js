/** Hazards as a table at the desk: sort, choose several, act on them together. */
import { useState } from "preact/hooks";
import { when } from "./format.js";
import { BulkActs } from "./hazard-bulk.js";
import { whoAnswers } from "./hazard-card.js";
import { html } from "./html.js";
import { nameOf, t } from "./language.js";
import { More } from "./more.js";
import { useTypes } from "./reference.js";
import { Empty, Loading, ProblemNote, Severity, Status } from "./ui.js";

/** @param {{pages: any, values: any, setValues: (values: any) => void}} props */
export function HazardTable({ pages, values, setValues }) {
  const [chosen, setChosen] = useState(() => new Set());
  const toggle = (id) => setChosen((before) => new Set(before.has(id) ? [...before].filter((one) => one !== id) : [...before, id]));
  if (pages.problem) return html`<${ProblemNote} problem=${pages.problem} onRetry=${pages.reload} />`;
  if (!pages.data) return html`<${Loading} />`;
  const shown = pages.items.filter((hazard) => chosen.has(hazard.id));
  const all = shown.length > 0 && shown.length === pages.items.length;
  const none = () => setChosen(new Set());
  return html`<div class="table-side" aria-busy=${pages.loading}>
    <p class="quiet" role="status">${t(pages.cursor ? "loaded_count" : "count", { n: pages.items.length })}</p>
    ${shown.length > 0 && html`<${BulkActs} hazards=${shown} none=${none} reload=${pages.reload} />`}
    ${!pages.items.length ? html`<${Empty}>${t("no_hazards")}<//>` : html`<div class="table-scroll" tabindex="0" role="region" aria-label=${t("hazards_table")}>
      <table class="table">
        <thead><tr>
          <th scope="col"><label class="choice"><input type="checkbox" aria-label=${t("choose_all")} checked=${all}
            onChange=${() => (all ? none() : setChosen(new Set(pages.items.map((hazard) => hazard.id))))} /></label></th>
          ${["number", "type", "severity", "status", "address", "agency"].map((name) => html`<th key=${name} scope="col">${t(name)}</th>`)}
          ${["seen_at", "received_at"].map((name) => html`<${Sorted} key=${name} name=${name} values=${values} setValues=${setValues} />`)}
        </tr></thead>
        <tbody>${pages.items.map((hazard) => html`<${Row} key=${hazard.id} hazard=${hazard} chosen=${chosen.has(hazard.id)}
          toggle=${() => toggle(hazard.id)} />`)}</tbody>
      </table></div>`}
    <${More} pages=${pages} />
  </div>`;
}

function Sorted({ name, values, setValues }) {
  const down = values.sort === `-${name}`;
  const sorted = down ? "descending" : values.sort === name ? "ascending" : "none";
  const next = down ? name : `-${name}`;
  return html`<th scope="col" aria-sort=${sorted}><button type="button" class="sort" title=${t(down ? "sort_up" : "sort_down", { name: t(name) })}
    onClick=${() => setValues({ ...values, sort: next })}>${t(name)} <span aria-hidden="true">${{ descending: "▼", ascending: "▲", none: "↕" }[sorted]}</span></button></th>`;
}

function Row({ hazard, chosen, toggle }) {
  const types = useTypes();
  return html`<tr class=${chosen ? "chosen-row" : ""}>
    <td><label class="choice"><input type="checkbox" aria-label=${t("choose_one", { number: hazard.number })} checked=${chosen} onChange=${toggle} /></label></td>
    <td><a class="number" href=${`#/hazards/${hazard.id}`}>${hazard.number}</a></td>
    <td>${nameOf(types[hazard.type]) || hazard.type}</td>
    <td><${Severity} code=${hazard.severity} /></td>
    <td><span class="badges"><${Status} code=${hazard.status} />
      ${["overdue", "guarded", "incomplete"].filter((name) => hazard[name]).map((name) => html`<span key=${name}
        class=${`badge ${name === "overdue" ? "overdue" : "plain-badge"}`}>${t(name)}</span>`)}</span></td>
    <td>${hazard.address || hazard.area?.name}</td>
    <td>${whoAnswers(hazard)}</td>
    <td class="day">${when(hazard.seen_at)}</td>
    <td class="day">${when(hazard.received_at)}</td>
  </tr>`;
}
