/** One import: how far it is, the report of its dry run, and whether it is to be written. */
import { useEffect, useState } from "preact/hooks";
import { send } from "./api.js";
import { when } from "./format.js";
import { html } from "./html.js";
import { t, word } from "./language.js";
import { useLoad } from "./load.js";
import { useSession } from "./session.js";
import { BackLink, Fact, Loaded, ProblemNote, Section } from "./ui.js";

const UNDER_WAY = new Set(["checking", "applying"]);
const LOOK_AGAIN_MS = 1500;

/** @param {{id: string}} props */
export function ImportScreen({ id }) {
  const load = useLoad(`/imports/${id}`);
  const state = load.data?.state;
  useEffect(() => {
    if (!UNDER_WAY.has(state)) return undefined;
    const timer = setInterval(load.reload, LOOK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [state]);
  return html`<div class="narrow"><${BackLink} to="#/reference">${t("reference")}<//>
    <${Loaded} load=${load}>${() => html`<${Import} one=${load.data} put=${load.put} />`}<//></div>`;
}

function Import({ one, put }) {
  const { can } = useSession();
  const [problem, setProblem] = useState(null);
  const act = (verb) => () => send("POST", `/imports/${one.id}/${verb}`, { version: one.version }).then(put, setProblem);
  const { report } = one;
  return html`<h1>${one.filename}</h1>
    <p class="badges"><span class="badge plain-badge">${word("import_state", one.state)}</span></p>
    <p class="quiet">${t("import_line", { by: one.created_by?.name ?? t("system"), at: when(one.created_at) })} · ${one.office.name}</p>
    ${UNDER_WAY.has(one.state) && html`<p class="note" role="status">${t("import_checking")} ${one.total ? `${one.done} / ${one.total}` : ""}</p>`}
    ${report && html`<${Section} title=${t("import_open")} id="report">
      <p>${t("import_rows", { rows: report.rows, accepted: report.accepted, errors: report.error_count, warnings: report.warning_count })}</p>
      <dl class="facts">${Object.entries(report.summary).map(([name, value]) => html`<${Fact} key=${name} name=${name}>${typeof value === "object" ? JSON.stringify(value) : String(value)}<//>`)}</dl>
      <${Lines} items=${report.errors} kind="problem" /><${Lines} items=${report.warnings} kind="note" />
    <//>`}
    <${ProblemNote} problem=${problem} />
    <div class="buttons">
      ${one.state === "checked" && can("apply_import") && html`<button type="button" class="button primary" onClick=${act("apply")}>${t("import_apply")}</button>`}
      ${["checked", "refused", "failed"].includes(one.state) && can("discard_import") && html`<button type="button" class="button" onClick=${act("discard")}>${t("import_discard")}</button>`}
    </div>`;
}

function Lines({ items, kind }) {
  return html`${items.map((item, index) => html`<p key=${index} class=${kind}>
    ${[item.row && t("import_row", { row: item.row }), item.field].filter(Boolean).join(" · ")} ${item.message}</p>`)}`;
}
