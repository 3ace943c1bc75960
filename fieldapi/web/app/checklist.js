/** What to ask at a hazard, and what was answered. */
import { useState } from "preact/hooks";
import { send } from "./api.js";
import { Ends } from "./case-hazards.js";
import { Field, Form, useForm } from "./forms.js";
import { when } from "./format.js";
import { html } from "./html.js";
import { language, t, word } from "./language.js";
import { useLoad } from "./load.js";
import { useSession } from "./session.js";
import { Loaded, Section } from "./ui.js";

const labelled = (row) => (language() === "en" && row.label_en) || row.label_zh;

/** @param {{hazard: any, open: boolean, inspectionId?: string}} props */
export function HazardChecklist({ hazard, open, inspectionId }) {
  const { can } = useSession();
  const load = useLoad(`/hazards/${hazard.id}/checklist`);
  const [answering, setAnswering] = useState(false);
  const done = (after) => {
    load.put(after);
    setAnswering(false);
  };
  const may = open && can("answer_checklist") && load.data?.checklist.items.length > 0 && !answering;
  const aside = may && html`<button type="button" class="button" onClick=${() => setAnswering(true)}>${t("answer_checklist")}</button>`;
  return html`<${Section} title=${t("checklist")} id=${`checklist-${hazard.id}`} aside=${aside}>
    <${Loaded} load=${load}>${() => html`
      ${load.data.checklist.stops.length > 0 && html`<p class="note">${t("stop_when", { what: load.data.checklist.stops.map(labelled).join(t("comma")) })}</p>`}
      ${load.data.missing_shots.length > 0 && html`<p class="unverified">${t("shots_missing", { kinds: load.data.missing_shots.map((kind) => word("photo_kind", kind)).join(t("comma")) })}</p>`}
      ${answering && html`<${Answer} hazard=${hazard} checklist=${load.data.checklist} inspectionId=${inspectionId} done=${done}
        reload=${load.reload} close=${() => setAnswering(false)} />`}
      ${load.data.answers.map((answered) => html`<${Answered} key=${answered.id} answered=${answered} checklist=${load.data.checklist} />`)}`}<//>
  <//>`;
}

function Answered({ answered, checklist }) {
  const items = Object.fromEntries(checklist.items.map((item) => [item.key, item]));
  const judged = Object.fromEntries(answered.judged.map((one) => [one.key, one.outcome]));
  const said = (value) => (typeof value === "boolean" ? t(value ? "answer_yes" : "answer_no") : value);
  return html`<div><p class="quiet">${t("answered_line", { by: answered.answered_by.name, at: when(answered.answered_at) })}
      · ${t("checklist_of", { n: answered.checklist_version })}</p>
    <dl class="facts answers">${Object.entries(answered.answers).map(([key, value]) => html`<div key=${key} class="answer">
      <dt>${items[key] ? labelled(items[key]) : key}</dt>
      <dd>${said(value)} ${items[key]?.unit} ${judged[key] && html`<span class=${`badge ${judged[key] === "violation" ? "overdue" : "plain-badge"}`}>${t(`outcome_${judged[key]}`)}</span>`}</dd></div>`)}</dl></div>`;
}

function Answer({ hazard, checklist, inspectionId, done, reload, close }) {
  const asked = checklist.items.filter((item) => !item.asset_kinds || item.asset_kinds.includes(hazard.asset_kind));
  const form = useForm(Object.fromEntries(asked.map((item) => [`answers.${item.key}`, ""])));
  const act = async () => {
    const given = asked.map((item) => [item, form.values[`answers.${item.key}`]]).filter(([, value]) => value !== "");
    const answers = Object.fromEntries(given.map(([item, value]) => [item.key, READ[item.kind](value)]));
    done(await send("POST", `/hazards/${hazard.id}/checklist`, {
      checklist_version: checklist.version, answers, ...(inspectionId && { inspection_id: inspectionId }),
    }));
  };
  return html`<div class="inline-form"><${Form} form=${form} act=${act} label=${t("answer_checklist")}>
    ${asked.map((item) => html`<${Question} key=${item.key} form=${form} item=${item} />`)}
    <${Ends} form=${form} reload=${reload} close=${close}>${t("save")}<//>
  <//></div>`;
}

const READ = { bool: (value) => value === "yes", number: Number, text: String, choice: String };

function Question({ form, item }) {
  const common = { form, name: `answers.${item.key}`, label: labelled(item) + (item.unit ? `（${item.unit}）` : "") };
  const options = item.kind === "bool" ? [["yes", t("answer_yes")], ["no", t("answer_no")]] : (item.choices ?? []).map((choice) => [choice, choice]);
  if (item.kind === "bool" || item.kind === "choice") return html`<${Field} ...${common} kind="select" options=${[["", t("not_said")], ...options]} />`;
  return html`<${Field} ...${common} kind=${item.kind === "number" ? "number" : "text"} />`;
}
