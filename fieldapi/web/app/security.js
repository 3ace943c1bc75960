/** One's own access: password, second factor, and where one is signed in. */
import { useState } from "preact/hooks";
import { send } from "./api.js";
import { Copy } from "./copy.js";
import { Field, Form, Submit, useForm } from "./forms.js";
import { when } from "./format.js";
import { html } from "./html.js";
import { t } from "./language.js";
import { useLoad } from "./load.js";
import { Qr } from "./qr.js";
import { Loaded, ProblemNote, Section } from "./ui.js";

export function Security() {
  return html`<${Password} /><${SecondFactor} /><${Sessions} />`;
}

const NO_PASSWORD = { password: "", new_password: "" };

function Password() {
  const form = useForm(NO_PASSWORD);
  const [done, setDone] = useState(false);
  const act = async () => {
    await send("POST", "/me/password", form.values);
    form.setValues(NO_PASSWORD);
    setDone(true);
  };
  return html`<${Section} title=${t("change_password")} id="password"><${Form} form=${form} act=${act} label=${t("change_password")}>
    <${Field} form=${form} name="password" label=${t("old_password")} kind="password" autocomplete="current-password" required />
    <${Field} form=${form} name="new_password" label=${t("new_password")} kind="password" autocomplete="new-password" required />
    <${ProblemNote} problem=${form.problem} form=${form} />
    ${done && html`<p class="verified" role="status">${t("password_changed")}</p>`}
    <div class="buttons end"><${Submit} form=${form}>${t("change_password")}<//></div>
  <//><//>`;
}

function SecondFactor() {
  const [offer, setOffer] = useState(null);
  const [codes, setCodes] = useState(null);
  const [problem, setProblem] = useState(null);
  const form = useForm({ code: "" });
  const ask = () => send("POST", "/me/totp").then(setOffer, setProblem);
  const confirm = async () => setCodes((await send("POST", "/me/totp/confirm", form.values)).codes);
  return html`<${Section} title=${t("totp")} id="totp">
    <${ProblemNote} problem=${problem} />
    ${codes ? html`<p class="note">${t("totp_printed")}</p><ul class="plain codes">${codes.map((code) => html`<li key=${code}>${code}</li>`)}</ul>`
      : html`<p class="quiet">${t("totp_lead")}</p>
        ${!offer && html`<button type="button" class="button" onClick=${ask}>${t("totp_offer")}</button>`}
        ${offer && html`<${Qr} svg=${offer.qr_svg} label=${t("totp_qr")} />
          <p class="hint">${t("totp_secret")}</p><${Copy} label=${t("totp_secret")} text=${offer.secret} />
          <${Form} form=${form} act=${confirm} label=${t("totp")}>
            <${Field} form=${form} name="code" label=${t("totp_first_code")} inputmode="numeric" autocomplete="one-time-code" required />
            <${ProblemNote} problem=${form.problem} form=${form} />
            <${Submit} form=${form}>${t("totp_confirm")}<//>
          <//>`}`}
  <//>`;
}

function Sessions() {
  const load = useLoad("/me/sessions");
  const [problem, setProblem] = useState(null);
  const end = (session) => send("DELETE", `/me/sessions/${session.id}`).then(load.reload, setProblem);
  return html`<${Section} title=${t("sessions")} id="sessions">
    <${ProblemNote} problem=${problem} />
    <${Loaded} load=${load}>${() => html`<ul class="plain rows">${load.data.items.map((session) => html`<li key=${session.id} class="row split">
      <span>${t("session_line", { from: when(session.created_at), used: when(session.used_at) })}</span>
      ${session.current ? html`<span class="badge anchored">${t("session_here")}</span>`
        : html`<button type="button" class="button quiet-button" onClick=${() => end(session)}>${t("session_end")}</button>`}</li>`)}</ul>`}<//>
  <//>`;
}
