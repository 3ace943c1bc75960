/** On whom a document was served, and a form to serve its newest version on one more. */
import { query, send } from "./api.js";
import { FormProblem } from "./conflict.js";
import { Field, Form, Submit, useForm } from "./forms.js";
import { today } from "./format.js";
import { html } from "./html.js";
import { CODES } from "./codes.js";
import { t, word } from "./language.js";
import { useLoad } from "./load.js";
import { useItems } from "./reference.js";
import { go } from "./router.js";
import { ServiceLine } from "./services.js";
import { useSession } from "./session.js";
import { Empty, Loaded, Section } from "./ui.js";

/** @param {{one: any, record: any}} props *record*: what the document is about; its respondent is offered first */
export function DocumentServices({ one, record }) {
  const { can } = useSession();
  const load = useLoad(`/documents/${one.id}/services?limit=100`);
  const rules = useLoad("/service-rules");
  const ways = rules.data ? waysOf(rules.data, one) : [];
  if (!ways.length) return null;
  return html`<${Section} title=${t("serve_document")} id="document-services">
    <${Loaded} load=${load}>${() => html`
      ${!load.data.items.length && html`<${Empty}>${t("no_document_services")}<//>`}
      <ul class="plain rows">${load.data.items.map((service) => html`<li key=${service.id}>
        <a class="row" href=${`#/services/${service.id}`}><${ServiceLine} one=${service} /></a></li>`)}</ul>`}<//>
    ${!one.versions.length && html`<p class="hint">${t("serve_after_approval")}</p>`}
    ${one.versions.length > 0 && can("draft_service") && html`<${Serve} key=${record?.respondent?.id} one=${one} ways=${ways} record=${record} />`}
  <//>`;
}

/** How the office may serve a document of that kind. */
export function waysOf({ items, bundled }, { kind, office }) {
  if (!(kind in bundled)) return [];
  const rule = items.find((row) => row.kind === kind && row.office.id === office.id);
  return Object.keys(CODES.service_way).filter((way) => way !== "electronic" || (rule ? rule.electronic : bundled[kind]));
}

function Serve({ one, ways, record }) {
  const form = useForm({ agency_id: record?.respondent?.id ?? "", way: "direct", recipient: "" });
  const agencies = useItems("/agencies").filter((agency) => !agency.successor_id);
  const act = async () => {
    const service = await send("POST", `/documents/${one.id}/services`, form.values);
    go(`#/services/${service.id}`);
  };
  return html`<${Form} form=${form} act=${act} label=${t("draft_service")}>
    <${Field} form=${form} name="agency_id" label=${t("service_agency")} kind="select" required
      options=${[["", t("please_choose")], ...agencies.map((agency) => [agency.id, agency.name])]} />
    <${Field} form=${form} name="way" label=${t("service_way")} kind="select" required options=${ways.map((way) => [way, word("service_way", way)])} />
    ${form.values.way === "electronic" && form.values.agency_id && html`<${Confirmed} agency=${form.values.agency_id} kind=${one.kind} />`}
    <${Field} form=${form} name="recipient" label=${t("service_recipient")} />
    <${FormProblem} form=${form} />
    <div class="buttons"><${Submit} form=${form}>${t("draft_service")}<//></div>
  <//>`;
}

/** Whether the agency confirmed where such documents reach it. */
function Confirmed({ agency, kind }) {
  const load = useLoad(`/address-confirmations${query({ agency, limit: 100 })}`);
  if (!load.data) return null;
  const day = today();
  const open = (row) => (!row.document_kinds.length || row.document_kinds.includes(kind)) && row.valid_from <= day
    && (!row.valid_to || row.valid_to >= day) && (!row.withdrawn_on || row.withdrawn_on > day);
  return load.data.items.some(open) ? html`<p class="verified">${t("confirmation_in_force")}</p>`
    : html`<p class="note">${t("confirmation_missing")} <a href=${`#/confirmations?agency=${agency}`}>${t("confirmation_add")}</a></p>`;
}
