/** The papers of an inspection: its plan and minutes, what is signed, what specialists say, what was added later. */
import { useEffect, useState } from "preact/hooks";
import { send } from "./api.js";
import { Ends } from "./case-hazards.js";
import { Field, Form, useForm } from "./forms.js";
import { instantOf, localValue, when } from "./format.js";
import { html } from "./html.js";
import { t, word } from "./language.js";
import { useLoad } from "./load.js";
import { useSession } from "./session.js";
import { Sign, Signatures } from "./signatures.js";
import { Empty, Fact, Loaded, Section } from "./ui.js";

/** @param {{inspection: any, reload: () => void, put: (inspection: any) => void}} props */
export function InspectionPapers({ inspection, reload, put }) {
  const load = useLoad(`/inspections/${inspection.id}/record`);
  useEffect(() => {
    if (load.data && load.data.version !== inspection.version) load.reload();
  }, [inspection.version]);
  // Each signature is a new version of the inspection, which whoever finalises it has to name.
  const keep = (record) => {
    load.put(record);
    put({ ...inspection, version: record.version, status: record.status });
  };
  return html`<${Loaded} load=${load}>${() => {
    const acts = { inspection, record: load.data, reload, put: keep };
    return html`<${Paper} ...${acts} name="plan" fields=${PLAN} amended=${put} />
      <${Paper} ...${acts} name="minutes" fields=${MINUTES} amended=${put} />
      <${Signatures} ...${acts} />
      <${Remarks} ...${acts} />
      <${Annexes} ...${acts} />`;
  }}<//>`;
}

//  field: how it is written
const PLAN = { aim: "textarea", method: "textarea", steps: "lines", spots: "lines", evidence: "lines" };
const MINUTES = {
  started_at: "datetime-local", ended_at: "datetime-local", place: "text", weather: "text", equipment: "text", scope: "textarea",
  course: "textarea", result: "textarea", statements: "textarea", samples: "textarea", sketch: "text", witness_absent_reason: "text",
};
const WRITTEN = {
  lines: (value) => (value ?? []).join("\n"),
  "datetime-local": (value) => (value ? localValue(new Date(value)) : ""),
};
const READ = {
  lines: (text) => text.split("\n").map((line) => line.trim()).filter(Boolean),
  "datetime-local": (text) => instantOf(text),
};
const CLOSED = new Set(["finalised", "annexed", "aborted"]);

/** Plan or minutes: read, or rewritten as a whole. */
function Paper({ inspection, record, name, fields, reload, amended }) {
  const { can } = useSession();
  const [editing, setEditing] = useState(false);
  const paper = record[name] ?? {};
  const said = Object.keys(fields).filter((field) => paper[field]?.length);
  const may = can("amend_inspection") && !CLOSED.has(inspection.status) && !editing;
  const edit = may && html`<button type="button" class="button" onClick=${() => setEditing(true)}>${t("edit")}<span class="hidden"> ${t(name)}</span></button>`;
  const shown = (field) => (fields[field] === "datetime-local" ? when(paper[field]) : [paper[field]].flat().join("\n"));
  return html`<${Section} title=${t(name)} id=${`inspection-${name}`} aside=${edit}>
    ${editing ? html`<${PaperForm} inspection=${inspection} name=${name} fields=${fields} paper=${paper} reload=${reload}
        amended=${amended} close=${() => setEditing(false)} />`
      : html`${!said.length && html`<${Empty}>${t(`no_${name}`)}<//>`}
        <dl class="facts">${said.map((field) => html`<${Fact} key=${field} name=${t(`${name}_${field}`)}><span class="description">${shown(field)}</span><//>`)}</dl>`}
  <//>`;
}

function PaperForm({ inspection, name, fields, paper, reload, amended, close }) {
  const path = (field) => `${name}.${field}`;
  const entries = Object.entries(fields);
  const written = ([field, kind]) => [path(field), (WRITTEN[kind] ?? ((value) => value ?? ""))(paper[field])];
  const form = useForm(Object.fromEntries(entries.map(written)));
  const act = async () => {
    const read = ([field, kind]) => [field, (READ[kind] ?? String)(form.values[path(field)])];
    amended(await send("PATCH", `/inspections/${inspection.id}`, { version: inspection.version, [name]: Object.fromEntries(entries.map(read)) }));
    close();
  };
  return html`<div class="inline-form"><${Form} form=${form} act=${act} label=${t(name)}>
    ${entries.map(([field, kind]) => html`<${Field} key=${field} form=${form} name=${path(field)} label=${t(`${name}_${field}`)}
      kind=${kind === "lines" ? "textarea" : kind} />`)}
    <${Ends} form=${form} reload=${reload} close=${close}>${t("save")}<//>
  <//></div>`;
}

