/** A problem after which the record should be looked at again. */
import { html } from "./html.js";
import { t } from "./language.js";
import { ProblemNote } from "./ui.js";

const MOVED_ON = new Set([
  "stale_version", "illegal_move", "illegal_case_move", "illegal_document_move", "illegal_clue_move", "illegal_service_move", "record_ended",
]);

/** @param {{form: any, reload: () => void}} props */
export function FormProblem({ form, reload }) {
  const stale = MOVED_ON.has(form.problem?.code);
  return html`<${ProblemNote} problem=${form.problem} form=${form} onRetry=${stale ? reload : undefined}
    retryLabel=${t("reload")} />`;
}
