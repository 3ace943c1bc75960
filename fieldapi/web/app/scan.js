/** A scanned paper of a form: sent as soon as it is chosen, and named in the form by the id of its upload. */
import { useState } from "preact/hooks";
import { sendFile } from "./api.js";
import { html } from "./html.js";
import { t } from "./language.js";
import { ProblemNote } from "./ui.js";

/** @param {{form: any, name: string, label: string, required?: boolean}} props */
export function Scan({ form, name, label, required }) {
  const [state, setState] = useState({ busy: false, sent: "", problem: null });
  form.shown.current.add(name);
  const error = form.errorAt(name);
  const choose = async (event) => {
    const [file] = event.target.files;
    if (!file) return;
    setState({ busy: true, sent: "", problem: null });
    try {
      form.set(name, (await sendFile(file)).id);
      setState({ busy: false, sent: file.name, problem: null });
    } catch (problem) {
      setState({ busy: false, sent: "", problem });
    }
  };
  return html`<div class=${`field ${error ? "wrong" : ""}`}>
    <label for=${`field-${name}`}>${label}${required && html`<span class="must"> ${t("must")}</span>`}</label>
    <input id=${`field-${name}`} type="file" accept="application/pdf,image/*" disabled=${state.busy} onChange=${choose}
      aria-invalid=${error ? "true" : undefined} aria-describedby=${error ? `field-${name}-error` : undefined} />
    <div role="status">${state.busy && html`<p class="quiet">${t("sending")}</p>`}
      ${state.sent && html`<p class="verified">${t("service_scan_sent", { name: state.sent })}</p>`}</div>
    <${ProblemNote} problem=${state.problem} />
    ${error && html`<p class="field-error" id=${`field-${name}-error`}>${error}</p>`}
  </div>`;
}
