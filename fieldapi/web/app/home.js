/** The start page: what needs me today, most pressing first. */
import { query } from "./api.js";
import { CalendarAddress } from "./calendar-address.js";
import { DECISIONS } from "./case-moves.js";
import { addDays, daysUntil, today, when } from "./format.js";
import { whoAnswers } from "./hazard-card.js";
import { html } from "./html.js";
import { nameOf, t, word } from "./language.js";
import { useLoad } from "./load.js";
import { Notices } from "./notices.js";
import { useTypes } from "./reference.js";
import { useSession } from "./session.js";
import { Count, Loaded, Section, Severity } from "./ui.js";

const SHOWN = 5;
const CLOCK_DAYS = 14;

export function HomeScreen() {
  const { me, can } = useSession();
  return html`<div class="home">
    <div class="page-head"><div><h1>${t("home_title")}</h1>
      <p class="quiet">${t("home_lead", { on: today(), name: me.name })}</p></div></div>
    <div class="columns">
      <div>
        ${can("list_follow_ups") && html`<${Visits} />`}
        ${can("list_clocks") && html`<${EndingClocks} />`}
        ${can("move_case") && html`<${Decisions} />`}
        ${can("move_document") && html`<${Approvals} />`}
        ${can("list_clues") && html`<${LateClues} />`}
        <${Hazards} id="home-claims" title=${t("home_claims")} status="claimed_fixed" />
        <${Hazards} id="home-confirm" title=${t("home_confirm")} status="recorded" />
        ${can("list_contributions") && html`<${Uploads} />`}
        ${can("list_outgoing_notices") && html`<${Outgoing} />`}
      </div>
      <div><${Notices} />${can("share_calendar") && html`<${CalendarAddress} />`}</div>
    </div>
  </div>`;
}

/**
 * A list of the start page: how many there are, the first of them, and where all of them are.
 * @param {{id: string, title: string, load: any, all?: string, only?: (item: any) => boolean, row: (item: any) => any}} props
 */
function Inbox({ id, title, load, all, only = () => true, row }) {
  const items = (load.data?.items ?? []).filter(only);
  const more = Boolean(load.data?.next_cursor);
  const none = load.data && !items.length && !more;
  const aside = none ? html`<span class="quiet">${t("home_nothing")}</span>` : html`<${Count} n=${items.length} more=${more} />`;
  return html`<${Section} title=${title} id=${id} aside=${load.data && aside}>
    <${Loaded} load=${load}>${() => !none && html`
      <ul class="plain rows">${items.slice(0, SHOWN).map((item) => html`<li key=${item.id}>${row(item)}</li>`)}</ul>
      ${all && (more || items.length > SHOWN) && html`<a class="button" href=${all}>${t("all_of")}
        <span class="hidden"> ${title}</span></a>`}`}<//>
  <//>`;
}

/** In how many days, in words. @param {{on: string}} props */
export function Until({ on }) {
  const days = daysUntil(on);
  if (days === 0) return html`<span class="badge due-soon">${t("due_today")}</span>`;
  const kind = days < 0 ? "overdue" : days <= 3 ? "due-soon" : "plain-badge";
  return html`<span class=${`badge ${kind}`}>${t(days < 0 ? "late_days" : "due_in_days", { n: Math.abs(days) })}</span>`;
}

function Visits() {
  const types = useTypes();
  const load = useLoad(`/follow-ups${query({ due_before: today() })}`);
  return html`<${Inbox} id="home-visits" title=${t("home_visits")} load=${load} all="#/visits" row=${(due) => html`
    <a class="row" href=${`#/hazards/${due.hazard_id}`}>
      <p><strong>${nameOf(types[due.hazard_type]) || due.hazard_type}</strong> ${due.address}</p>
      <p class="badges"><${Until} on=${due.due_on} /><${Severity} code=${due.severity} /></p>
      <p class="quiet">${due.hazard_number} · ${word("follow_up_reason", due.reason)}</p>
    </a>`} />`;
}

