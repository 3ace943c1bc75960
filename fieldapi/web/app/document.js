/** One document: its parts beside the record that they came from, its moves, and what was frozen. */
import { address, send } from "./api.js";
import { Ends } from "./case-hazards.js";
import { DocumentMoves } from "./document-moves.js";
import { DocumentParts } from "./document-parts.js";
import { DocumentServices } from "./document-services.js";
import { DocumentRecord } from "./document-record.js";
import { DocumentState, kindName } from "./documents.js";
import { Field, Form, useForm } from "./forms.js";
import { size, when } from "./format.js";
import { html } from "./html.js";
import { t, word } from "./language.js";
import { CODES } from "./codes.js";
import { useLoad } from "./load.js";
import { useState } from "preact/hooks";
import { useItems } from "./reference.js";
import { useSession } from "./session.js";
import { screenOf, useRecord } from "./document-sources.js";
import { BackLink, Empty, Fact, Loaded, Section } from "./ui.js";

const OPEN = new Set(["draft", "approved"]);

/** @param {{id: string}} props */
export function DocumentScreen({ id }) {
  const load = useLoad(`/documents/${id}`);
  return html`<div class="case">
    <${Loaded} load=${load}>${() => html`<${Document} one=${load.data} reload=${load.reload} put=${load.put} />`}<//>
  </div>`;
}

function Document({ one, reload, put }) {
  const { can } = useSession();
  const found = useRecord(one.subject);
  const kind = useItems("/document-kinds").find((row) => row.kind === one.kind);
  const acts = { one, reload, put };
  const editable = can("amend_document") && OPEN.has(one.state);
  return html`<${BackLink} to=${screenOf(one.subject)}>${word("document_subject", one.subject.kind)} ${found.record?.number}<//>
    <div class="hazard-head">
      <p class="number">${one.number ?? t("document_no_number")}</p>
      <h1>${kind ? kindName(kind) : one.title}</h1>
      <p class="badges"><${DocumentState} code=${one.state} />
        ${one.secrecy_level !== "none" && html`<span class="badge due-soon">${word("secrecy_level", one.secrecy_level)}</span>`}</p>
      <p class="quiet">${one.office.name} · ${t("document_by", { name: one.drafted_by.name, at: when(one.changed_at) })}</p>
      <div class="buttons"><${Preview} path=${`/documents/${one.id}?f=pdf`}>${t("preview_pdf")}<//>
        <a class="button" href=${address(`/documents/${one.id}?f=docx`)} download>${t("download_word")}</a></div>
    </div>
    <div class="columns">
      <div><${DocumentMoves} ...${acts} />
        <${DocumentParts} ...${acts} editable=${editable} found=${found} /></div>
      <div>
        <${Head} ...${acts} kind=${kind} editable=${editable} />
        <${Versions} one=${one} />
        ${can("list_document_services") && html`<${DocumentServices} one=${one} record=${found.record} />`}
        <${DocumentRecord} subject=${one.subject} found=${found} />
      </div>
    </div>`;
}

/** A PDF in a tab of its own. @param {{path: string, children: any}} props */
export function Preview({ path, children }) {
  return html`<a class="button" href=${address(path)} target="_blank" rel="noopener">${children}
    <span class="hidden">${t("opens_new_tab")}</span></a>`;
}

function Head({ one, kind, editable, reload, put }) {
  const [editing, setEditing] = useState(false);
  const close = () => setEditing(false);
  const edit = editable && !editing && html`<button type="button" class="button" onClick=${() => setEditing(true)}>${t("edit")}
    <span class="hidden"> ${t("document_head")}</span></button>`;
  return html`<${Section} title=${t("facts")} id="document-facts" aside=${edit}>
    ${editing && html`<${HeadForm} one=${one} reload=${reload} put=${put} close=${close} />`}
    <dl class="facts">
      <${Fact} name=${t("document_number")}>${one.number ?? t("document_no_number")}<//>
      <${Fact} name=${t("secrecy_level")}>${word("secrecy_level", one.secrecy_level)}<//>
      ${kind && html`<${Fact} name=${t("document_basis")}>${kind.legal_basis}<//>
        <${Fact} name=${t("document_approvers")}>${kind.approvers.map((role) => word("role_name", role)).join(t("comma"))}<//>`}
      ${one.submitted_by && html`<${Fact} name=${t("document_submitted_by")}>${one.submitted_by.name}<//>`}
      ${one.note && html`<${Fact} name=${t("document_last_note")}>${one.note}<//>`}
    </dl>
  <//>`;
}

function HeadForm({ one, reload, put, close }) {
  const form = useForm({ number: one.number ?? "", secrecy_level: one.secrecy_level });
  const act = async () => {
    const { number, secrecy_level } = form.values;
    put(await send("PATCH", `/documents/${one.id}`, { version: one.version, secrecy_level, ...(number !== (one.number ?? "") && { number: number || null }) }));
    close();
  };
  return html`<div class="inline-form"><${Form} form=${form} act=${act} label=${t("document_head")}>
    <${Field} form=${form} name="number" label=${t("document_number")} hint=${t("document_number_hint")} />
    <${Field} form=${form} name="secrecy_level" label=${t("secrecy_level")} kind="select"
      options=${Object.keys(CODES.secrecy_level).map((code) => [code, word("secrecy_level", code)])} />
    <${Ends} form=${form} reload=${reload} close=${close}>${t("save")}<//>
  <//></div>`;
}

function Versions({ one }) {
  const digest = (name, value) => html`<p class="digest"><span class="hidden">${t("version_digest", { name })} </span>${name} ${value}</p>`;
  return html`<${Section} title=${t("document_versions")} id="document-versions">
    ${!one.versions.length && html`<${Empty}>${t("no_versions")}<//>`}
    <ul class="plain rows">${[...one.versions].reverse().map((version) => html`<li key=${version.id} class="row">
      <p><strong>${t("version_position", { n: version.position })}</strong> ${version.number}</p>
      <p class="quiet">${t("version_line", { by: version.approved_by.name, at: when(version.approved_at) })}</p>
      ${digest("PDF", version.pdf_sha256)}${digest("Word", version.docx_sha256)}
      <div class="buttons"><${Preview} path=${`/document-versions/${version.id}?f=pdf`}>PDF ${size(version.pdf_bytes)}<//>
        <a class="button" href=${address(`/document-versions/${version.id}?f=docx`)} download>Word ${size(version.docx_bytes)}</a>
        <a class="button quiet-button" href=${address(`/document-versions/${version.id}?f=snapshot`)} download>${t("version_snapshot")}</a></div>
    </li>`)}</ul>
  <//>`;
}
