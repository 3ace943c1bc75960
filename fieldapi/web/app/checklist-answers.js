/** The checklist of a kind of hazard, answered on the spot. */
import { html } from "./html.js";
import { language, t } from "./language.js";
import { useItems } from "./reference.js";

/** The checklist for *type* with the questions that concern the asset, or undefined. */
export function useChecklist(type, assetKind) {
  const found = useItems("/checklists").find((one) => one.hazard_type === type);
  return found && { ...found, items: found.items.filter((item) => !item.asset_kinds || item.asset_kinds.includes(assetKind)) };
}

/** An item of the outbox, or null when nothing was answered. */
export function answersItem({ id, person, about, checklist, answers, inspection }) {
  const asked = new Set(checklist?.items.map((item) => item.key));
  const said = Object.fromEntries(Object.entries(answers).filter(([key]) => asked.has(key)));
  if (!Object.keys(said).length) return null;
  const body = { id, checklist_version: checklist.version, answers: said };
  return { id, kind: "answers", person, about, state: "queued", body: inspection ? { ...body, inspection_id: inspection } : body };
}

const label = (row) => (language() === "en" && row.label_en) || row.label_zh;

/** @param {{checklist: any, answers: Record<string, any>, onChange: (answers: Record<string, any>) => void}} props */
export function ChecklistAnswers({ checklist, answers, onChange }) {
  if (!checklist?.items.length) return null;
  const put = (key, value) => {
    const { [key]: _, ...others } = answers;
    onChange(value === "" || value === undefined ? others : { ...others, [key]: value });
  };
  return html`<details class="panel details"><summary>${t("checklist")}</summary>
    ${checklist.stops.length > 0 && html`<p class="note">${t("stop_when", { what: checklist.stops.map(label).join(t("comma")) })}</p>`}
    ${checklist.items.map((item) => html`<${Question} key=${item.key} item=${item} value=${answers[item.key]} put=${put} />`)}
  </details>`;
}

function Question({ item, value, put }) {
  const id = `answer-${item.key}`;
  const name = `${label(item)}${item.unit ? ` (${item.unit})` : ""}`;
  if (item.kind === "bool") return html`<${Options} item=${item} name=${name} value=${value} put=${put} options=${[[true, t("yes")], [false, t("no")]]} />`;
  if (item.kind === "choice") return html`<${Options} item=${item} name=${name} value=${value} put=${put} options=${item.choices.map((choice) => [choice, choice])} />`;
  const isNumber = item.kind === "number";
  const typed = ({ target }) => put(item.key, isNumber && target.value !== "" ? Number(target.value) : target.value);
  return html`<div class="field"><label for=${id}>${name}</label>
    <input id=${id} type=${isNumber ? "number" : "text"} step="any" inputmode=${isNumber ? "decimal" : undefined} value=${value ?? ""} onInput=${typed} /></div>`;
}

/** A tap chooses, another tap takes it back. */
function Options({ item, name, value, put, options }) {
  return html`<fieldset class="field"><legend>${name}</legend><div class="kinds">
    ${options.map(([code, text]) => html`<button key=${code} type="button" class="kind" aria-pressed=${value === code ? "true" : "false"}
      onClick=${() => put(item.key, value === code ? undefined : code)}>${text}</button>`)}</div></fieldset>`;
}