const SPECIALISTS = new Set(["expert", "invited_assistant", "technician"]);

function Remarks({ inspection, record, reload, put }) {
  const { can } = useSession();
  const [doing, setDoing] = useState(null);
  const specialists = inspection.participants.filter((person) => SPECIALISTS.has(person.role));
  const named = Object.fromEntries(inspection.participants.map((person) => [person.id, person]));
  const done = (after) => {
    put(after);
    setDoing(null);
  };
  if (!specialists.length && !record.remarks.length) return null;
  const open = !CLOSED.has(inspection.status);
  const add = open && can("add_remark") && doing !== "add" && html`<button type="button" class="button" onClick=${() => setDoing("add")}>${t("add_remark")}</button>`;
  const acts = { inspection, record, reload, done, close: () => setDoing(null) };
  return html`<${Section} title=${t("remarks")} id="remarks" aside=${add}>
    ${doing === "add" && html`<${RemarkForm} ...${acts} specialists=${specialists} />`}
    <ul class="plain rows">${record.remarks.map((remark) => html`<li key=${remark.id} class="row">
      <p><strong>${named[remark.participant_id].name}</strong>
        <span class="badge plain-badge">${t(signed(record, remark) ? "signed_valid" : "unsigned")}</span></p>
      <p class="description">${remark.text}</p>
      ${!signed(record, remark) && open && can("sign_inspection") && doing !== remark.id && html`<button type="button" class="button"
        onClick=${() => setDoing(remark.id)}>${t("sign")}</button>`}
      ${doing === remark.id && html`<${Sign} ...${acts} person=${named[remark.participant_id]} remark=${remark} />`}</li>`)}</ul>
  <//>`;
}

const signed = (record, remark) => record.signatures.some((one) => one.remark_id === remark.id && one.valid);

function RemarkForm({ inspection, specialists, reload, done, close }) {
  const form = useForm({ participant_id: specialists[0].id, text: "" });
  const act = async () => done(await send("POST", `/inspections/${inspection.id}/remarks`, form.values));
  return html`<div class="inline-form"><${Form} form=${form} act=${act} label=${t("add_remark")}>
    <${Field} form=${form} name="participant_id" label=${t("remark_by")} kind="select"
      options=${specialists.map((person) => [person.id, `${person.name}（${word("participant_role", person.role)}）`])} />
    <${Field} form=${form} name="text" label=${t("remark_text")} kind="textarea" required />
    <${Ends} form=${form} reload=${reload} close=${close}>${t("save")}<//>
  <//></div>`;
}

function Annexes({ inspection, record, reload, put }) {
  const { can } = useSession();
  const [adding, setAdding] = useState(false);
  if (!["finalised", "annexed"].includes(record.status)) return null;
  const add = can("annex_inspection") && !adding && html`<button type="button" class="button" onClick=${() => setAdding(true)}>${t("add_annex")}</button>`;
  const done = (after) => {
    put(after);
    setAdding(false);
  };
  return html`<${Section} title=${t("annexes")} id="annexes" aside=${add}>
    ${adding && html`<${AnnexForm} inspection=${inspection} reload=${reload} done=${done} close=${() => setAdding(false)} />`}
    ${!record.annexes.length && html`<${Empty}>${t("none_yet")}<//>`}
    <ul class="plain rows">${record.annexes.map((annex) => html`<li key=${annex.id} class="row"><p class="description">${annex.text}</p>
      <p class="quiet">${annex.entered_by.name} ${when(annex.entered_at)}：${annex.reason}</p></li>`)}</ul>
  <//>`;
}

function AnnexForm({ inspection, reload, done, close }) {
  const form = useForm({ text: "", reason: "" });
  const act = async () => done(await send("POST", `/inspections/${inspection.id}/annexes`, form.values));
  return html`<div class="inline-form"><${Form} form=${form} act=${act} label=${t("add_annex")}>
    <${Field} form=${form} name="text" label=${t("annex_text")} kind="textarea" required />
    <${Field} form=${form} name="reason" label=${t("reason")} required />
    <${Ends} form=${form} reload=${reload} close=${close}>${t("save")}<//>
  <//></div>`;
}
