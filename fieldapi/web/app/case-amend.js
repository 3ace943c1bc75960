/** Change what a case is about and who works on it. */
import { useRef } from "preact/hooks";
import { send } from "./api.js";
import { Ends } from "./case-hazards.js";
import { CODES } from "./codes.js";
import { Choices, Field, Form, useForm } from "./forms.js";
import { html } from "./html.js";
import { t, word } from "./language.js";
import { useItems } from "./reference.js";

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

/** @param {{one: any, reload: () => void, put: (one: any) => void, close: () => void}} props */
export function CaseAmend({ one, reload, put, close }) {
  const before = useRef({
    title: one.title, source: one.source, legal_field: one.legal_field ?? "", respondent_id: one.respondent?.id ?? "",
    official_number: one.official_number ?? "", lead_id: one.people.find((held) => held.lead)?.person.id ?? "",
    member_ids: one.people.filter((held) => !held.lead).map((held) => held.person.id), apart_reason: one.apart_reason ?? "",
  }).current;
  const form = useForm(before);
  const staff = useItems("/people").filter((person) => person.roles.some((held) => held.office?.id === one.office.id));
  const act = async () => {
    const changed = Object.entries(form.values).filter(([name, value]) => !same(value, before[name]));
    if (changed.length) {
      const said = changed.map(([name, value]) => [name, value === "" ? null : value]);
      put(await send("PATCH", `/cases/${one.id}`, { version: one.version, ...Object.fromEntries(said) }));
    }
    close();
  };
  return html`<div class="inline-form"><${Form} form=${form} act=${act} label=${t("edit")}>
    <${Field} form=${form} name="title" label=${t("case_title")} />
    <${RespondentField} form=${form} />
    <${LegalFieldField} form=${form} />
    <${Field} form=${form} name="source" label=${t("case_source")} kind="textarea" />
    <${Field} form=${form} name="official_number" label=${t("official_number")} />
    <${Field} form=${form} name="lead_id" label=${t("case_lead")} kind="select"
      options=${[["", t("please_choose")], ...staff.map((person) => [person.id, person.name])]} />
    <${Choices} form=${form} name="member_ids" label=${t("case_members")} hint=${t("case_conflict")}
      options=${staff.map((person) => [person.id, person.name])} />
    ${form.problem?.code === "case_exists" && html`<${Field} form=${form} name="apart_reason" label=${t("apart_reason")} />`}
    <${Ends} form=${form} reload=${reload} close=${close}>${t("save")}<//>
  <//></div>`;
}

/** An authority or a government, or nobody yet. @param {{form: any}} props */
export function RespondentField({ form }) {
  const agencies = useItems("/agencies").filter((agency) => !agency.successor_id);
  return html`<${Field} form=${form} name="respondent_id" label=${t("respondent")} kind="select"
    options=${[["", t("over_incident")], ...agencies.map((agency) => [agency.id, agency.name])]} />`;
}

export function LegalFieldField({ form }) {
  return html`<${Field} form=${form} name="legal_field" label=${t("legal_field")} kind="select"
    options=${[["", t("no_legal_field")], ...Object.keys(CODES.legal_field).map((code) => [code, word("legal_field", code)])]} />`;
}
