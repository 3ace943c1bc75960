/** Cards of cameras, recorders and drones: bring one in, and those that are there. */
import { useEffect, useState } from "preact/hooks";
import { send, sendFile } from "./api.js";
import { when } from "./format.js";
import { html } from "./html.js";
import { t } from "./language.js";
import { useLoad } from "./load.js";
import { go, useLeaveGuard } from "./router.js";
import { useSession } from "./session.js";
import { BackLink, Empty, Loaded, ProblemNote, Section, sentence } from "./ui.js";

export function CardsScreen() {
  const { can } = useSession();
  const load = useLoad("/cards");
  return html`<div class="narrow">
    <${BackLink} to="#/visits">${t("tab_visits")}<//>
    <h1>${t("cards")}</h1>
    <p class="quiet">${t("cards_lead")}</p>
    ${can("open_card") && html`<${Bring} />`}
    <${Section} title=${t("cards")} id="cards">
      <${Loaded} load=${load}>${() => html`<${Rows} rows=${load.data.items} />`}<//>
    <//>
  </div>`;
}

function Rows({ rows }) {
  if (!rows.length) return html`<${Empty}>${t("no_cards")}<//>`;
  return html`<ul class="plain rows">${rows.map((row) => html`<li key=${row.id}>
    <a class="row" href=${`#/cards/${row.id}`}>
      <p><strong>${row.name}</strong></p>
      <p class="quiet">${when(row.created_at)} · ${row.created_by.name} ·
        ${t("card_line", { files: row.file_count, unsorted: row.unsorted_count })}</p>
    </a></li>`)}</ul>`;
}

/** Choose files, send them one after another, and gather them. What is not taken is said by name. */
function Bring() {
  const [state, setState] = useState({ busy: false, done: 0, all: 0, failed: [], problem: null, card: null });
  useLeaveGuard(state.busy, t("leave_photos"));
  useEffect(() => {
    if (state.card && !state.failed.length) go(`cards/${state.card.id}`);
  }, [state.card]);
  const choose = async (event) => {
    const files = [...event.target.files];
    event.target.value = "";
    if (!files.length) return;
    const sent = [];
    const failed = [];
    for (const file of files) {
      setState({ busy: true, done: sent.length, all: files.length, failed, problem: null, card: null });
      try {
        sent.push({ upload_id: (await sendFile(file)).id, name: file.name });
      } catch (problem) {
        failed.push({ name: file.name, problem });
      }
    }
    const name = `${t("cards")} ${when(new Date().toISOString())}`;
    const ended = { busy: false, done: sent.length, all: files.length, failed, problem: null, card: null };
    try {
      setState({ ...ended, card: sent.length ? await send("POST", "/cards", { name, files: sent }) : null });
    } catch (problem) {
      setState({ ...ended, problem });
    }
  };
  return html`<${Section} title=${t("choose_card")} id="bring">
    <label class="button file primary">${t("choose_card")}
      <input type="file" class="hidden" multiple disabled=${state.busy} onChange=${choose} /></label>
    <div role="status">${state.all > 0 && html`<p>${t("card_progress", state)}</p>
      ${state.busy && html`<progress max=${state.all} value=${state.done} aria-label=${t("sending")}></progress>`}`}</div>
    <ul class="plain">${state.failed.map(({ name, problem }) => html`<li key=${name} class="field-error">
      ${t("card_failed", { name, why: problem.fields?.[0]?.message ?? sentence(problem) })}</li>`)}</ul>
    <${ProblemNote} problem=${state.problem} />
    ${state.card && html`<a class="button" href=${`#/cards/${state.card.id}`}>${t("open_record")}</a>`}
  <//>`;
}
