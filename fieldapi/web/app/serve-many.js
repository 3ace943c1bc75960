/** Serve many approved documents in one go, and see how far the job is. */
import { useEffect, useRef } from "preact/hooks";
import { get, send } from "./api.js";
import { waysOf } from "./document-services.js";
import { Field, Form, Submit, useForm } from "./forms.js";
import { html } from "./html.js";
import { uuid7 } from "./ids.js";
import { t, word } from "./language.js";
import { useLoad } from "./load.js";
import { useItems } from "./reference.js";
import { useAddress } from "./router.js";
import { BackLink, Empty, Loaded, ProblemNote } from "./ui.js";

const AGAIN_MS = 2000;

export function ServeManyScreen() {
  const [{ batch }, setAddress] = useAddress({ batch: "" });
  return html`<div class="narrow"><${BackLink} to="#/services">${t("services")}<//>
    <h1>${t("serve_many")}</h1>
    ${batch ? html`<${Progress} id=${batch} />` : html`<${Choose} begun=${(id) => setAddress({ batch: id })} />`}</div>`;
}

function Choose({ begun }) {
  const documents = useLoad("/documents?state=approved&limit=100");
  const rules = useLoad("/service-rules");
  const form = useForm({ rows: {}, dispatched_on: "" });
  const id = useRef(uuid7());
  const chosen = Object.entries(form.values.rows);
  const act = async () => {
    const items = chosen.map(([document_id, row]) => ({ document_id, ...row }));
    const { dispatched_on: on } = form.values;
    begun((await send("POST", "/services/batches", { id: id.current, items, ...(on && { dispatched_on: on }) })).id);
  };
  const servable = (documents.data?.items ?? []).filter((one) => one.kind in (rules.data?.bundled ?? {}));
  return html`<p class="quiet">${t("serve_many_lead")}</p>
    <${Loaded} load=${documents}>${() => html`<${Loaded} load=${rules}>${() => html`
      ${!servable.length && html`<${Empty}>${t("no_approved")}<//>`}
      <${Form} form=${form} act=${act} label=${t("serve_many")}>
        ${servable.map((one) => html`<${Row} key=${one.id} one=${one} ways=${waysOf(rules.data, one)} form=${form} />`)}
        <${Field} form=${form} name="dispatched_on" label=${t("batch_dispatched_on")} kind="date" />
        <${ProblemNote} problem=${form.problem} form=${form} />
        ${chosen.length > 0 && html`<div class="buttons end"><${Submit} form=${form}>${t("batch_send", { n: chosen.length })}<//></div>`}
      <//>`}<//>`}<//>`;
}

function Row({ one, ways, form }) {
  const agencies = useItems("/agencies").filter((agency) => !agency.successor_id);
  const { rows } = form.values;
  const row = rows[one.id];
  const named = `${one.title} ${one.number ?? ""}`;
  const put = (changed) => form.setValues(({ rows: { [one.id]: gone, ...others }, ...values }) =>
    ({ ...values, rows: changed ? { ...others, [one.id]: changed } : others }));
  const choose = async () => {
    put({ agency_id: "", way: "direct" });
    const respondent = await respondentOf(one).catch(() => null); // then it is chosen by hand
    if (respondent) put({ agency_id: respondent.id, way: "direct" });
  };
  const select = (name, label, options) => html`<select aria-label=${`${label} ${named}`} value=${row[name]}
    onChange=${(event) => put({ ...row, [name]: event.target.value })}>
    ${options.map(([value, text]) => html`<option key=${value} value=${value}>${text}</option>`)}</select>`;
  return html`<div class="sub-form"><label class="choice"><input type="checkbox" checked=${Boolean(row)}
      onChange=${() => (row ? put(null) : choose())} />
      <span><strong>${one.title}</strong> ${one.number}<span class="hidden"> ${t("serve_this")}</span></span></label>
    ${row && html`${select("agency_id", t("service_agency"), [["", t("please_choose")], ...agencies.map((agency) => [agency.id, agency.name])])}
      ${select("way", t("service_way"), ways.map((code) => [code, word("service_way", code)]))}`}</div>`;
}

/** Against whom the case of a document is; null where it is about something else. */
async function respondentOf({ subject }) {
  return subject.kind === "case" ? (await get(`/cases/${subject.id}`)).respondent : null;
}

function Progress({ id }) {
  const load = useLoad(`/services/batches/${id}`);
  const batch = load.data;
  useEffect(() => {
    if (!batch || batch.finished_at) return undefined;
    const again = setTimeout(load.reload, AGAIN_MS);
    return () => clearTimeout(again);
  }, [batch]);
  return html`<${Loaded} load=${load}>${() => html`<section class="panel" aria-label=${t("serve_many")}>
    <p role="status">${t("batch_progress", batch)} ${batch.finished_at && t("batch_finished")}</p>
    <progress max=${batch.total} value=${batch.done} aria-label=${t("batch_progress", batch)}></progress>
    <ul class="plain rows">${batch.items.map((item, index) => html`<${Result} key=${index} item=${item} />`)}</ul></section>`}<//>`;
}

function Result({ item }) {
  const agency = useItems("/agencies").find((one) => one.id === item.said.agency_id);
  return html`<li class="row"><p><strong>${agency?.name}</strong> ${word("service_way", item.said.way)}</p>
    ${item.problem ? html`<p class="field-error">${item.problem.message}</p>`
      : item.service_id ? html`<a href=${`#/services/${item.service_id}`}>${t("batch_done")}</a>` : html`<p class="quiet">${t("batch_waits")}</p>`}</li>`;
}
