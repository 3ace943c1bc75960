/** Plan visits: the month, what is due in it, and a sensible order to go round. */
import { useMemo, useState } from "preact/hooks";
import { query, send } from "./api.js";
import { Ends } from "./case-hazards.js";
import { Field, Form, useForm } from "./forms.js";
import { addDays, today } from "./format.js";
import { Until } from "./home.js";
import { html } from "./html.js";
import { uuid7 } from "./ids.js";
import { nameOf, t } from "./language.js";
import { useLoad } from "./load.js";
import { Month } from "./planner-month.js";
import { Route } from "./planner-route.js";
import { useItems, useTypes } from "./reference.js";
import { go, useAddress } from "./router.js";
import { useSession } from "./session.js";
import { BackLink, Empty, Loaded, Section, Severity } from "./ui.js";

export function PlannerScreen() {
  const { can } = useSession();
  const blank = useMemo(() => ({ month: today().slice(0, 7), due_before: addDays(today(), 30), agency: "", day: "", start: "" }), []);
  const [values, setValues] = useAddress(blank);
  const agencies = useItems("/agencies");
  const filter = { due_before: values.due_before, agency: values.agency };
  const due = useLoad(`/follow-ups${query({ ...filter, limit: 500 })}`);
  const rounds = useLoad("/inspections?status=planned&limit=100");
  const change = (name) => (event) => setValues({ ...values, [name]: event.target.value });
  const shown = (due.data?.items ?? []).filter((row) => !values.day || row.due_on === values.day);
  return html`<div class="planner">
    <${BackLink} to="#/visits">${t("tab_visits")}<//>
    <h1>${t("planner_title")}</h1>
    <div class="filters row-filters">
      <div class="field"><label for="due-before">${t("due_before")}</label>
        <input id="due-before" type="date" value=${values.due_before} onChange=${change("due_before")} /></div>
      <div class="field"><label for="planner-agency">${t("agency")}</label>
        <select id="planner-agency" value=${values.agency} onChange=${change("agency")}><option value="">${t("any_agency")}</option>
          ${agencies.map((agency) => html`<option key=${agency.id} value=${agency.id}>${agency.name}</option>`)}</select></div>
    </div>
    <div class="columns">
      <div>
        <${Month} values=${values} setValues=${setValues} due=${due.data?.items ?? []} rounds=${rounds.data?.items ?? []} />
        <${Section} title=${t("to_visit")} id="to-visit">
          <${Loaded} load=${due}>${() => html`<${Due} rows=${shown} values=${values} setValues=${setValues} />`}<//>
        <//>
      </div>
      <div>${can("plan_route") && html`<${Route} filter=${filter} start=${values.start} setStart=${(start) => setValues({ ...values, start })} />`}</div>
    </div>
  </div>`;
}

function Due({ rows, values, setValues }) {
  const { can } = useSession();
  const types = useTypes();
  const [chosen, setChosen] = useState(/** @type {string[]} */ ([]));
  const [planning, setPlanning] = useState(false);
  const toggle = (id) => setChosen(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id]);
  return html`
    ${values.day && html`<p class="split"><strong>${t("on_day", { on: values.day })}</strong>
      <button type="button" class="button quiet-button" onClick=${() => setValues({ ...values, day: "" })}>${t("all_days")}</button></p>`}
    ${!rows.length && html`<${Empty}>${t("nothing_due")}<//>`}
    <ul class="plain rows">${rows.map((row) => html`<li key=${row.id} class="due">
      ${can("open_inspection") && html`<label class="choice"><input type="checkbox" aria-label=${t("choose_one", { number: row.hazard_number })}
        checked=${chosen.includes(row.hazard_id)} onChange=${() => toggle(row.hazard_id)} /></label>`}
      <a class="row" href=${`#/hazards/${row.hazard_id}`}>
        <p><strong>${nameOf(types[row.hazard_type]) || row.hazard_type}</strong> ${row.address}</p>
        <p class="badges"><${Until} on=${row.due_on} /><${Severity} code=${row.severity} /></p>
        <p class="quiet">${row.hazard_number} · ${row.due_on}${row.planned_in.map((round) => ` · ${t("planned_in", { number: round.number })}`)}</p>
      </a></li>`)}</ul>
    ${planning && chosen.length > 0 ? html`<${Plan} hazardIds=${chosen} close=${() => setPlanning(false)} />`
      : can("open_inspection") && html`<button type="button" class="button primary" disabled=${!chosen.length} onClick=${() => setPlanning(true)}>
        ${t("plan_chosen", { n: chosen.length })}</button>`}`;
}

function Plan({ hazardIds, close }) {
  const tomorrow = addDays(today(), 1);
  const form = useForm({ id: uuid7(), planned_on: tomorrow, title: t("round_title", { on: tomorrow }) });
  const act = async () => {
    const made = await send("POST", "/inspections", { ...form.values, kind: "follow_up", hazard_ids: hazardIds });
    go(`#/visits/${made.id}`);
  };
  return html`<div class="inline-form"><${Form} form=${form} act=${act} label=${t("plan_round")}>
    <${Field} form=${form} name="planned_on" label=${t("planned_on")} kind="date" required />
    <${Field} form=${form} name="title" label=${t("inspection_title")} required />
    <${Ends} form=${form} reload=${close} close=${close}>${t("plan_round")}<//>
  <//></div>`;
}
