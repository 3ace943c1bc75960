/** A rule begun, and a rule that ends: each with what would change before it is done. */
import { useState } from "preact/hooks";
import { AgencyField, Why } from "./account-forms.js";
import { send } from "./api.js";
import { Ends } from "./case-hazards.js";
import { Field, filled, Form, useForm } from "./forms.js";
import { today } from "./format.js";
import { html } from "./html.js";
import { nameOf, t, word } from "./language.js";
import { ROLES } from "./life.js";
import { useItems, useReference } from "./reference.js";
import { useSession } from "./session.js";

/** The lines of a text, without empty ones. @param {string} text */
export const linesOf = (text) => text.split("\n").map((line) => line.trim()).filter(Boolean);

/** @param {{reload: () => void, close: () => void}} props */
export function AddRule({ reload, close }) {
  const form = useForm({
    code: "R-", role: "regulator", hazard_type: "", asset_kind: "", place_kind: "", area_code: "", agency_id: "", reason: "", legal_basis: "",
    priority: "0", verified: false, valid_from: today(),
  });
  const draft = () => {
    const { valid_from: from, priority, legal_basis: basis, ...said } = form.values;
    return { ...filled(said), priority: Number(priority), legal_basis: linesOf(basis), valid_from: from || null };
  };
  const act = async () => {
    await send("POST", "/rules", draft());
    close();
    reload();
  };
  return html`<div class="inline-form"><${Form} form=${form} act=${act} label=${t("rule_add")}>
    <${Field} form=${form} name="code" label=${t("rule_code")} hint=${t("rule_code_hint")} required />
    <${Field} form=${form} name="role" label=${t("rule_role")} kind="select" options=${ROLES.map((role) => [role, word("role", role)])} />
    <${Conditions} form=${form} />
    <${AgencyField} form=${form} name="agency_id" label=${t("rule_agency")} />
    <${Field} form=${form} name="reason" label=${t("reason")} kind="textarea" required />
    <${Field} form=${form} name="legal_basis" label=${t("rule_basis")} kind="textarea" />
    <${Field} form=${form} name="priority" label=${t("rule_priority")} kind="number" />
    <${Field} form=${form} name="verified" label=${t("rule_verified")} kind="checkbox" />
    <${Field} form=${form} name="valid_from" label=${t("rule_from")} hint=${t("rule_always")} kind="date" />
    <${Preview} form=${form} change=${() => ({ added: [draft()] })} />
    <${Ends} form=${form} reload=${reload} close=${close}>${t("rule_add")}<//>
  <//></div>`;
}

/** For which hazards the rule counts; what is left open matches any. */
function Conditions({ form }) {
  const kinds = useReference("/kinds");
  const any = (label, items) => [["", label], ...(items ?? []).map((item) => [item.code, nameOf(item)])];
  return html`<${Field} form=${form} name="area_code" label=${t("rule_area")} inputmode="numeric" required />
    <${Field} form=${form} name="hazard_type" label=${t("type")} kind="select" options=${any(t("any_type"), useItems("/hazard-types"))} />
    <${Field} form=${form} name="asset_kind" label=${t("asset_kind")} kind="select" options=${any(t("rule_any"), kinds?.asset_kinds)} />
    <${Field} form=${form} name="place_kind" label=${t("place_kind")} kind="select" options=${any(t("rule_any"), kinds?.place_kinds)} />`;
}

/** @param {{rule: any, reload: () => void, close: () => void}} props */
export function EndRule({ rule, reload, close }) {
  const form = useForm({ last_day: today(), reason: "" });
  const said = () => ({ version: rule.version, ...form.values });
  const act = async () => {
    await send("POST", `/rules/${rule.code}/end`, said());
    close();
    reload();
  };
  return html`<div class="inline-form"><${Form} form=${form} act=${act} label=${t("rule_end")}>
    <${Field} form=${form} name="last_day" label=${t("rule_last_day")} kind="date" required />
    <${Why} form=${form} />
    <${Preview} form=${form} change=${() => ({ ended: { [rule.code]: said() } })} />
    <${Ends} form=${form} reload=${reload} close=${close}>${t("rule_end")}<//>
  <//></div>`;
}

/** What would change if this were sent. @param {{form: any, change: () => object}} props */
export function Preview({ form, change }) {
  const { can } = useSession();
  const [effect, setEffect] = useState(null);
  if (!can("preview_rules")) return null;
  const ask = form.submit(async () => setEffect(await send("POST", "/rules/preview", change())));
  return html`${effect && html`<${Effect} effect=${effect} />`}
    <button type="button" class="button" onClick=${ask}>${t("rule_preview")}</button>`;
}

function Effect({ effect }) {
  const names = (agencies) => agencies.map((agency) => agency.name).join(t("comma")) || t("unknown_owner");
  return html`<div class="note" role="status"><p>${t("rule_effect", effect)}</p>
    ${effect.shifts.map((shift, index) => html`<p key=${index}>
      ${t("rule_shift", { role: word("role", shift.role), before: names(shift.before), after: names(shift.after), n: shift.count })}</p>`)}</div>`;
}
