/** What was decided in a case, what is drafted, and what was sent. */
import { address } from "./api.js";
import { Documents } from "./documents.js";
import { html } from "./html.js";
import { t, word } from "./language.js";
import { useSession } from "./session.js";
import { Empty, Section } from "./ui.js";

const SENT = { serve: "service_mode", receive: "receipt_basis", notify_filing: "service_mode", notify_closing: "service_mode" };

/** @param {{one: any}} props */
export function CasePapers({ one }) {
  const { can } = useSession();
  const sent = one.steps.filter((step) => step.move in SENT);
  return html`<${Section} title=${t("decisions")} id="case-decisions">
      ${!one.decisions.length && html`<${Empty}>${t("no_decisions")}<//>`}
      <ul class="plain rows">${one.decisions.map((decision) => html`<li key=${decision.id} class="row">
        <p><strong>${word("case_move", decision.kind === "not_file" ? "refuse_filing" : decision.kind)}</strong> ${decision.number}</p>
        <p class="quiet">${t("decision_line", { by: decision.decided_by.name, on: decision.decided_on })} · ${word("decision_way", decision.way)}
          ${decision.way === "recorded" && `${t("comma")}${t("decision_recorded", { by: decision.recorded_by.name })}`}</p>
        ${decision.note && html`<p>${decision.note}</p>`}
        ${decision.photo_id && can("read_original") && html`<a href=${address(`/photos/${decision.photo_id}/original`)} download>${t("decision_scan")}</a>`}
      </li>`)}</ul>
    <//>
    <${Section} title=${t("documents")} id="case-documents">
      ${can("list_documents") && html`<${Documents} kind="case" id=${one.id} />`}
      ${!sent.length && html`<p class="quiet">${t("documents_none")}</p>`}
      <ul class="plain rows">${sent.map((step) => html`<li key=${step.id} class="row">
        <p><strong>${word("case_move", step.move)}</strong> ${step.number}</p>
        <p class="quiet">${t(step.move === "receive" ? "received_line" : "served_line", {
          on: step.on, mode: word(SENT[step.move], step.said.mode), basis: word(SENT[step.move], step.said.basis),
        })}</p></li>`)}</ul>
      ${can("export_case_bundle") && one.hazards.some((link) => !link.removed_at) && html`<p class="quiet">${t("case_bundle_lead")}</p>
        <a class="button" href=${address(`/cases/${one.id}/bundle`)} download>${t("case_bundle")}</a>`}
    <//>`;
}
