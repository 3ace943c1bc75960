/** Whom an inspection invites, by a link and a QR code that are shown once. */
import { useState } from "preact/hooks";
import { AgencyField, Small, Why } from "./account-forms.js";
import { send } from "./api.js";
import { Copy } from "./copy.js";
import { Field, filled, useForm } from "./forms.js";
import { addDays, today } from "./format.js";
import { html } from "./html.js";
import { t, word } from "./language.js";
import { useLoad } from "./load.js";
import { Qr } from "./qr.js";
import { useSession } from "./session.js";
import { Empty, Loaded, ProblemNote, Section } from "./ui.js";

/** @param {{inspection: any, open: boolean}} props */
export function Invitations({ inspection, open }) {
  const { can } = useSession();
  const path = `/inspections/${inspection.id}/invitations`;
  const load = useLoad(path);
  const [doing, setDoing] = useState(null);
  const [issued, setIssued] = useState(null);
  const [problem, setProblem] = useState(null);
  const close = () => setDoing(null);
  const done = (told) => {
    close();
    if (told?.link) setIssued(told);
    load.reload();
  };
  const act = (row, verb) => () => send("POST", `${path}/${row.id}/${verb}`).then(done, setProblem);
  const aside = open && can("invite") && !doing && html`<button type="button" class="button" onClick=${() => setDoing("invite")}>${t("invite")}</button>`;
  return html`<${Section} title=${t("invitations")} id="invitations" aside=${aside}>
    ${issued && html`<div class="note" role="status"><p>${t("invite_once")}</p><${Qr} svg=${issued.qr_svg} label=${t("invite_qr", { name: issued.name })} />
      <${Copy} label=${t("invite_link")} text=${issued.link} /></div>`}
    ${doing === "invite" && html`<${Invite} path=${path} done=${done} close=${close} />`}
    <${ProblemNote} problem=${problem} />
    <${Loaded} load=${load}>${() => html`${!load.data.items.length && html`<${Empty}>${t("no_invitations")}<//>`}
      <ul class="plain rows">${load.data.items.map((row) => html`<li key=${row.id} class="row">
        <p><strong>${row.name}</strong> <span class="badge plain-badge">${word("invitation_state", row.state)}</span></p>
        <p class="quiet">${t("invited_until", { to: row.valid_to })} ${row.home_agency?.name}</p>
        ${doing === row.id ? html`<${Revoke} path=${path} row=${row} done=${done} close=${close} />` : html`<div class="buttons">
          ${row.state === "asked" && can("approve_invitation") && html`<button type="button" class="button primary" onClick=${act(row, "approve")}>${t("approve_invitation")}</button>`}
          ${row.state !== "revoked" && can("reissue_invitation") && html`<button type="button" class="button quiet-button" onClick=${act(row, "reissue")}>${t("reissue_invitation")}</button>`}
          ${!["revoked", "expired"].includes(row.state) && can("revoke_invitation") && html`<button type="button" class="button quiet-button"
            onClick=${() => setDoing(row.id)}>${t("revoke_invitation")}</button>`}</div>`}</li>`)}</ul>`}<//>
  <//>`;
}

function Invite({ path, done, close }) {
  const form = useForm({ name: "", phone_tail: "", home_agency_id: "", valid_to: addDays(today(), 3) });
  const act = async () => done(await send("POST", path, filled(form.values)));
  return html`<${Small} form=${form} act=${act} label=${t("invite")} close=${close}>
    <p class="quiet">${t("invite_lead")}</p>
    <${Field} form=${form} name="name" label=${t("person_name")} required />
    <${Field} form=${form} name="phone_tail" label=${t("phone_tail")} inputmode="numeric" />
    <${AgencyField} form=${form} name="home_agency_id" label=${t("home_agency")} />
    <${Field} form=${form} name="valid_to" label=${t("valid_to")} kind="date" required /><//>`;
}

function Revoke({ path, row, done, close }) {
  const form = useForm({ reason: "" });
  const act = async () => done(await send("POST", `${path}/${row.id}/revoke`, form.values));
  return html`<${Small} form=${form} act=${act} label=${t("revoke_invitation")} close=${close}><${Why} form=${form} /><//>`;
}
