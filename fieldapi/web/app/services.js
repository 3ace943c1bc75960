/** The register of services (送达台账), filtered by what stands in the address, also as a spreadsheet. */
import { address, query } from "./api.js";
import { CODES } from "./codes.js";
import { kindName } from "./documents.js";
import { html } from "./html.js";
import { t, word } from "./language.js";
import { usePages } from "./load.js";
import { More } from "./more.js";
import { useItems } from "./reference.js";
import { useAddress } from "./router.js";
import { useSession } from "./session.js";
import { BackLink, Empty, Loaded } from "./ui.js";

const BLANK = { agency: "", kind: "", state: "", since: "", until: "" };
//  route             label            needs the action
const BESIDE = [
  ["confirmations", "confirmations", "list_confirmations"],
  ["service-rules", "service_rules", "list_service_rules"],
  ["services/new", "serve_many", "serve_many"],
];

export function ServicesScreen() {
  const { can } = useSession();
  const [filter, setFilter] = useAddress(BLANK);
  const at = (cursor) => `/services${query({ ...filter, limit: 50, cursor })}`;
  const pages = usePages(at(null), at);
  return html`<div class="cases">
    <${BackLink} to="#/cases">${t("cases")}<//>
    <div class="page-head"><h1>${t("services")}</h1></div>
    <div class="buttons">${BESIDE.filter(([, , action]) => can(action)).map(([route, label]) => html`
      <a key=${route} class="button" href=${`#/${route}`}>${t(label)}</a>`)}
      <a class="button" href=${address(`/services${query({ ...filter, f: "xlsx" })}`)} download>${t("services_xlsx")}</a></div>
    <${ServiceFilters} filter=${filter} onChange=${setFilter} />
    <${Loaded} load=${pages}>${() => html`
      <p class="quiet" role="status">${t(pages.cursor ? "loaded_count" : "count", { n: pages.items.length })}</p>
      ${!pages.items.length && html`<${Empty}>${t("no_services")}<//>`}
      <ul class="plain case-list">${pages.items.map((one) => html`<li key=${one.id} class="card">
        <a class="card-link" href=${`#/services/${one.id}`}><div class="card-text"><${ServiceLine} one=${one} /></div></a></li>`)}</ul>
      <${More} pages=${pages} />`}<//>
  </div>`;
}

function ServiceFilters({ filter, onChange }) {
  const agencies = useItems("/agencies").map((agency) => [agency.id, agency.name]);
  const kinds = useItems("/document-kinds").map((kind) => [kind.kind, kindName(kind)]);
  const states = Object.keys(CODES.service_state).map((code) => [code, word("service_state", code)]);
  const change = (name, value) => onChange({ ...filter, [name]: value });
  const select = (name, options) => html`<label class="hidden" for=${`service-${name}`}>${t(`service_${name}`)}</label>
    <select id=${`service-${name}`} value=${filter[name]} onChange=${(event) => change(name, event.target.value)}>
      <option value="">${t(`any_service_${name}`)}</option>
      ${options.map(([value, text]) => html`<option key=${value} value=${value}>${text}</option>`)}</select>`;
  const day = (name) => html`<div class="field"><label for=${`service-${name}`}>${t(`service_${name}`)}</label>
    <input id=${`service-${name}`} type="date" value=${filter[name]} onChange=${(event) => change(name, event.target.value)} /></div>`;
  return html`<form class="filters service-filters" role="search" aria-label=${t("service_filters")} onSubmit=${(event) => event.preventDefault()}>
    ${select("agency", agencies)}${select("kind", kinds)}${select("state", states)}${day("since")}${day("until")}</form>`;
}

/** @param {{one: any}} props a service in a list */
export function ServiceLine({ one }) {
  return html`<p class="number">${one.number}</p>
    <p><strong>${one.agency.name}</strong> ${one.document.title} ${one.document.number}</p>
    <${ServiceBadges} one=${one} />
    <p class="quiet">${[word("service_way", one.way), one.sent_on && t("service_sent_line", { on: one.sent_on }),
      one.effective_on && `${t("service_effective")} ${one.effective_on}`].filter(Boolean).join(" · ")}</p>`;
}

/** @param {{one: any}} props */
export function ServiceBadges({ one }) {
  return html`<p class="badges"><span class=${`badge service-state ${one.state}`}>${word("service_state", one.state)}</span>
    ${one.receipts_disagree && html`<span class="badge overdue">${t("receipts_differ")}</span>`}
    ${one.reply && html`<span class="badge plain-badge">${t("service_reply")}</span>`}
    ${one.reply?.late && html`<span class="badge overdue">${t("reply_late")}</span>`}</p>`;
}
