/** Inputs for the forms that a part of a document has: one text, several ones, rows, photos, pairs of photos. */
import { address } from "./api.js";
import { Field } from "./forms.js";
import { html } from "./html.js";
import { t, word } from "./language.js";

/** @param {{form: any, name: string, part: any, label: string, hazards: any[]}} props */
export function PartInput({ form, name, part, label, hazards }) {
  if (part.form === "line" || part.form === "addressee") return html`<${Field} form=${form} name=${name} label=${label} />`;
  if (part.form === "text") return html`<${Field} form=${form} name=${name} label=${label} kind="textarea" rows=${8} />`;
  form.shown.current.add(name);
  const error = form.errorAt(name);
  return html`<fieldset class=${`field ${error ? "wrong" : ""}`}><legend class="hidden">${label}</legend>
    <${MANY[part.form]} value=${form.values[name]} set=${(value) => form.set(name, value)} part=${part} label=${label} photos=${photosOf(hazards)} />
    ${error && html`<p class="field-error">${error}</p>`}</fieldset>`;
}

const MANY = { list: Lines, table: Rows, signatures: Rows, photos: Photos, pairs: Pairs };

/** The photos that can be shown, each with a name. @param {any[]} hazards */
function photosOf(hazards) {
  return hazards.flatMap((hazard) => hazard.photos.filter((photo) => photo.status === "accepted" && photo.preview !== "none")
    .map((photo) => ({ id: photo.id, name: `${hazard.number} ${word("photo_kind", photo.kind)}` })));
}

function Lines({ value, set, label }) {
  const rows = value.map((text) => [text]);
  return html`<${Cells} rows=${rows} columns=${[label]} set=${(changed) => set(changed.map(([text]) => text))} />`;
}

function Rows({ value, set, part }) {
  const columns = part.head.length ? part.head : [t("signer_role"), t("signer_name")];
  return html`<${Cells} rows=${value} columns=${columns} set=${set} />`;
}

function Cells({ rows, columns, set }) {
  const write = (index, place, text) => set(rows.map((row, at) => (at === index ? row.map((cell, here) => (here === place ? text : cell)) : row)));
  return html`${rows.map((row, index) => html`<div key=${index} class="sub-form cells">
      ${columns.map((name, place) => html`<label key=${place} class="field"><span class=${columns.length > 1 ? "quiet" : "hidden"}>
        ${columns.length > 1 ? name : t("cell_of", { name, n: index + 1 })}</span>
        <textarea rows=${columns.length > 1 ? 1 : 2} value=${row[place]} onInput=${(event) => write(index, place, event.target.value)}></textarea></label>`)}
      <button type="button" class="button quiet-button" onClick=${() => set(rows.filter((_, at) => at !== index))}>
        ${t("remove")}<span class="hidden"> ${t("remove_row", { n: index + 1 })}</span></button></div>`)}
    <button type="button" class="button" onClick=${() => set([...rows, columns.map(() => "")])}>${t("add_row")}</button>`;
}

function Photos({ value, set, photos }) {
  if (!photos.length) return html`<p class="quiet">${t("no_usable_photos")}</p>`;
  const chosen = Object.fromEntries(value.map((one) => [one.photo_id, one]));
  const toggle = ({ id, name }) => set(chosen[id] ? value.filter((one) => one.photo_id !== id) : [...value, { photo_id: id, caption: name }]);
  const caption = (id, text) => set(value.map((one) => (one.photo_id === id ? { ...one, caption: text } : one)));
  return html`<ul class="photo-grid">${photos.map((photo) => html`<li key=${photo.id}>
    <img class="thumb" loading="lazy" src=${address(`/photos/${photo.id}/preview?size=320`)} alt=${photo.name} />
    <label class="choice"><input type="checkbox" checked=${photo.id in chosen} onChange=${() => toggle(photo)} />
      <span>${t("show_photo")}<span class="hidden"> ${photo.name}</span></span></label>
    ${chosen[photo.id] && html`<input aria-label=${`${t("photo_caption")} ${photo.name}`} maxlength="300" value=${chosen[photo.id].caption}
      onInput=${(event) => caption(photo.id, event.target.value)} />`}</li>`)}</ul>`;
}

function Pairs({ value, set, photos }) {
  if (!photos.length) return html`<p class="quiet">${t("no_usable_photos")}</p>`;
  const write = (index, key, said) => set(value.map((one, at) => (at === index ? { ...one, [key]: said } : one)));
  const select = (one, index, key, label) => html`<label class="field"><span class="quiet">${label}</span>
    <select value=${one[key]} onChange=${(event) => write(index, key, event.target.value)}>
      ${photos.map((photo) => html`<option key=${photo.id} value=${photo.id}>${photo.name}</option>`)}</select></label>`;
  return html`${value.map((one, index) => html`<div key=${index} class="sub-form">
      ${select(one, index, "before_id", t("pair_before"))}${select(one, index, "after_id", t("pair_after"))}
      <label class="field"><span class="quiet">${t("photo_caption")}</span><input maxlength="300" value=${one.caption}
        onInput=${(event) => write(index, "caption", event.target.value)} /></label>
      <button type="button" class="button quiet-button" onClick=${() => set(value.filter((_, at) => at !== index))}>
        ${t("remove")}<span class="hidden"> ${t("remove_row", { n: index + 1 })}</span></button></div>`)}
    <button type="button" class="button" onClick=${() => set([...value, { before_id: photos[0].id, after_id: photos[0].id, caption: "" }])}>${t("add_row")}</button>`;
}
