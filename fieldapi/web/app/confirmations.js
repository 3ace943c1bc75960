/** Where agencies confirmed that documents reach them (送达地址确认书): entered with the scan, withdrawn from a day on. */
import { useState } from "preact/hooks";
import { query, send } from "./api.js";
import { Ends } from "./case-hazards.js";
import { kindName } from "./documents.js";
import { Choices, Field, filled, Form, useForm } from "./forms.js";
import { today } from "./format.js";
import { html } from "./html.js";
import { t } from "./language.js";
import { usePages } from "./load.js";
import { More } from "./more.js";
import { useItems } from "./reference.js";
import { useAddress } from "./router.js";
import { Scan } from "./scan.js";
import { useSession } from "./session.js";
import { BackLink, Empty, Loaded, Section } from "./ui.js";

export function ConfirmationsScreen() {
  const { can } = useSession();
  const [filter] = useAddress({ agency: "" });
  const [adding, setAdding] = useState(Boolean(filter.agency));
  const at = (cursor) => `/address-confirmations${query({ ...filter, limit: 50, cursor })}`;
  const pages = usePages(at(null), at);
  const done = () => {
    setAdding(false);
    pages.reload();
  };
  return html`<div class="narrow"><${BackLink} to="#/services">${t("services")}<//>
    <div class="page-head"><h1>${t("confirmations")}</h1>
      ${can("confirm_address") && !adding && html`<button type="button" class="button primary" onClick=${() => setAdding(true)}>${t("confirmation_add")}</button>`}</div>
    <p class="quiet">${t("confirmations_lead")}</p>
    ${adding && can("confirm_address") && html`<${AddForm} agency=${filter.agency} done=${done} close=${() => setAdding(false)} />`}
    <${Loaded} load=${pages}>${() => html`${!pages.items.length && html`<${Empty}>${t("no_confirmations")}<//>`}
      ${pages.items.map((row) => html`<${Confirmation} key=${row.id} row=${row} reload=${pages.reload} />`)}
      <${More} pages=${pages} />`}<//>
  </div>`;
}

const PLAIN = ["credit_code", "recipient_unit", "contact_name", "contact_phone"];

function AddForm({ agency, done, close }) {
  const form = useForm({
    agency_id: agency, credit_code: "", recipient_unit: "", contact_name: "", contact_phone: "", email: "", document_kinds: [],
    consented_on: today(), valid_from: today(), valid_to: "", signatory: "", upload_id: "",
  });
  const agencies = useItems("/agencies").filter((one) => !one.successor_id);
  const kinds = useItems("/document-kinds");
  const act = async () => {
    await send("POST", "/address-confirmations", filled(form.values));
    done();
  };
  const field = (name) => html`<${Field} key=${name} form=${form} name=${name} label=${t(name)} required />`;
  const day = (name, label, required) => html`<${Field} form=${form} name=${name} label=${t(label)} kind="date" required=${required} />`;
  return html`<section class="panel" aria-label=${t("confirmation_add")}><${Form} form=${form} act=${act} label=${t("confirmation_add")}>
    <${Field} form=${form} name="agency_id" label=${t("service_agency")} kind="select" required
      options=${[["", t("please_choose")], ...agencies.map((one) => [one.id, one.name])]} />
    ${PLAIN.map(field)}
    <${Field} form=${form} name="email" label=${t("confirmation_email")} kind="email" />
    <div class="scroll"><${Choices} form=${form} name="document_kinds" label=${t("confirmation_kinds")} options=${kinds.map((kind) => [kind.kind, kindName(kind)])} /></div>
    ${day("consented_on", "consented_on", true)}${day("valid_from", "confirmation_from", true)}${day("valid_to", "confirmation_to")}
    ${field("signatory")}
    <${Scan} form=${form} name="upload_id" label=${t("confirmation_scan")} />
    <${Ends} form=${form} close=${close}>${t("save")}<//>
  <//></section>`;
}

function Confirmation({ row, reload }) {
  const { can } = useSession();
  const [ending, setEnding] = useState(false);
  const kinds = useItems("/document-kinds").filter((kind) => row.document_kinds.includes(kind.kind)).map(kindName);
  const aside = can("withdraw_address") && !row.withdrawn_on && !ending
    && html`<button type="button" class="button" onClick=${() => setEnding(true)}>${t("confirmation_withdraw")}</button>`;
  return html`<${Section} title=${row.agency.name} id=${`confirmation-${row.id}`} aside=${aside}>
    <p>${row.recipient_unit} ${row.contact_name} ${row.contact_phone} ${row.email}</p>
    <p class="quiet">${row.credit_code} · ${kinds.join(t("comma")) || t("confirmation_all_kinds")} ·
      ${" "}${t(row.valid_to ? "confirmation_span_to" : "confirmation_span", { from: row.valid_from, to: row.valid_to })} · ${t("signatory")} ${row.signatory}</p>
    ${row.withdrawn_on && html`<p class="note">${t("confirmation_withdrawn", { on: row.withdrawn_on, reason: row.withdrawn_reason })}</p>`}
    ${ending && html`<${WithdrawForm} row=${row} done=${reload} close=${() => setEnding(false)} />`}
  <//>`;
}

function WithdrawForm({ row, done, close }) {
  const form = useForm({ on: today(), reason: "" });
  const act = async () => {
    await send("POST", `/address-confirmations/${row.id}/withdraw`, form.values);
    done();
  };
  return html`<div class="inline-form"><${Form} form=${form} act=${act} label=${t("confirmation_withdraw")}>
    <${Field} form=${form} name="on" label=${t("confirmation_withdrawn_on")} kind="date" required />
    <${Field} form=${form} name="reason" label=${t("reason")} required />
    <${Ends} form=${form} close=${close}>${t("confirmation_withdraw")}<//>
  <//></div>`;
}
