/** The sign-in form. */
import { send } from "./api.js";
import { Field, filled, Form, Submit, useForm } from "./forms.js";
import { html } from "./html.js";
import { t } from "./language.js";
import { ProblemNote } from "./ui.js";

/** @param {{onSignedIn: () => void}} props */
export function SignIn({ onSignedIn }) {
  const form = useForm({ username: "", password: "", totp: "" });
  const act = async () => {
    await send("POST", "/auth/tokens", filled(form.values));
    onSignedIn();
  };
  return html`<div class="sign-in">
    <h1>${t("sign_in_title")}</h1>
    <p class="quiet">${t("sign_in_lead")}</p>
    <${Form} form=${form} act=${act} label=${t("sign_in_title")}>
      <${Field} form=${form} name="username" label=${t("username")} autocomplete="username" required />
      <${Field} form=${form} name="password" label=${t("password")} kind="password" autocomplete="current-password" required />
      <${Field} form=${form} name="totp" label=${t("totp_code")} inputmode="numeric" autocomplete="one-time-code" />
      <${ProblemNote} problem=${form.problem} form=${form} />
      <${Submit} form=${form}>${t("sign_in")}<//>
    <//>
    ${!isSecureContext && html`<p class="note">${t("insecure_page")}</p>`}
  </div>`;
}
