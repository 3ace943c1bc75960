/** Versions of layers, how a new one is brought in, and what became of what was brought in. */
import { useState } from "preact/hooks";
import { Small, Why } from "./account-forms.js";
import { query, send, upload } from "./api.js";
import { CODES } from "./codes.js";
import { Field, filled, useForm } from "./forms.js";
import { when } from "./format.js";
import { html } from "./html.js";
import { t, word } from "./language.js";
import { useLoad, usePages } from "./load.js";
import { More } from "./more.js";
import { go } from "./router.js";
import { useSession } from "./session.js";
import { Empty, Loaded, Section } from "./ui.js";

export function Layers() {
  const { can } = useSession();
  const load = useLoad("/layers");
  const [doing, setDoing] = useState(null);
  const close = () => setDoing(null);
  const done = () => {
    close();
    load.reload();
  };
  const aside = can("import_layer") && !doing && html`<button type="button" class="button" onClick=${() => setDoing("import")}>${t("import_layer")}</button>`;
  return html`<${Section} title=${t("layers")} id="layers" aside=${aside}>
    ${doing === "import" && html`<${ImportLayer} close=${close} />`}
    <${Loaded} load=${load}>${() => html`${!load.data.items.length && html`<${Empty}>${t("no_layers")}<//>`}
      <ul class="plain rows">${load.data.items.map((layer) => html`<li key=${layer.id} class="row">
        <p><strong>${layer.name}</strong> <span class="badge plain-badge">${word("layer_kind", layer.kind)}</span>
          ${layer.invented && html` <span class="badge overdue">${t("invented")}</span>`}</p>
        <p class="quiet">${t("layer_line", layer)} · ${t("layer_period", { from: layer.valid_from ?? t("always"), to: layer.valid_to ?? t("always") })}</p>
        <p class="quiet">${layer.source} · ${layer.licence} · ${layer.crs}</p>
        ${layer.withdrawn && html`<p class="unverified">${t("layer_withdrawn", layer.withdrawn)}</p>`}
        ${doing === layer.id ? html`<${Withdraw} layer=${layer} done=${done} close=${close} />`
          : !layer.withdrawn && can("withdraw_layer") && html`<button type="button" class="button quiet-button" onClick=${() => setDoing(layer.id)}>
            ${t("layer_withdraw")}<span class="hidden"> ${layer.name}</span></button>`}</li>`)}</ul>`}<//>
  <//>`;
}

function Withdraw({ layer, done, close }) {
  const form = useForm({ reason: "" });
  const act = async () => done(await send("POST", `/layers/${layer.id}/withdraw`, form.values));
  return html`<${Small} form=${form} act=${act} label=${t("layer_withdraw")} close=${close}><${Why} form=${form} /><//>`;
}

const DATUMS = ["WGS84", "CGCS2000", "GCJ02", "BD09"];

function ImportLayer({ close }) {
  const at = (name) => `options.${name}`;
  const blank = { key: "", name: "", kind: "zone", source: "", licence: "", crs: "", datum: "", valid_from: "" };
  const form = useForm(Object.fromEntries(Object.entries(blank).map(([name, value]) => [at(name), value])));
  const [file, setFile] = useState(null);
  const act = async () => {
    const options = filled(Object.fromEntries(Object.keys(blank).map((name) => [name, form.values[at(name)]])));
    const body = new FormData();
    body.set("options", JSON.stringify(options));
    if (file) body.set("file", file);
    const made = await upload("/layers/imports", body, () => {});
    go(`#/imports/${made.id}`);
  };
  const field = (name, more = {}) => html`<${Field} form=${form} name=${at(name)} label=${t(`layer_${name}`)} ...${more} />`;
  return html`<${Small} form=${form} act=${act} label=${t("import_layer")} close=${close}>
    <p class="quiet">${t("import_layer_lead")}</p>
    <div class="field"><label for="layer-file">${t("layer_file")}</label><input id="layer-file" type="file" required onChange=${(event) => setFile(event.target.files[0])} /></div>
    ${field("key", { required: true })}${field("name", { required: true })}
    ${field("kind", { kind: "select", options: Object.keys(CODES.layer_kind).map((code) => [code, word("layer_kind", code)]) })}
    ${field("source", { required: true })}${field("licence", { required: true })}${field("crs")}
    ${field("datum", { kind: "select", options: [["", t("datum_of_file")], ...DATUMS.map((datum) => [datum, datum])] })}
    <${Field} form=${form} name="options.valid_from" label=${t("valid_from")} kind="date" /><//>`;
}

export function Imports() {
  const at = (cursor) => `/imports${query({ limit: 20, cursor })}`;
  const pages = usePages(at(null), at);
  return html`<${Section} title=${t("imports")} id="imports">
    <${Loaded} load=${pages}>${() => html`${!pages.items.length && html`<${Empty}>${t("no_imports")}<//>`}
      <ul class="plain rows">${pages.items.map((one) => html`<li key=${one.id}><a class="row" href=${`#/imports/${one.id}`}>
        <p><strong>${one.filename}</strong> <span class="badge plain-badge">${word("import_state", one.state)}</span></p>
        <p class="quiet">${one.kind} · ${t("import_line", { by: one.created_by?.name ?? t("system"), at: when(one.created_at) })}</p></a></li>`)}</ul>
      <${More} pages=${pages} />`}<//>
  <//>`;
}
