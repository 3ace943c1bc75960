/** The start page without a network: what can be done on this device alone. */
import { useEffect, useState } from "preact/hooks";
import { html } from "./html.js";
import { t } from "./language.js";

//  route    label
const POSSIBLE = [["capture", "tab_record"], ["visits", "tab_visits"], ["outbox", "outbox"], ["ready", "ready_title"]];

export function useOnline() {
  const [online, setOnline] = useState(navigator.onLine);
  useEffect(() => {
    const changed = () => setOnline(navigator.onLine);
    addEventListener("online", changed);
    addEventListener("offline", changed);
    return () => {
      removeEventListener("online", changed);
      removeEventListener("offline", changed);
    };
  }, []);
  return online;
}

export function OfflineStart() {
  return html`<div class="narrow">
    <h1>${t("offline_title")}</h1>
    <p class="note">${t("offline_lead")}</p>
    <nav class="tiles" aria-label=${t("offline_title")}>${POSSIBLE.map(([route, label]) => html`
      <a key=${route} class="tile" href=${`#/${route}`}>${t(label)}</a>`)}</nav>
  </div>`;
}
