/** The parts of a document: read, with where each came from; one at a time is edited. */
import { useState } from "preact/hooks";
import { address, send } from "./api.js";
import { Ends } from "./case-hazards.js";
import { PartInput } from "./document-part-inputs.js";
import { sourceLink } from "./document-sources.js";
import { Form, useForm } from "./forms.js";
import { html } from "./html.js";
import { t } from "./language.js";
import { Section } from "./ui.js";

//  form: the holder in an amendment
const HOLDERS = {
  addressee: "texts", line: "texts", text: "texts", list: "lists", table: "tables", signatures: "tables", photos: "photos", pairs: "pairs",
};
const HINTS = { approved: "document_frozen", in_review: "document_in_review" };

/** @param {{one: any, editable: boolean, found: any, reload: () => void, put: (one: any) => void}} props */
export function DocumentParts({ one, editable, found, reload, put }) {
  const [editing, setEditing] = useState(null);
  const close = () => setEditing(null);
  const hint = HINTS[one.state];
  return html`<${Section} title=${t("document_parts")} id="document-parts">
    ${hint && html`<p class="hint">${t(hint)}</p>`}
    ${one.fields.map((part) => html`<article key=${part.name} id=${`part-${part.name}`}
        class=${`part ${one.missing.includes(part.name) ? "missing-part" : ""}`}>
      <div class="split"><h3>${part.title || one.title}</h3>
        ${editable && part.form in HOLDERS && editing !== part.name && html`<button type="button" class="button quiet-button"
          onClick=${() => setEditing(part.name)}>${t("edit")}<span class="hidden"> ${part.title}</span></button>`}</div>
      ${editing === part.name
        ? html`<${PartForm} one=${one} part=${part} found=${found} reload=${reload} put=${put} close=${close} />`
        : html`<${Value} part=${part} />`}
      <${Origin} part=${part} missing=${one.missing.includes(part.name)} />
    </article>`)}
  <//>`;
}

/** Which field of the record it came from, and whether a person changed it since. */
function Origin({ part, missing }) {
  return html`<p class="origin">
    ${missing && html`<span class="badge overdue">${t("part_required")}</span>`}
    ${part.edited && html`<span class="badge due-soon">${t("part_edited")}</span>`}
    ${part.sources.length > 0 && html`<span class="quiet">${t("part_from")} ${part.sources.map((source, index) => {
      const [route, name] = sourceLink(source);
      return html`${index > 0 && t("comma")}<a key=${source} href=${route}>${name}</a>`;
    })}</span>`}
    ${missing && !part.edited && html`<span class="quiet">${t("part_own")}</span>`}
    ${part.form === "sketch" && html`<span class="quiet">${t("part_drawn")}</span>`}</p>`;
}

function Value({ part: { form, value, head } }) {
  if (!value?.length) return html`<p class="quiet">${t("part_empty")}</p>`;
  if (form === "list") return html`<ol class="part-list">${value.map((text, index) => html`<li key=${index}>${text}</li>`)}</ol>`;
  if (form === "table" || form === "signatures") return html`<${Table} head=${head} rows=${value} />`;
  if (form === "photos") return html`<ul class="photo-grid">${value.map((one) => html`<li key=${one.photo_id}><${Thumb} id=${one.photo_id} name=${one.caption} /></li>`)}</ul>`;
  if (form === "pairs") return html`<ul class="photo-grid">${value.map((one) => html`<li key=${one.before_id + one.after_id}>
    <${Thumb} id=${one.before_id} name=${t("pair_before")} /><${Thumb} id=${one.after_id} name=${t("pair_after")} /><p>${one.caption}</p></li>`)}</ul>`;
  if (form === "sketch") return html`<p>${value.map((spot) => spot.label).join(t("comma"))}</p>`;
  return html`<p class="description">${value}</p>`;
}

function Thumb({ id, name }) {
  return html`<img class="thumb" loading="lazy" src=${address(`/photos/${id}/preview?size=320`)} alt=${name} /><span class="quiet">${name}</span>`;
}

function Table({ head, rows }) {
  return html`<div class="table-scroll" tabindex="0" role="region" aria-label=${head.join(t("comma")) || t("document_parts")}><table class="table">
    ${head.length > 0 && html`<thead><tr>${head.map((name) => html`<th key=${name} scope="col">${name}</th>`)}</tr></thead>`}
    <tbody>${rows.map((row, index) => html`<tr key=${index}>${row.map((cell, place) => html`<td key=${place}>${cell}</td>`)}</tr>`)}</tbody></table></div>`;
}

function PartForm({ one, part, found, reload, put, close }) {
  const holder = HOLDERS[part.form];
  const name = `${holder}.${part.name}`;
  const form = useForm({ [name]: part.value });
  const act = async () => {
    put(await send("PATCH", `/documents/${one.id}`, { version: one.version, [holder]: { [part.name]: written(part, form.values[name]) } }));
    close();
  };
  return html`<div class="inline-form"><${Form} form=${form} act=${act} label=${part.title || one.title}>
    <${PartInput} form=${form} name=${name} part=${part} label=${part.title || one.title} hazards=${found.hazards} />
    <${Ends} form=${form} reload=${reload} close=${close}>${t("save")}<//>
  <//></div>`;
}

/** Rows that nothing was written into are left out. */
function written(part, value) {
  if (part.form === "list") return value.filter((text) => text.trim());
  if (HOLDERS[part.form] === "tables") return value.filter((row) => row.some((cell) => cell.trim()));
  return value;
}
