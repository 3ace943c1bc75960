/** A change that met another one: both side by side, and a person chooses. */
import { html } from "./html.js";
import { t } from "./language.js";
import { useLoad } from "./load.js";
import { change, discard } from "./outbox-db.js";
import { sendNow } from "./outbox.js";
import { Loaded } from "./ui.js";

const ABOUT = new Set(["version", "reason"]); // of the change, not of the record

/** @param {any} item */
export const isConflict = (item) => item.kind === "amendment" && item.problem?.code === "stale_version";

/** @param {{item: any}} props */
export function Conflict({ item }) {
  const theirs = useLoad(`/hazards/${item.about}`);
  const names = Object.keys(item.body).filter((name) => !ABOUT.has(name));
  const takeMine = async () => {
    await change(item.seq, { state: "queued", problem: null, body: { ...item.body, version: theirs.data.version } });
    sendNow();
  };
  return html`<${Loaded} load=${theirs}>${() => html`
    <table class="conflict"><thead><tr><th></th><th>${t("mine")}</th><th>${t("theirs")}</th></tr></thead>
      <tbody>${names.map((name) => html`<tr key=${name}><th>${t(name)}</th>
        <td>${String(item.body[name] ?? "")}</td><td>${String(theirs.data[name] ?? "")}</td></tr>`)}</tbody></table>
    <div class="buttons"><button type="button" class="button primary" onClick=${takeMine}>${t("take_mine")}</button>
      <button type="button" class="button" onClick=${() => discard(item, t("kept_theirs"))}>${t("keep_theirs")}</button></div>`}<//>`;
}
