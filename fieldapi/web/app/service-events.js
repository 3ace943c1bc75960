/** What happened with a service, oldest first: events, and among them the receipts, of which one counts. */
import { address } from "./api.js";
import { when } from "./format.js";
import { html } from "./html.js";
import { t, word } from "./language.js";
import { useSession } from "./session.js";
import { Empty, Section } from "./ui.js";

/** @param {{one: any}} props */
export function ServiceEvents({ one }) {
  return html`<${Section} title=${t("service_events")} id="service-events">
    ${!one.events.length && html`<${Empty}>${t("no_service_events")}<//>`}
    <ol class="timeline">${one.events.map((event) => html`<${Event} key=${event.id} event=${event} one=${one} />`)}</ol>
  <//>`;
}

function Event({ event, one }) {
  const { can } = useSession();
  const counts = event.basis && event.on === one.effective_on && event.basis === one.effective_basis;
  return html`<li>
    <p class="quiet">${when(event.at)} ${event.recorded_by?.name ?? t("agency_itself")}
      ${event.round > 1 && ` · ${t("service_round", { n: event.round })}`}</p>
    <p><strong>${word("service_event", event.kind)}</strong> ${event.on} ${word("service_way", event.way)}</p>
    ${event.basis && html`<p class="badges"><span class="badge plain-badge">${t("event_receipt")} ${word("receipt_basis", event.basis)}</span>
      ${counts && html`<span class="badge anchored">${t("event_effective")}</span>`}</p>`}
    ${event.signer && html`<p class="said">${[event.signer, event.post, event.phone].filter(Boolean).join(" ")}</p>`}
    ${(event.number || event.note) && html`<p class="said">${[event.number, event.note].filter(Boolean).join(" ")}</p>`}
    ${event.sha256 && can("read_reply_paper") && html`<a class="original" href=${address(`/services/${one.id}/papers/${event.sha256}`)} download>${t("event_scan")}</a>`}
  </li>`;
}
