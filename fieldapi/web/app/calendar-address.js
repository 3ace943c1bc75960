/** The secret address of the calendar of due dates. */
import { useState } from "preact/hooks";
import { send } from "./api.js";
import { Copy } from "./copy.js";
import { html } from "./html.js";
import { t } from "./language.js";
import { useLoad } from "./load.js";
import { ProblemNote, Section } from "./ui.js";

export function CalendarAddress() {
  const settings = useLoad("/notifications/settings");
  const [address, setAddress] = useState(null);
  const [problem, setProblem] = useState(null);
  const make = () => send("POST", "/notifications/calendar", {}).then((made) => setAddress(made.address), setProblem);
  return html`<${Section} title=${t("calendar_address")} id="calendar-address">
    <p class="quiet">${t(address ? "calendar_once" : settings.data?.calendar ? "calendar_exists" : "calendar_lead")}</p>
    <${ProblemNote} problem=${problem} />
    ${address ? html`<${Copy} label=${t("calendar_address")} text=${address} />`
      : html`<button type="button" class="button" onClick=${make}>${t("calendar_share")}</button>`}
  <//>`;
}
