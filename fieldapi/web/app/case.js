/** One case: against whom, over what, how far it is, what runs, what was decided, what may be done. */
import { CaseAmend } from "./case-amend.js";
import { CaseGrounds } from "./case-grounds.js";
import { CaseHazards } from "./case-hazards.js";
import { CaseHistory } from "./case-history.js";
import { CaseMoves } from "./case-move-form.js";
import { CasePapers } from "./case-papers.js";
import { CaseState, nature } from "./cases.js";
import { ClockTracks } from "./clock-tracks.js";
import { when } from "./format.js";
import { html } from "./html.js";
import { t, word } from "./language.js";
import { useLoad } from "./load.js";
import { useState } from "preact/hooks";
import { useTypes } from "./reference.js";
import { useSession } from "./session.js";
import { Shares } from "./shares.js";
import { BackLink, Fact, Loaded, Section } from "./ui.js";

/** @param {{id: string}} props */
export function CaseScreen({ id }) {
  const load = useLoad(`/cases/${id}`);
  return html`<div class="case">
    <${BackLink} to="#/cases">${t("cases")}<//>
    <${Loaded} load=${load}>${() => html`<${Case} one=${load.data} reload=${load.reload} put=${load.put} />`}<//>
  </div>`;
}

function Case({ one, reload, put }) {
  const { can, onTeam } = useSession();
  const open = !one.ended_at;
  const acts = { reload, put };
  return html`
    <div class="hazard-head">
      <p class="number">${one.number}</p>
      <h1>${one.title}</h1>
      <p class="badges"><${CaseState} code=${one.state} />
        ${one.urgent && html`<span class="badge due-soon">${t("urgent")}</span>`}
        ${one.overdue && html`<span class="badge overdue">${t("overdue")}</span>`}
        <span class="badge plain-badge">${word("case_track", one.track)}</span></p>
      <p>${one.respondent?.name ?? t("over_incident")}</p>
      ${one.without_case.length > 0 && html`<p class="note">
        ${t("without_case", { names: one.without_case.map((agency) => agency.name).join(t("comma")) })}</p>`}
    </div>
    <div class="columns">
      <div>
        <${CaseMoves} one=${one} ...${acts} />
        ${can("list_clocks") && html`<${ClockTracks} key=${one.version} subject=${one.id} />`}
        <${CaseGrounds} one=${one} open=${open} ...${acts} />
        <${CaseHazards} one=${one} open=${open} ...${acts} />
      </div>
      <div>
        <${Facts} one=${one} open=${open} ...${acts} />
        <${CasePapers} one=${one} />
        ${can("list_case_shares") && onTeam(one.office.id) && html`<${Shares} noun="cases" id=${one.id} />`}
        ${can("read_case_timeline") && html`<${CaseHistory} key=${one.version} one=${one} />`}
      </div>
    </div>`;
}

function Facts({ one, open, reload, put }) {
  const { can } = useSession();
  const types = useTypes();
  const [editing, setEditing] = useState(false);
  const edit = open && can("amend_case") && !editing
    && html`<button type="button" class="button" onClick=${() => setEditing(true)}>${t("edit")}</button>`;
  const lead = one.people.find((held) => held.lead);
  const members = one.people.filter((held) => !held.lead).map((held) => held.person.name);
  return html`<${Section} title=${t("facts")} id="case-facts" aside=${edit}>
    ${editing && html`<${CaseAmend} one=${one} reload=${reload} put=${put} close=${() => setEditing(false)} />`}
    <dl class="facts">
      <${Fact} name=${t("respondent")}>${one.respondent?.name ?? t("over_incident")}<//>
      <${Fact} name=${t("legal_field")}>${word("legal_field", one.legal_field) || t("no_legal_field")}<//>
      <${Fact} name=${t("case_nature")}>${nature(one.nature, types)}<//>
      <${Fact} name=${t("case_source")}>${one.source}<//>
      <${Fact} name=${t("case_lead")}>${lead?.person.name ?? t("nobody_leads")}<//>
      ${members.length > 0 && html`<${Fact} name=${t("case_members")}>${members.join(t("comma"))}<//>`}
      <${Fact} name=${t("office")}>${one.office.name}<//>
      ${one.official_number && html`<${Fact} name=${t("official_number")}>${one.official_number}<//>`}
      ${one.secrecy_level !== "none" && html`<${Fact} name=${t("secrecy_level")}>${word("secrecy_level", one.secrecy_level)}<//>`}
      ${one.proposal && html`<${Fact} name=${word("case_field", "proposal")}>${word("case_proposal", one.proposal)}<//>`}
      ${one.urgent_reason && html`<${Fact} name=${t("urgent")}>${one.urgent_reason}<//>`}
      ${one.rectify_due_on && html`<${Fact} name=${word("case_field", "rectify_due_on")}>${one.rectify_due_on}<//>`}
      ${one.nonperformance_ground && html`<${Fact} name=${word("case_field", "nonperformance_ground")}>
        ${word("nonperformance_ground", one.nonperformance_ground)}<//>`}
      ${one.closure_reason && html`<${Fact} name=${word("case_field", "closure_reason")}>${word("closure_reason", one.closure_reason)}<//>`}
      ${one.apart_reason && html`<${Fact} name=${t("apart_reason")}>${one.apart_reason}<//>`}
      ${one.previous_case && html`<${Fact} name=${t("previous_case")}><${Other} one=${one.previous_case} /><//>`}
      ${one.reopened_as.map((other) => html`<${Fact} key=${other.id} name=${t("reopened_as")}><${Other} one=${other} /><//>`)}
    </dl>
    <p class="quiet">${t("registered_line", { by: one.registered_by.name, at: when(one.registered_at) })}</p>
  <//>`;
}

function Other({ one }) {
  return html`<a href=${`#/cases/${one.id}`}>${one.number}</a>`;
}
