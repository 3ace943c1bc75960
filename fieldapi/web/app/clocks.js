/** The periods that run on a hazard: until when and by which rule; and a notice to its owner, which may start one. */
import { useState } from "preact/hooks";
import { send } from "./api.js";
import { FormProblem } from "./conflict.js";
import { Field, filled, Form, Submit, useForm } from "./forms.js";
import { instantOf, localValue, when } from "./format.js";
import { html } from "./html.js";
import { t, word } from "./language.js";
import { HOWS, isEnded } from "./life.js";
import { useLoad } from "./load.js";
import { useItems } from "./reference.js";
import { useSession } from "./session.js";
import { Loaded, Section } from "./ui.js";

/** @param {{hazard: any, told: () => void}} props told: something was entered in its timeline */
export function Clocks({ hazard, told }) {
  const { can } = useSession();
  const load = useLoad(`/clocks?subject=${hazard.id}`);
  const [telling, setTelling] = useState(false);
  const done = () => {
    setTelling(false);
    load.reload();
    told();
  };
  const may = can("notify_owner") && !isEnded(hazard.status) && !telling;
  const tell = may && html`<button type="button" class="button" onClick=${() => setTelling(true)}>${t("tell_owner")}</button>`;
  return html`<${Section} title=${t("clocks")} id="hazard-clocks" aside=${tell}>
    ${telling && html`<${Notice} hazard=${hazard} done=${done} close=${() => setTelling(false)} />`}
    <${Loaded} load=${load}>${() => html`<${Rows} rows=${load.data.items} />`}<//>
  <//>`;
}

function Rows({ rows }) {
  if (!rows.length) return html`<p class="quiet">${t("no_clocks")}</p>`;
  return html`<ul class="plain rows">${rows.map((row) => html`<li key=${row.id}><${Row} row=${row} /></li>`)}</ul>
    <p class="hint">${rows[0].notice}</p>`;
}

function Row({ row }) {
  const until = row.due_at ? when(row.due_at) : row.due_on;
  const marks = [row.overdue && "overdue", row.provisional && "provisional"].filter(Boolean);
  return html`<p><strong>${row.rule.name}</strong></p>
    <p class="badges">
      <span class="badge plain-badge">${row.outcome ? word("clock_outcome", row.outcome) : word("clock_state", row.state)}</span>
      ${marks.map((mark) => html`<span key=${mark} class=${`badge ${mark}`}>${t(mark)}</span>`)}
    </p>
    <p>${t("clock_until", { on: until })}${row.safe_on && !row.outcome && ` ${t("clock_safe", { on: row.safe_on })}`}</p>
    <p class="quiet">${[row.rule.article, ...row.calendar].join(t("comma"))}</p>`;
}

function Notice({ hazard, done, close }) {
  const form = useForm({
    agency_id: hazard.chosen.owner?.id ?? "", how: "call", who: "", at: localValue(new Date()), note: "",
  });
  const agencies = useItems("/agencies").filter((agency) => !agency.successor_id);
  const act = async () => {
    const said = filled(form.values);
    await send("POST", `/hazards/${hazard.id}/owner-notices`, said.at ? { ...said, at: instantOf(said.at) } : said);
    done();
  };
  return html`<div class="inline-form"><${Form} form=${form} act=${act} label=${t("tell_owner")}>
    <p class="quiet">${t("tell_owner_hint")}</p>
    <${Field} form=${form} name="agency_id" label=${word("role", "owner")} kind="select"
      options=${[["", t("please_choose")], ...agencies.map((agency) => [agency.id, agency.name])]} />
    <${Field} form=${form} name="how" label=${word("payload", "how")} kind="select"
      options=${HOWS.map((code) => [code, word("how", code)])} />
    <${Field} form=${form} name="who" label=${word("payload", "who")} required />
    <${Field} form=${form} name="at" label=${word("payload", "at")} kind="datetime-local" required />
    <${Field} form=${form} name="note" label=${word("payload", "note")} kind="textarea" />
    <${FormProblem} form=${form} reload=${done} />
    <div class="buttons end">
      <button type="button" class="button" onClick=${close}>${t("cancel")}</button>
      <${Submit} form=${form}>${t("tell_owner")}<//>
    </div>
  <//></div>`;
}
