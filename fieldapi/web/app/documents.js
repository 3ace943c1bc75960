/** Documents: the list of all, and those of one record with what can be drafted from it. */
import { query, send } from "./api.js";
import { CODES } from "./codes.js";
import { pathOf } from "./document-sources.js";
import { FormProblem } from "./conflict.js";
import { Field, Form, Submit, useForm } from "./forms.js";
import { when } from "./format.js";
import { html } from "./html.js";
import { language, t, word } from "./language.js";
import { useLoad, usePages } from "./load.js";
import { More } from "./more.js";
import { useItems } from "./reference.js";
import { go, useAddress } from "./router.js";
import { useSession } from "./session.js";
import { BackLink, Empty, Loaded, Section } from "./ui.js";

const BLANK = { kind: "", state: "" };

export function DocumentsScreen() {
  const [filter, setFilter] = useAddress(BLANK);
  const at = (cursor) => `/documents${query({ ...filter, limit: 50, cursor })}`;
  const pages = usePages(at(null), at);
  const kinds = useItems("/document-kinds").map((kind) => [kind.kind, kindName(kind)]);
  const states = Object.keys(CODES.document_state).map((code) => [code, word("document_state", code)]);
  const change = (name, value) => setFilter({ ...filter, [name]: value });
  return html`<div class="cases">
    <${BackLink} to="#/cases">${t("cases")}<//>
    <div class="page-head"><h1>${t("documents")}</h1></div>
    <form class="filters row-filters" role="search" aria-label=${t("document_filters")} onSubmit=${(event) => event.preventDefault()}>
      <${Select} name="kind" value=${filter.kind} options=${kinds} onChange=${change} />
      <${Select} name="state" value=${filter.state} options=${states} onChange=${change} /></form>
    <${Loaded} load=${pages}>${() => html`
      <p class="quiet" role="status">${t(pages.cursor ? "loaded_count" : "count", { n: pages.items.length })}</p>
      ${!pages.items.length && html`<${Empty}>${t("no_documents")}<//>`}
      <ul class="plain case-list">${pages.items.map((one) => html`<li key=${one.id} class="card">
        <a class="card-link" href=${`#/documents/${one.id}`}><div class="card-text"><${Line} one=${one} /></div></a></li>`)}</ul>
      <${More} pages=${pages} />`}<//>
  </div>`;
}

function Select({ name, value, options, onChange }) {
  return html`<label class="hidden" for=${`document-${name}`}>${t(`document_${name}`)}</label>
    <select id=${`document-${name}`} value=${value} onChange=${(event) => onChange(name, event.target.value)}>
      <option value="">${t(`any_document_${name}`)}</option>
      ${options.map(([code, text]) => html`<option key=${code} value=${code}>${text}</option>`)}</select>`;
}

/** @param {any} kind */
export function kindName(kind) {
  return language() === "en" ? kind.title_en : kind.title;
}

/** @param {{code: string}} props */
export function DocumentState({ code }) {
  return html`<span class=${`badge document-state ${code}`}>${word("document_state", code)}</span>`;
}

function Line({ one }) {
  return html`<p><strong>${one.title}</strong> ${one.number && html`<span class="number">${one.number}</span>`}</p>
    <p class="badges"><${DocumentState} code=${one.state} />
      ${one.versions.length > 0 && html`<span class="badge plain-badge">${t("version_position", { n: one.versions.length })}</span>`}</p>
    <p class="quiet">${t("document_by", { name: one.drafted_by.name, at: when(one.changed_at) })}</p>`;
}

/** A panel with the documents of a record. @param {{kind: string, id: string}} props */
export function RecordDocuments({ kind, id }) {
  return html`<${Section} title=${t("documents")} id=${`${kind}-documents`}><${Documents} kind=${kind} id=${id} /><//>`;
}

/** The documents of a record, and a form to draft another. @param {{kind: string, id: string}} props */
export function Documents({ kind, id }) {
  const { can } = useSession();
  const load = useLoad(`/documents${query({ subject: id, limit: 100 })}`);
  return html`<${Loaded} load=${load}>${() => html`
      ${!load.data.items.length && html`<${Empty}>${t("no_documents_yet")}<//>`}
      <ul class="plain rows">${load.data.items.map((one) => html`<li key=${one.id}>
        <a class="row" href=${`#/documents/${one.id}`}><${Line} one=${one} /></a></li>`)}</ul>`}<//>
    ${can(`draft_${kind}_document`) && html`<${Draft} subject=${{ kind, id }} reload=${load.reload} />`}`;
}

function Draft({ subject, reload }) {
  const form = useForm({ kind: "" });
  const kinds = useItems("/document-kinds").filter((kind) => kind.subjects.includes(subject.kind));
  const act = async () => {
    const drafted = await send("POST", `${pathOf(subject)}/documents`, form.values);
    go(`#/documents/${drafted.id}`);
  };
  return html`<${Form} form=${form} act=${act} label=${t("draft_document")}>
    <${Field} form=${form} name="kind" label=${t("document_kind")} kind="select"
      options=${[["", t("please_choose")], ...kinds.map((kind) => [kind.kind, kindName(kind)])]} />
    <${FormProblem} form=${form} reload=${reload} />
    <div class="buttons"><${Submit} form=${form} kind="">${t("draft_this")}<//></div>
  <//>`;
}
