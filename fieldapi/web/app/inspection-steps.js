/** How far an inspection is, and where it may go; finalising has a place of its own. */
import { useState } from "preact/hooks";
import { send } from "./api.js";
import { Ends } from "./case-hazards.js";
import { Field, Form, useForm } from "./forms.js";
import { html } from "./html.js";
import { t } from "./language.js";
import { useSession } from "./session.js";
import { ProblemNote, Section } from "./ui.js";

const NEXT = {
  planned: ["open", "aborted"],
  open: ["recording", "awaiting_signatures", "aborted"],
  recording: ["awaiting_signatures", "aborted"],
  awaiting_signatures: ["recording", "aborted"],
};

/** @param {{inspection: any, reload: () => void, put: (inspection: any) => void}} props */
export function InspectionSteps({ inspection, reload, put }) {
  const { can } = useSession();
  const [aborting, setAborting] = useState(false);
  const [problem, setProblem] = useState(null);
  const next = NEXT[inspection.status] ?? [];
  if (!next.length || !can("amend_inspection")) return null;
  const go = (status) => {
    setProblem(null);
    if (status === "aborted") setAborting(true);
    else send("PATCH", `/inspections/${inspection.id}`, { version: inspection.version, status }).then(put, setProblem);
  };
  return html`<${Section} title=${t("inspection_steps")} id="inspection-steps">
    <${ProblemNote} problem=${problem} onRetry=${reload} retryLabel=${t("reload")} />
    ${aborting
      ? html`<${Abort} inspection=${inspection} reload=${reload} put=${put} close=${() => setAborting(false)} />`
      : html`<div class="buttons">${next.map((status, index) => html`<button key=${status} type="button" class=${`button ${index ? "" : "primary"}`}
          onClick=${() => go(status)}>${t(`step_${status}`)}</button>`)}</div>`}
  <//>`;
}

function Abort({ inspection, reload, put, close }) {
  const form = useForm({ reason: "" });
  const act = async () => put(await send("PATCH", `/inspections/${inspection.id}`, {
    version: inspection.version, status: "aborted", reason: form.values.reason,
  }));
  return html`<${Form} form=${form} act=${act} label=${t("step_aborted")}>
    <${Field} form=${form} name="reason" label=${t("abort_reason")} kind="textarea" required />
    <${Ends} form=${form} reload=${reload} close=${close}>${t("step_aborted")}<//>
  <//>`;
}
