/** One clue: what was reported, what may be done, the hazard, the answers, and, on a deliberate act, who sent it. */
import { ClueHazard } from "./clue-hazard.js";
import { ClueMoves } from "./clue-moves.js";
import { ClueRedirect } from "./clue-redirect.js";
import { ClueReplies } from "./clue-replies.js";
import { ClueBadges } from "./clues.js";
import { CODES } from "./codes.js";
import { RecordDocuments } from "./documents.js";
import { position, when } from "./format.js";
import { html } from "./html.js";
import { t, word } from "./language.js";
import { useLoad } from "./load.js";
import { Reporter } from "./reporter.js";
import { useSession } from "./session.js";
import { BackLink, Fact, Loaded, Section } from "./ui.js";

/** @param {{id: string}} props */
export function ClueScreen({ id }) {
  const load = useLoad(`/clues/register/${id}`);
  return html`<div class="case">
    <${BackLink} to="#/clues">${t("clues")}<//>
    <${Loaded} load=${load}>${() => html`<${Clue} clue=${load.data} reload=${load.reload} put=${load.put} />`}<//>
  </div>`;
}

function Clue({ clue, reload, put }) {
  const { can, onTeam } = useSession();
  const acts = { clue, reload, put };
  return html`<div class="hazard-head">
      <p class="number">${clue.number}</p>
      <h1>${t("clue_received_line", { on: clue.received_on, source: word("clue_source", clue.source) })}</h1>
      <${ClueBadges} clue=${clue} />
      ${clue.first_visit && !clue.sponsor && html`<p class="note">${t("clue_no_sponsor")}</p>`}
    </div>
    <div class="columns">
      <div>
        <${Facts} clue=${clue} />
        <${ClueMoves} ...${acts} />
        ${can("redirect_clue") && clue.state === "received" && !onTeam(clue.office.id) && html`<${ClueRedirect} ...${acts} />`}
        <${ClueHazard} ...${acts} />
      </div>
      <div>
        <${ClueReplies} ...${acts} />
        ${can("read_reporter") && html`<${Reporter} ...${acts} />`}
        ${can("list_documents") && html`<${RecordDocuments} kind="clue" id=${clue.id} />`}
        ${can("read_clue_timeline") && html`<${History} key=${clue.version} id=${clue.id} />`}
      </div>
    </div>`;
}

function Facts({ clue }) {
  const person = (name, who) => who && html`<${Fact} name=${t(name)}>${who.name}<//>`;
  return html`<${Section} title=${t("clue_said")} id="clue-facts">
    <blockquote class="description said-words">${clue.said}</blockquote>
    <dl class="facts">
      ${clue.place && html`<${Fact} name=${t("clue_place")}>${clue.place}<//>`}
      ${clue.location?.lon != null && html`<${Fact} name=${t("location")}>${position(clue.location.lon, clue.location.lat)} ${clue.location.datum}<//>`}
      ${clue.seen_on && html`<${Fact} name=${t("clue_seen_on")}>${clue.seen_on}<//>`}
      <${Fact} name=${t("office")}>${clue.office.name}<//>
      ${person("clue_entered_by", clue.entered_by)}${person("clue_registered_by", clue.registered_by)}
      ${person("clue_handler", clue.handler)}${person("clue_sponsor", clue.sponsor)}
      ${clue.case_id && html`<${Fact} name=${t("clue_case")}><a href=${`#/cases/${clue.case_id}`}>${t("open_record")}</a><//>`}
      ${clue.receiving_body && html`<${Fact} name=${word("clue_field", "receiving_body")}>${clue.receiving_body}<//>`}
    </dl>
    ${clue.photos.length > 0 && html`<p class="quiet">${t(clue.hazard_id ? "clue_pictures_there" : "clue_pictures", { n: clue.photos.length })}</p>`}
  <//>`;
}

function History({ id }) {
  const load = useLoad(`/clues/register/${id}/timeline`);
  return html`<${Section} title=${t("clue_history")} id="clue-history">
    <${Loaded} load=${load}>${() => html`<ol class="timeline">${load.data.items.map((event) => html`<li key=${event.seq}>
      <p class="quiet">${when(event.at)} ${event.actor?.name ?? t("system")}</p>
      <p><strong>${named(event.type)}</strong></p>
      ${event.payload === null ? html`<p class="quiet">${t("erased")}</p>`
        : html`<p class="said">${event.payload.note || event.payload.reason || until(event.payload.due_on)}</p>`}</li>`)}</ol>`}<//>
  <//>`;
}

const until = (day) => (day ? t("clock_until", { on: day }) : "");

function named(type) {
  const code = type.replace(/^clue\./, "");
  if (type === code) return word("event", type);
  return word(code in CODES.clue_move ? "clue_move" : "clue_event", code);
}
