/** Something to be copied by hand or by a button. */
import { useState } from "preact/hooks";
import { html } from "./html.js";
import { t } from "./language.js";

/** @param {{label: string, text: string}} props */
export function Copy({ label, text }) {
  const [copied, setCopied] = useState(false);
  // Over plain http a browser lends no clipboard; the text can still be selected.
  const able = Boolean(navigator.clipboard);
  return html`<div class="copy-line">
    <input readonly aria-label=${label} value=${text} onFocus=${(event) => event.target.select()} />
    ${able && html`<button type="button" class="button" onClick=${() => navigator.clipboard.writeText(text).then(() => setCopied(true))}>
      ${t(copied ? "copied" : "copy")}</button>`}
  </div>`;
}
