/** What must be visited, and the outings. */
import { html } from "./html.js";
import { nameOf, t, word } from "./language.js";
import { OUTINGS_UNDER_WAY } from "./life.js";
import { useLoad } from "./load.js";
import { useTypes } from "./reference.js";
import { useSession } from "./session.js";
import { Empty, Loaded, Section, Severity, Status } from "./ui.js";

export function VisitsScreen() {
  const { can } = useSession();
  const due = useLoad("/follow-ups");
  return html`<div class="visits">
    <div class="page-head">
      <h1>${t("tab_visits")}</h1>
      <div class="buttons">
        <a class="button" href="#/planner">${t("planner")}</a>
        ${can("list_cards") && html`<a class="button" href="#/cards">${t("cards")}</a>`}
        ${can("open_inspection") && html`<a class="button primary" href="#/visits/new">${t("open_inspection")}</a>`}
      </div>
    </div>
    <div class="columns">
      <div><${Outings} /></div>
      <div><${Section} title=${t("due_visits")} id="due">
        <${Loaded} load=${due}>${() => html`<${Due} rows=${due.data.items} />`}<//>
      <//></div>
    </div>
  </div>`;
}

function Due({ rows }) {
  const types = useTypes();
  if (!rows.length) return html`<${Empty}>${t("nothing_due")}<//>`;
  const late = rows.filter((row) => row.overdue).length;
  return html`<p class="quiet">${t("due_count", { n: rows.length, late })}</p>
    <ul class="plain rows">${rows.map((row) => html`<li key=${row.id}>
      <a class="row" href=${`#/hazards/${row.hazard_id}`}>
        <p class="number">${row.hazard_number}</p>
        <p><strong>${nameOf(types[row.hazard_type]) || row.hazard_type}</strong> ${row.address}</p>
        <p class="badges">
          ${row.overdue && html`<span class="badge overdue">${t("overdue")}</span>`}
          <${Severity} code=${row.severity} /><${Status} code=${row.status} />
        </p>
        <p class="quiet">${t("due_line", { on: row.due_on, why: word("follow_up_reason", row.reason) })}</p>
      </a></li>`)}
    </ul>`;
}

function Outings() {
  const open = useLoad(OUTINGS_UNDER_WAY);
  const done = useLoad("/inspections?status=finalised,annexed&limit=20");
  return html`
    <${Section} title=${t("open_inspections")} id="open-inspections">
      <${Loaded} load=${open}>${() => html`<${InspectionRows} rows=${open.data.items} none=${t("no_open_inspections")} />`}<//>
    <//>
    <${Section} title=${t("finalised_inspections")} id="finalised-inspections">
      <${Loaded} load=${done}>${() => html`<${InspectionRows} rows=${done.data.items} none=${t("nothing_found")} />`}<//>
    <//>`;
}

function InspectionRows({ rows, none }) {
  if (!rows.length) return html`<${Empty}>${none}<//>`;
  return html`<ul class="plain rows">${rows.map((row) => html`<li key=${row.id}>
    <a class="row" href=${`#/visits/${row.id}`}>
      <p class="number">${row.number}</p>
      <p><strong>${row.title}</strong></p>
      <p class="quiet">${word("inspection_kind", row.kind)} · ${row.office.name} · ${t("visit_progress", {
        done: row.findings.filter((finding) => !finding.superseded).length, all: row.hazard_ids.length,
      })}</p>
    </a></li>`)}
  </ul>`;
}