function EndingClocks() {
  const load = useLoad(`/clocks${query({ due_before: addDays(today(), CLOCK_DAYS), limit: 100 })}`);
  return html`<${Inbox} id="home-clocks" title=${t("home_clocks")} load=${load} row=${(clock) => html`
    <a class="row" href=${`#/${clock.subject_kind}s/${clock.subject_id}`}>
      <p><strong>${clock.rule.name}</strong></p>
      <p class="badges"><${Until} on=${clock.due_on} />
        ${clock.provisional && html`<span class="badge plain-badge">${t("provisional")}</span>`}</p>
      <p class="quiet">${t("clock_until", { on: clock.due_at ? when(clock.due_at) : clock.due_on })} · ${clock.rule.article}</p>
    </a>`} />`;
}

function Decisions() {
  const { me } = useSession();
  const chief = me.roles.some(({ role }) => ["chief_prosecutor", "deputy_chief", "department_head"].includes(role));
  const load = useLoad(chief ? `/cases${query({ state: Object.keys(DECISIONS), limit: 100 })}` : null);
  if (!chief) return null;
  return html`<${Inbox} id="home-decisions" title=${t("home_decisions")} load=${load} all="#/cases"
    only=${(one) => one.moves.some((verb) => DECISIONS[one.state].includes(verb))} row=${(one) => html`
    <a class="row" href=${`#/cases/${one.id}`}>
      <p><strong>${one.title}</strong></p>
      <p class="quiet">${one.number} · ${word("case_state", one.state)}
        ${one.proposal && ` · ${word("case_proposal", one.proposal)}`}</p>
    </a>`} />`;
}

function Approvals() {
  const load = useLoad(`/documents${query({ state: "in_review", limit: 50 })}`);
  return html`<${Inbox} id="home-approvals" title=${t("home_approvals")} load=${load} all="#/documents?state=in_review"
    only=${(one) => one.moves.includes("approve")} row=${(one) => html`
    <a class="row" href=${`#/documents/${one.id}`}>
      <p><strong>${one.title}</strong> ${one.number}</p>
      <p class="quiet">${one.submitted_by?.name} ${when(one.changed_at)}</p>
    </a>`} />`;
}

function LateClues() {
  const load = useLoad("/clues?overdue=true&limit=50");
  return html`<${Inbox} id="home-clues" title=${t("home_late_clues")} load=${load} all="#/clues?overdue=true" row=${(clue) => html`
    <a class="row" href=${`#/clues/${clue.id}`}>
      <p class="clamped">${clue.said}</p>
      <p class="quiet">${clue.number} · ${word("clue_state", clue.state)}${clue.handler && ` · ${clue.handler.name}`}</p>
    </a>`} />`;
}

function Hazards({ id, title, status }) {
  const types = useTypes();
  const load = useLoad(`/hazards${query({ status, sort: "received_at", limit: 20 })}`);
  return html`<${Inbox} id=${id} title=${title} load=${load} all=${`#/hazards?status=${status}`} row=${(hazard) => html`
    <a class="row" href=${`#/hazards/${hazard.id}`}>
      <p><strong>${nameOf(types[hazard.type]) || hazard.type}</strong> ${hazard.address}</p>
      <p class="badges"><${Severity} code=${hazard.severity} /></p>
      <p class="quiet">${hazard.number} · ${whoAnswers(hazard)}</p>
    </a>`} />`;
}

function Uploads() {
  const load = useLoad(`/contributions${query({ status: "pending_confirmation" })}`);
  return html`<${Inbox} id="home-uploads" title=${t("home_uploads")} load=${load} all="#/contributions" row=${(photo) => html`
    <a class="row" href="#/contributions">
      <p><strong>${photo.uploaded_by.name}</strong> ${photo.remark}</p>
      <p class="quiet">${word("photo_kind", photo.kind)} · ${when(photo.received_at)}</p>
    </a>`} />`;
}

function Outgoing() {
  const load = useLoad("/notifications/outgoing?state=prepared");
  return html`<${Inbox} id="home-outgoing" title=${t("home_outgoing")} load=${load} row=${(notice) => html`
    <a class="row" href="#/outgoing">
      <p><strong>${(notice.agency ?? notice.person)?.name}</strong></p>
      <p class="quiet">${when(notice.prepared_at)}</p>
    </a>`} />`;
}
