/** One service of a document: how far it is, what came back, the agency's page, and its reply. */
import { address } from "./api.js";
import { when } from "./format.js";
import { html } from "./html.js";
import { t, word } from "./language.js";
import { useLoad } from "./load.js";
import { ServiceAccess } from "./service-access.js";
import { ServiceEvents } from "./service-events.js";
import { ServiceMoves } from "./service-moves.js";
import { ServiceReply } from "./service-reply.js";
import { ReplyKit } from "./reply-kit.js";
import { ServiceBadges } from "./services.js";
import { useSession } from "./session.js";
import { BackLink, Fact, Loaded, Section } from "./ui.js";

/** @param {{id: string}} props */
export function ServiceScreen({ id }) {
  const load = useLoad(`/services/${id}`);
  return html`<div class="case">
    <${BackLink} to="#/services">${t("services")}<//>
    <${Loaded} load=${load}>${() => html`<${Service} one=${load.data} reload=${load.reload} put=${load.put} />`}<//>
  </div>`;
}

function Service({ one, reload, put }) {
  const { can } = useSession();
  const acts = { one, reload, put };
  return html`<div class="hazard-head">
      <p class="number">${one.number}</p>
      <h1>${one.agency.name}</h1>
      <p><a href=${`#/documents/${one.document.id}`}>${one.document.title}</a> ${one.document.number}</p>
      <${ServiceBadges} one=${one} />
      ${one.receipts_disagree && html`<p class="note">${t("receipts_disagree")}</p>`}
      ${one.locked_until && html`<p class="note">${t("service_locked", { at: when(one.locked_until) })}</p>`}
    </div>
    <div class="columns">
      <div>
        <${ServiceMoves} ...${acts} />
        <${Facts} one=${one} />
        ${can("issue_access") && one.dispatched_on && html`<${ServiceAccess} ...${acts} />`}
        ${one.dispatched_on && html`<${Section} title=${t("service_papers")} id="service-papers">
          ${can("certify_service") && html`<a class="button" href=${address(`/services/${one.id}/certificate`)} download>${t("service_certificate")}</a>`}
          ${can("import_reply") && !one.reply && html`<${ReplyKit} one=${one} put=${put} />`}<//>`}
      </div>
      <div>
        <${ServiceEvents} one=${one} />
        <${ServiceReply} one=${one} />
      </div>
    </div>`;
}

function Facts({ one }) {
  const person = (name, who) => who && html`<${Fact} name=${t(name)}>${who.name}<//>`;
  return html`<${Section} title=${t("facts")} id="service-facts"><dl class="facts">
      <${Fact} name=${t("service_effective")}>${one.effective_on
        ? html`<strong>${t("service_effective_line", { on: one.effective_on, basis: word("receipt_basis", one.effective_basis) })}</strong>`
        : t("service_not_effective")}<//>
      <${Fact} name=${t("service_way")}>${word("service_way", one.way)} ${one.round > 1 && t("service_round", { n: one.round })}<//>
      ${one.recipient && html`<${Fact} name=${t("service_recipient")}>${one.recipient}<//>`}
      ${one.case_id && html`<${Fact} name=${t("service_case")}><a href=${`#/cases/${one.case_id}`}>${t("open_record")}</a><//>`}
      <${Fact} name=${t("office")}>${one.office.name}<//>
      ${person("service_drafted_by", one.drafted_by)}${person("service_dispatched_by", one.dispatched_by)}
      <${Fact} name=${t("service_digest")}><span class="digest">${one.document.sha256}</span><//>
    </dl><//>`;
}
