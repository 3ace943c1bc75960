/** The ledger of hazards (台账) of the present filter, as a spreadsheet: who takes it along says for what. */
import { useState } from "preact/hooks";
import { address } from "./api.js";
import { html } from "./html.js";
import { t } from "./language.js";
import { useSession } from "./session.js";

/** @param {{at: (asked: object) => string}} props *at*: the path of the ledger for the present filter with what is said beside */
export function HazardLedger({ at }) {
  const { can } = useSession();
  const [purpose, setPurpose] = useState("");
  if (!can("read_hazard_ledger")) return null;
  return html`<details class="claims"><summary>${t("hazard_ledger")}</summary>
    <p class="hint">${t("hazard_ledger_lead")}</p>
    <form class="copy-line" onSubmit=${(event) => event.preventDefault()}>
      <input required maxlength="500" aria-label=${t("hazard_ledger_purpose")} placeholder=${t("hazard_ledger_purpose")}
        value=${purpose} onInput=${(event) => setPurpose(event.target.value)} />
      ${purpose.trim() ? html`<a class="button" href=${address(at({ purpose: purpose.trim() }))} download>${t("hazard_ledger_take")}</a>`
        : html`<button type="button" class="button" disabled>${t("hazard_ledger_take")}</button>`}
    </form></details>`;
}
