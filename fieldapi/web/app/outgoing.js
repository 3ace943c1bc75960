/** What waits to leave the office: read it, release it, or carry it over oneself. */
import { useState } from "preact/hooks";
import { Small, Why } from "./account-forms.js";
import { query, send } from "./api.js";
import { Field, filled, useForm } from "./forms.js";
import { when } from "./format.js";
import { html } from "./html.js";
import { t, word } from "./language.js";
import { usePages } from "./load.js";
import { More } from "./more.js";
import { useSession } from "./session.js";
import { BackLink, Empty, Loaded } from "./ui.js";

export function OutgoingScreen() {
  const at = (cursor) => `/notifications/outgoing${query({ state: "prepared", cursor })}`;
  const pages = usePages(at(null), at);
  return html`<div class="narrow"><${BackLink} to="#/home">${t("tab_home")}<//>
    <h1>${t("outgoing")}</h1><p class="quiet">${t("outgoing_lead")}</p>
    <${Loaded} load=${pages}>${() => html`${!pages.items.length && html`<${Empty}>${t("no_outgoing")}<//>`}
      ${pages.items.map((notice) => html`<${Outgoing} key=${notice.id} notice=${notice} done=${pages.reload} />`)}<${More} pages=${pages} />`}<//>
  </div>`;
}

function Outgoing({ notice, done }) {
  const { can } = useSession();
  const [doing, setDoing] = useState(null);
  const close = () => setDoing(null);
  const button = (name, kind = "") => html`<button type="button" class=${`button ${kind}`} onClick=${() => setDoing(name)}>${t(`outgoing_${name}`)}</button>`;
  return html`<article class="panel">
    <p><strong>${(notice.agency ?? notice.person)?.name}</strong> <span class="badge plain-badge">${word("outgoing_kind", notice.kind)}</span>
      <span class="quiet"> ${when(notice.prepared_at)}</span></p>
    ${["zh", "en"].map((language) => html`<textarea key=${language} readonly rows="7" lang=${language} aria-label=${`${t("outgoing_text")} ${language}`}
      value=${notice.text[language]} onFocus=${(event) => event.target.select()}></textarea>`)}
    ${doing === "discard" && html`<${Discard} notice=${notice} done=${done} close=${close} />`}
    ${["mail", "sms", "copied"].includes(doing) && html`<${Release} way=${doing} notice=${notice} done=${done} close=${close} />`}
    ${!doing && html`<div class="buttons">${can("release_outgoing_notice") && html`${button("mail", "primary")}
        ${notice.kind === "service" && button("sms")}${button("copied")}`}
      ${can("discard_outgoing_notice") && button("discard")}</div>`}
  </article>`;
}

function Release({ way, notice, done, close }) {
  const form = useForm({ address: "", note: "" });
  const act = async () => done(await send("POST", `/notifications/outgoing/${notice.id}/release`, { version: notice.version, way, ...filled(form.values) }));
  return html`<${Small} form=${form} act=${act} label=${t(`outgoing_${way}`)} close=${close}>
    ${way === "mail" && notice.kind === "reminder" && html`<${Field} form=${form} name="address" label=${t("notice_email")} kind="email" required />`}
    <${Field} form=${form} name="note" label=${word("move_field", "note")} /><//>`;
}

function Discard({ notice, done, close }) {
  const form = useForm({ reason: "" });
  const act = async () => done(await send("POST", `/notifications/outgoing/${notice.id}/discard`, { version: notice.version, ...form.values }));
  return html`<${Small} form=${form} act=${act} label=${t("outgoing_discard")} close=${close}><${Why} form=${form} /><//>`;
}
