/** Accounts and their roles, for administrators. */
import { useState } from "preact/hooks";
import { AddAccount, AmendAccount, EndGrant, GiveRole, ResetPassword } from "./account-forms.js";
import { send } from "./api.js";
import { Copy } from "./copy.js";
import { html } from "./html.js";
import { t, word } from "./language.js";
import { useLoad } from "./load.js";
import { BackLink, Empty, Loaded, ProblemNote, Section } from "./ui.js";

export function AccountsScreen() {
  const load = useLoad("/accounts");
  const [adding, setAdding] = useState(false);
  const [issued, setIssued] = useState(null);
  const done = (account) => {
    setAdding(false);
    if (account?.one_time_password) setIssued(account);
    load.reload();
  };
  return html`<div class="narrow">
    <${BackLink} to="#/me">${t("tab_me")}<//>
    <div class="page-head"><div><h1>${t("accounts")}</h1><p class="quiet">${t("accounts_lead")}</p></div>
      ${!adding && html`<button type="button" class="button primary" onClick=${() => setAdding(true)}>${t("add_account")}</button>`}</div>
    ${issued && html`<div class="note" role="status"><p>${issued.name}：${t("one_time_password")}</p>
      <${Copy} label=${t("one_time_password")} text=${issued.one_time_password} /></div>`}
    ${adding && html`<${AddAccount} done=${done} close=${() => setAdding(false)} />`}
    <${Loaded} load=${load}>${() => html`${!load.data.items.length && html`<${Empty}>${t("nothing_found")}<//>`}
      ${load.data.items.map((account) => html`<${Account} key=${account.id} account=${account} done=${done} />`)}`}<//>
  </div>`;
}

const FORMS = { grant: GiveRole, reset: ResetPassword, amend: AmendAccount };

function Account({ account, done }) {
  const [doing, setDoing] = useState(null);
  const [problem, setProblem] = useState(null);
  const after = (changed) => {
    setDoing(null);
    done(changed);
  };
  const confirm = (grant) => send("POST", `/people/${account.id}/grants/${grant.id}/confirm`).then(after, setProblem);
  const Act = FORMS[doing];
  const ending = account.grants.find((grant) => grant.id === doing);
  const close = () => setDoing(null);
  return html`<${Section} title=${account.name} id=${`account-${account.id}`}>
    <p class="badges"><span class="number">${account.username}</span>
      ${account.disabled_at && html`<span class="badge overdue">${t("disabled")}</span>`}
      ${account.second_factor && html`<span class="badge anchored">${t("has_factor")}</span>`}
      ${account.home_agency && html`<span class="badge plain-badge">${account.home_agency.name}</span>`}</p>
    <ul class="plain rows">${account.grants.map((grant) => html`<li key=${grant.id} class="row"><div class="split">
      <span>${(grant.office ?? grant.agency).name} ${word("role_name", grant.role)}
        <span class="quiet"> ${[grant.valid_from, grant.valid_to].filter(Boolean).join(" – ")}</span></span>
      <span class="buttons">${grant.is_pending && html`<span class="badge due-soon">${t("grant_pending")}</span>
        <button type="button" class="button" onClick=${() => confirm(grant)}>${t("confirm_grant")}</button>`}
        <button type="button" class="button quiet-button" onClick=${() => setDoing(grant.id)}>${t("end_grant")}</button></span></div></li>`)}</ul>
    <${ProblemNote} problem=${problem} />
    ${Act && html`<${Act} account=${account} done=${after} close=${close} />`}
    ${ending && html`<${EndGrant} account=${account} grant=${ending} done=${after} close=${close} />`}
    ${!doing && html`<div class="buttons">
      <button type="button" class="button" onClick=${() => setDoing("grant")}>${t("grant_role")}</button>
      <button type="button" class="button" onClick=${() => setDoing("reset")}>${t("reset_password")}</button>
      <button type="button" class="button" onClick=${() => setDoing("amend")}>${t(account.disabled_at ? "enable_account" : "disable_account")}</button></div>`}
  <//>`;
}
