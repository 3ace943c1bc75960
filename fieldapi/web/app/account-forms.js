/** The forms of an administrator about one account. */
import { send } from "./api.js";
import { Ends } from "./case-hazards.js";
import { CODES } from "./codes.js";
import { Field, filled, Form, useForm } from "./forms.js";
import { html } from "./html.js";
import { t, word } from "./language.js";
import { useItems } from "./reference.js";

const GRANT = { role: "prosecutor", office_id: "", agency_id: "", valid_from: "", valid_to: "" };

/** Fields of a role; *at* is where the API looks for them. */
function GrantFields({ form, at = "" }) {
  const offices = useItems("/offices");
  const liaison = form.values[`${at}role`] === "agency_liaison";
  return html`<${Field} form=${form} name=${`${at}role`} label=${t("role")} kind="select"
      options=${Object.keys(CODES.role_name).map((code) => [code, word("role_name", code)])} />
    ${liaison ? html`<${AgencyField} form=${form} name=${`${at}agency_id`} label=${t("role_agency")} />`
      : html`<${Field} form=${form} name=${`${at}office_id`} label=${t("role_office")} kind="select" required
        options=${[["", t("please_choose")], ...offices.map((office) => [office.id, office.name])]} />`}
    <${Field} form=${form} name=${`${at}valid_from`} label=${t("valid_from")} kind="date" />
    <${Field} form=${form} name=${`${at}valid_to`} label=${t("valid_to")} kind="date" />`;
}

/** @param {{form: any, name: string, label: string}} props */
export function AgencyField({ form, name, label }) {
  const agencies = useItems("/agencies").filter((agency) => !agency.successor_id);
  return html`<${Field} form=${form} name=${name} label=${label} kind="select"
    options=${[["", t("no_agency")], ...agencies.map((agency) => [agency.id, agency.name])]} />`;
}

/** The grant of a form, by either office or agency. */
function grantOf(values, at = "") {
  const said = Object.fromEntries(Object.keys(GRANT).map((name) => [name, values[at + name]]));
  return filled({ ...said, [said.role === "agency_liaison" ? "office_id" : "agency_id"]: "" });
}

/** @param {{done: (account: any) => void, close: () => void}} props */
export function AddAccount({ done, close }) {
  const grant = Object.fromEntries(Object.entries(GRANT).map(([name, value]) => [`grant.${name}`, value]));
  const form = useForm({ username: "", name: "", home_agency_id: "", ...grant });
  const act = async () => {
    const { username, name, home_agency_id } = form.values;
    done(await send("POST", "/people", { ...filled({ username, name, home_agency_id }), grant: grantOf(form.values, "grant.") }));
  };
  return html`<${Small} form=${form} act=${act} label=${t("add_account")} close=${close}>
    <${Field} form=${form} name="username" label=${t("username")} required />
    <${Field} form=${form} name="name" label=${t("person_name")} required />
    <${AgencyField} form=${form} name="home_agency_id" label=${t("home_agency")} />
    <${GrantFields} form=${form} at="grant." />
  <//>`;
}

/** @param {{account: any, done: (account: any) => void, close: () => void}} props */
export function GiveRole({ account, done, close }) {
  const form = useForm(GRANT);
  const act = async () => done(await send("POST", `/people/${account.id}/grants`, grantOf(form.values)));
  return html`<${Small} form=${form} act=${act} label=${t("grant_role")} close=${close}><${GrantFields} form=${form} /><//>`;
}

/** @param {{account: any, done: (account: any) => void, close: () => void}} props */
export function ResetPassword({ account, done, close }) {
  const form = useForm({ second_factor: false, reason: "" });
  const act = async () => done(await send("POST", `/people/${account.id}/reset`, form.values));
  return html`<${Small} form=${form} act=${act} label=${t("reset_password")} close=${close}>
    <${Field} form=${form} name="second_factor" label=${t("reset_factor")} kind="checkbox" /><${Why} form=${form} /><//>`;
}

/** @param {{account: any, done: (account: any) => void, close: () => void}} props */
export function AmendAccount({ account, done, close }) {
  const form = useForm({ reason: "" });
  const act = async () => done(await send("PATCH", `/people/${account.id}`, { disabled: !account.disabled_at, ...form.values }));
  return html`<${Small} form=${form} act=${act} label=${t(account.disabled_at ? "enable_account" : "disable_account")} close=${close}><${Why} form=${form} /><//>`;
}

/** @param {{account: any, grant: any, done: (account: any) => void, close: () => void}} props */
export function EndGrant({ account, grant, done, close }) {
  const form = useForm({ reason: "" });
  const act = async () => done(await send("POST", `/people/${account.id}/grants/${grant.id}/end`, form.values));
  return html`<${Small} form=${form} act=${act} label=${t("end_grant")} close=${close}><${Why} form=${form} /><//>`;
}

/** @param {{form: any}} props */
export function Why({ form }) {
  return html`<${Field} form=${form} name="reason" label=${t("reason")} required />`;
}

/** A small form with its button. @param {{form: any, act: () => Promise<any>, label: string, close: () => void, children: any}} props */
export function Small({ form, act, label, close, children }) {
  return html`<div class="inline-form"><${Form} form=${form} act=${act} label=${label}>
    ${children}
    <${Ends} form=${form} reload=${close} close=${close}>${label}<//>
  <//></div>`;
}
