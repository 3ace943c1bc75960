/** Small pieces that every screen uses. */
import { html } from "./html.js";
import { t, word } from "./language.js";
import { StatusMark } from "./status-marks.js";

/** Grey lines where something is about to be. */
export function Loading() {
  return html`<div class="skeleton" role="status"><span class="hidden">${t("loading")}</span>
    <i></i><i></i><i></i></div>`;
}

export function Empty({ children }) {
  return html`<p class="empty">${children}</p>`;
}

/** The sentence for a problem. @param {import("./problem.js").Problem} problem */
export function sentence(problem) {
  if (problem.code === "no_connection" || problem.code === "unreadable_answer") return t(problem.code);
  if (problem.code === "invalid_fields") return t("check_fields");
  return problem.message;
}

// Until this is done under the own account, everything else is refused.
const OWED = new Set(["password_change_required", "totp_required"]);

/**
 * A problem, with what can be done about it. Fields that no input of *form* shows are listed here.
 * @param {{problem: any, onRetry?: () => void, retryLabel?: string, form?: any}} props
 */
export function ProblemNote({ problem, onRetry, retryLabel, form }) {
  if (!problem) return null;
  const homeless = (problem.fields ?? []).filter((field) => !form?.shows(field.path));
  return html`<div class="problem" role="alert">
    <p>${sentence(problem)}</p>
    ${homeless.length > 0 && html`<ul>
      ${homeless.map((field) => html`<li key=${field.path}>${field.path}: ${field.message}</li>`)}
    </ul>`}
    ${OWED.has(problem.code) && html`<a class="button" href="#/me">${t("security")}</a>`}
    ${onRetry && html`<button type="button" class="button" onClick=${onRetry}>${retryLabel ?? t("retry")}</button>`}
  </div>`;
}

/** What a loaded thing shows until it is there. @param {{load: any, children: () => any}} props */
export function Loaded({ load, children }) {
  if (load.problem) return html`<${ProblemNote} problem=${load.problem} onRetry=${load.reload} />`;
  if (!load.data) return html`<${Loading} />`;
  return children();
}

export function Severity({ code }) {
  return html`<span class=${`badge severity ${code}`}>${word("severity", code)}</span>`;
}

export function Status({ code }) {
  return html`<span class=${`badge status ${code}`}><${StatusMark} code=${code} />${word("status", code)}</span>`;
}

/** Name and value, in a definition list. @param {{name: string, children: any}} props */
export function Fact({ name, children }) {
  return html`<div class="fact"><dt>${name}</dt><dd>${children}</dd></div>`;
}

export function Section({ title, id, children, aside }) {
  return html`<section class="panel" aria-labelledby=${id}>
    <div class="panel-head"><h2 id=${id}>${title}</h2>${aside}</div>
    ${children}
  </section>`;
}

export function BackLink({ to, children }) {
  return html`<a class="back" href=${to}><span aria-hidden="true">‹ </span>${children}</a>`;
}

/** How many there are. @param {{n: number, more?: boolean}} props */
export function Count({ n, more }) {
  return html`<span class=${`count-mark ${n ? "" : "zero"}`}>${more ? t("counted_more", { n }) : n}</span>`;
}
