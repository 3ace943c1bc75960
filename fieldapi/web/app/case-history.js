/** What happened in a case, from the ledger. */
import { when } from "./format.js";
import { html } from "./html.js";
import { t, word } from "./language.js";
import { useLoad } from "./load.js";
import { CODES } from "./codes.js";
import { Loaded, Section } from "./ui.js";

/** @param {{one: any}} props */
export function CaseHistory({ one }) {
  const load = useLoad(`/cases/${one.id}/timeline`);
  return html`<${Section} title=${t("case_history")} id="case-history">
    <${Loaded} load=${load}>${() => html`<ol class="timeline">${load.data.items.map((event) => html`<li key=${event.seq}>
      <p class="quiet">${when(event.at)} ${event.actor?.name ?? t("system")}</p>
      <p><strong>${named(event.type)}</strong></p>
      ${event.payload === null ? html`<p class="quiet">${t("erased")}</p>`
        : html`<p class="said">${event.payload.note || event.payload.reason || until(event.payload.due_on)}</p>`}
    </li>`)}</ol>`}<//>
  <//>`;
}

const until = (day) => (day ? t("clock_until", { on: day }) : "");

function named(type) {
  const code = type.replace(/^case\./, "");
  if (type === code) return word("event", type);
  return word(code in CODES.case_move ? "case_move" : "case_event", code);
}
