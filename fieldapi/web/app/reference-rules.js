/** Rules of responsibility: read, begun, amended and ended with a preview of what would change. */
import { useState } from "preact/hooks";
import { AgencyField } from "./account-forms.js";
import { send } from "./api.js";
import { Ends } from "./case-hazards.js";
import { Field, filled, Form, useForm } from "./forms.js";
import { today } from "./format.js";
import { html } from "./html.js";
import { nameOf, t, word } from "./language.js";
import { useLoad } from "./load.js";
import { useReference, useTypes } from "./reference.js";
import { AddRule, EndRule, linesOf, Preview } from "./rule-forms.js";
import { useSession } from "./session.js";
import { Empty, Loaded, Section } from "./ui.js";

const SHOWN = 12;
const NATION = "000000";

export function Rules() {
  const load = useLoad("/rules");
  const { can } = useSession();
  const [q, setQ] = useState("");
  const [adding, setAdding] = useState(false);
  const add = can("add_rule") && !adding && html`<button type="button" class="button" onClick=${() => setAdding(true)}>${t("rule_add")}</button>`;
  const fits = (rule) => [rule.code, rule.agency?.name, rule.reason].some((text) => text?.includes(q.trim()));
  const found = (load.data?.items ?? []).filter(fits);
  return html`<${Section} title=${t("rules")} id="rules" aside=${add}>
    ${adding && html`<${AddRule} reload=${load.reload} close=${() => setAdding(false)} />`}
    <label class="hidden" for="rule-q">${t("find_rule")}</label>
    <input id="rule-q" type="search" placeholder=${t("find_rule")} value=${q} onInput=${(event) => setQ(event.target.value)} />
    <${Loaded} load=${load}>${() => html`<p class="quiet" role="status">${t("count", { n: found.length })}</p>
      ${!found.length && html`<${Empty}>${t("no_rules")}<//>`}
      <ul class="plain rows">${found.slice(0, SHOWN).map((rule) => html`<${Rule} key=${rule.id} rule=${rule} reload=${load.reload} />`)}</ul>
      ${found.length > SHOWN && html`<p class="quiet">${t("rules_more", { n: found.length - SHOWN })}</p>`}`}<//>
  <//>`;
}

function Rule({ rule, reload }) {
  const { can } = useSession();
  const types = useTypes();
  const functions = useReference("/kinds")?.agency_functions ?? [];
  const [doing, setDoing] = useState(null);
  const acts = { rule, reload, close: () => setDoing(null) };
  const button = (act, action, label) => can(action) && html`<button type="button" class="button quiet-button"
    onClick=${() => setDoing(act)}>${t(label)}<span class="hidden"> ${rule.code}</span></button>`;
  return html`<li class="row">
    <p><span class="number">${rule.code} v${rule.version}</span></p>
    <p><strong>${rule.agency?.name ?? (nameOf(functions.find((one) => one.code === rule.agency_function)) || t("unknown_owner"))}</strong> <span class="badge plain-badge">${word("role", rule.role)}</span></p>
    <p>${rule.reason}</p>
    <p class="quiet">${[nameOf(types[rule.hazard_type]), rule.area_code === NATION ? t("nationwide") : rule.area_code, ...rule.legal_basis].filter(Boolean).join(" · ")}</p>
    <p class=${rule.verified ? "verified" : "unverified"}>${t(rule.verified ? "verified" : "not_verified")}</p>
    ${doing === "amend" && html`<${Amend} ...${acts} />`}
    ${doing === "end" && html`<${EndRule} ...${acts} />`}
    ${!doing && html`<div class="buttons">${button("amend", "amend_rule", "rule_amend")}${!rule.valid_to && button("end", "end_rule", "rule_end")}</div>`}
  </li>`;
}

/** Only what differs from the rule is said; the reason of the change is the rule's own wording. */
function amendmentOf(rule, values) {
  const said = { ...values, priority: Number(values.priority), legal_basis: linesOf(values.legal_basis) };
  const before = { ...rule, agency_id: rule.agency?.id ?? "", valid_from: "" };
  const changed = Object.entries(said).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name]));
  return { version: rule.version, ...filled(Object.fromEntries(changed)), ...(said.verified !== rule.verified && { verified: said.verified }) };
}

function Amend({ rule, reload, close }) {
  const form = useForm({
    agency_id: rule.agency?.id ?? "", reason: rule.reason, legal_basis: rule.legal_basis.join("\n"), priority: String(rule.priority),
    verified: rule.verified, valid_from: today(),
  });
  const act = async () => {
    await send("PATCH", `/rules/${rule.code}`, amendmentOf(rule, form.values));
    close();
    reload();
  };
  return html`<div class="inline-form"><${Form} form=${form} act=${act} label=${t("rule_amend")}>
    ${rule.agency && html`<${AgencyField} form=${form} name="agency_id" label=${t("rule_agency")} />`}
    <${Field} form=${form} name="reason" label=${t("reason")} kind="textarea" />
    <${Field} form=${form} name="legal_basis" label=${t("rule_basis")} kind="textarea" />
    <${Field} form=${form} name="priority" label=${t("rule_priority")} kind="number" />
    <${Field} form=${form} name="verified" label=${t("rule_verified")} kind="checkbox" />
    <${Field} form=${form} name="valid_from" label=${t("rule_from")} kind="date" />
    <${Preview} form=${form} change=${() => ({ amended: { [rule.code]: amendmentOf(rule, form.values) } })} />
    <${Ends} form=${form} reload=${reload} close=${close}>${t("rule_save")}<//>
  <//></div>`;
}
