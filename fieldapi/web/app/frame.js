/** Header, navigation and the place of the screen: a bar below on the phone, above on the desk. */
import { html } from "./html.js";
import { t } from "./language.js";
import { LargeType } from "./look.js";
import { OutboxBadge } from "./outbox-badge.js";
import { useSession } from "./session.js";

//  route            label          needs the action     drawn
const TABS = [
  ["home", "tab_home", "list_hazards", "M3 11.5 12 4l9 7.5 M5.5 10v10h13V10"],
  ["hazards", "tab_hazards", "list_hazards", "M12 3 22 20H2Z M12 9v5 M12 16.6v.8"],
  ["capture", "tab_record", "record_hazard", "M12 5v14 M5 12h14"],
  ["invited", "tab_invited", "read_invited", "M4 8h3l2-3h6l2 3h3v11H4Z M12 10a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7Z"],
  ["visits", "tab_visits", "list_follow_ups", "M5 4h14v17H5Z M9 2v4 M15 2v4 M8.5 13l2.5 2.5 4.5-5"],
  ["cases", "tab_cases", "list_cases", "M3 7h18v13H3Z M8.5 7V4h7v3 M3 12.5h18"],
  ["me", "tab_me", "read_me", "M12 4a4 4 0 1 1 0 8 4 4 0 0 1 0-8Z M4 21c0-4.5 4-6.5 8-6.5s8 2 8 6.5"],
];

const PARENTS = {
  cards: "visits", planner: "visits", duplicates: "hazards", revisit: "visits", contributions: "home", outgoing: "home", accounts: "me", reference: "me",
  imports: "me", clues: "cases", documents: "cases", services: "cases",
  confirmations: "cases", "service-rules": "cases", ledger: "me", outbox: "me", ready: "me",
};
// On the phone five fit below; the others are listed under "me".
const DESK_ONLY = new Set(["cases"]);

/** @param {string[]} route */
function current(route) {
  if (route[0] === "hazards" && route[1] === "new") return "capture";
  return PARENTS[route[0]] ?? route[0] ?? "home";
}

export function Frame({ route, spoken, speak, update, children }) {
  const session = useSession();
  return html`
    <a class="skip" href="#main" onClick=${skip}>${t("skip")}</a>
    <header class="top">
      <a class="brand" href="#/home"><img src="/web/icon.svg" alt="" width="28" height="28" /><span>${t("brand")}</span></a>
      ${session && html`<${Tabs} route=${route} session=${session} />`}
      ${session && html`<${OutboxBadge} />`}
      <${LargeType} />
      <button type="button" class="language" lang=${spoken === "en" ? "zh-CN" : "en"}
        onClick=${() => speak(spoken === "en" ? "zh" : "en")}>${spoken === "en" ? "中文" : "English"}</button>
    </header>
    ${update && html`<p class="update" role="status">${t("update_ready")}
      <button type="button" class="button" onClick=${update}>${t("update_now")}</button></p>`}
    <main id="main" tabindex="-1">${children}</main>`;
}

function skip(event) {
  event.preventDefault();
  document.getElementById("main").focus();
}

function Tabs({ route, session }) {
  const tabs = TABS.filter(([, , action]) => session.can(action));
  return html`<nav class="tabs" aria-label=${t("navigation")}>
    ${tabs.map(([name, label, , drawn]) => html`<a key=${name} href=${`#/${name}`} class=${DESK_ONLY.has(name) ? "desk-only" : ""}
      aria-current=${current(route) === name ? "page" : undefined}>
      <svg viewBox="0 0 24 24" aria-hidden="true"><path d=${drawn} /></svg><span>${t(label)}</span>
    </a>`)}
  </nav>`;
}
