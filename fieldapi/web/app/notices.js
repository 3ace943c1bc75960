/** Notices: what happened or is due, read and unread. */
import { useState } from "preact/hooks";
import { query, send } from "./api.js";
import { when } from "./format.js";
import { html } from "./html.js";
import { t } from "./language.js";
import { usePages } from "./load.js";
import { Count, Empty, Loaded, ProblemNote, Section } from "./ui.js";

const PLACES = { hazard: "hazards", case: "cases", inspection: "visits", clue: "clues", document: "documents", service: "services" };

export function Notices() {
  const [unread, setUnread] = useState(true);
  const [problem, setProblem] = useState(null);
  const at = (cursor) => `/notifications${query({ unread, limit: 20, cursor })}`;
  const pages = usePages(at(null), at);
  const read = (said) => send("POST", "/notifications/read", said).then(pages.reload, setProblem);
  const waiting = pages.items.filter((notice) => !notice.read_at);
  const aside = pages.data && html`<${Count} n=${waiting.length} more=${Boolean(pages.cursor)} />`;
  return html`<${Section} title=${t("notices")} id="notices" aside=${aside}>
    <div class="split"><label class="choice"><input type="checkbox" checked=${unread}
      onChange=${(event) => setUnread(event.target.checked)} /><span>${t("only_unread")}</span></label>
    ${waiting.length > 0 && html`<button type="button" class="button" onClick=${() => read({})}>
      ${t("mark_all_read")}</button>`}</div>
    <${ProblemNote} problem=${problem} />
    <${Loaded} load=${pages}>${() => html`
      ${!pages.items.length && html`<${Empty}>${t("no_notices")}<//>`}
      <ul class="plain rows">${pages.items.map((notice) => html`<${Notice} key=${notice.id} notice=${notice} read=${read} />`)}</ul>
      ${pages.cursor && html`<button type="button" class="button wide" disabled=${pages.busy} onClick=${pages.more}>${t("more")}</button>`}
      <${ProblemNote} problem=${pages.moreProblem} />`}<//>
  <//>`;
}

function Notice({ notice, read }) {
  const { about } = notice;
  return html`<li class=${`notice ${notice.read_at ? "" : "unread"}`}>
    <p>${!notice.read_at && html`<span class="hidden">${t("unread")} </span>`}
      ${about && PLACES[about.kind] ? html`<a href=${`#/${PLACES[about.kind]}/${about.id}`}>${notice.text}</a>` : notice.text}</p>
    <div class="split"><span class="quiet">${when(notice.created_at)}</span>
      ${!notice.read_at && html`<button type="button" class="button quiet-button" onClick=${() => read({ ids: [notice.id] })}>
        ${t("mark_read")}</button>`}</div>
  </li>`;
}
