/** One hazard: facts, photos, who is responsible, what may be done, what happened. */
import { useState } from "preact/hooks";
import { Amend } from "./amend.js";
import { Anchored, useAnchors } from "./anchors.js";
import { Candidates, Flags } from "./candidates.js";
import { Choose } from "./choose.js";
import { HazardChecklist } from "./checklist.js";
import { Clocks } from "./clocks.js";
import { Disagreements } from "./disagreements.js";
import { Dispute } from "./dispute.js";
import { RecordDocuments } from "./documents.js";
import { when } from "./format.js";
import { Guard } from "./guard.js";
import { HazardPair } from "./hazard-pair.js";
import { html } from "./html.js";
import { whoAnswers } from "./hazard-card.js";
import { HazardPhotos } from "./hazard-photos.js";
import { nameOf, t, word } from "./language.js";
import { isEnded } from "./life.js";
import { useLoad } from "./load.js";
import { Moves } from "./move-form.js";
import { Positions } from "./positions.js";
import { Relapse } from "./relapse.js";
import { useReference, useTypes } from "./reference.js";
import { useSession } from "./session.js";
import { Shares } from "./shares.js";
import { Timeline } from "./timeline.js";
import { BackLink, Fact, Loaded, Section, Severity, Status } from "./ui.js";

/** @param {{id: string}} props */
export function HazardScreen({ id }) {
  const load = useLoad(`/hazards/${id}`);
  return html`<div class="hazard">
    <${BackLink} to="#/hazards">${t("tab_hazards")}<//>
    <${Loaded} load=${load}>${() => html`<${Hazard} hazard=${load.data} reload=${load.reload} put=${load.put} />`}<//>
  </div>`;
}

function Hazard({ hazard, reload, put }) {
  const { can, onTeam } = useSession();
  const types = useTypes();
  const [told, setTold] = useState(0);
  const anchors = useAnchors(hazard);
  return html`
    <div class="hazard-head">
      <p class="number">${hazard.number}</p>
      <h1>${nameOf(types[hazard.type]) || hazard.type}</h1>
      <p class="badges"><${Severity} code=${hazard.severity} /><${Status} code=${hazard.status} /><${Anchored} of=${anchors[hazard.id]} />
        ${["overdue", "guarded"].filter((name) => hazard[name]).map((name) => html`<span key=${name}
          class=${`badge ${name === "overdue" ? "overdue" : "plain-badge"}`}>${t(name)}</span>`)}</p>
      <p>${whoAnswers(hazard)}</p>
      <${Flags} flags=${hazard.flags} />
      ${hazard.incomplete && html`<p class="note">${t("missing_photos", { n: hazard.missing_photos.length })}</p>`}
    </div>
    <div class="columns">
      <div>
        <${Moves} hazard=${hazard} reload=${reload} put=${put} />
        ${can("list_disagreements") && html`<${Disagreements} key=${hazard.version} hazard=${hazard} reload=${reload} />`}
        ${hazard.previous_hazard_id && can("read_relapse") && html`<${Relapse} hazard=${hazard} />`}
        ${can("read_preview") && html`<${HazardPair} hazard=${hazard} />`}
        <${Facts} hazard=${hazard} reload=${reload} put=${put} />
        ${can("list_clocks") && html`<${Clocks} key=${hazard.version} hazard=${hazard} told=${() => setTold(told + 1)} />`}
        ${can("read_preview") && html`<${HazardPhotos} hazard=${hazard} anchors=${anchors} reload=${reload} />`}
        ${can("read_dispute") && html`<${Dispute} hazard=${hazard} reload=${reload} />`}
        <${Guard} hazard=${hazard} reload=${reload} put=${put} />
        ${can("read_hazard_checklist") && html`<${HazardChecklist} hazard=${hazard} open=${!isEnded(hazard.status)} />`}
        ${can("list_documents") && html`<${RecordDocuments} kind="hazard" id=${hazard.id} />`}
        ${can("list_shares") && onTeam(hazard.office.id) && html`<${Shares} noun="hazards" id=${hazard.id} />`}
      </div>
      <div>
        <${Responsible} hazard=${hazard} reload=${reload} put=${put} />
        ${can("read_timeline") && html`<${Timeline} key=${told} hazard=${hazard} />`}
      </div>
    </div>`;
}

function Facts({ hazard, reload, put }) {
  const { can } = useSession();
  const [editing, setEditing] = useState(false);
  const kinds = useReference("/kinds");
  const named = (list, code) => nameOf(kinds?.[list].find((kind) => kind.code === code)) || code;
  const editable = can("amend_hazard") && !isEnded(hazard.status);
  const edit = editable && !editing && html`<button type="button" class="button" onClick=${() => setEditing(true)}>${t("edit")}</button>`;
  return html`<${Section} title=${t("facts")} id="hazard-facts" aside=${edit}>
    ${editing && html`<${Amend} hazard=${hazard} reload=${reload} put=${put} close=${() => setEditing(false)} />`}
    ${hazard.description && html`<p class="description">${hazard.description}</p>`}
    <dl class="facts">
      <${Fact} name=${t("address")}>${hazard.address || t("not_said")}<//>
      <${Positions} location=${hazard.location} />
      ${hazard.area && html`<${Fact} name=${t("area")}>${hazard.area.name}（${hazard.area.code}）<//>`}
      ${hazard.asset_kind && html`<${Fact} name=${t("asset_kind")}>${named("asset_kinds", hazard.asset_kind)}<//>`}
      ${hazard.place_kind && html`<${Fact} name=${t("place_kind")}>${named("place_kinds", hazard.place_kind)}<//>`}
      <${Fact} name=${t("seen_at")}>${when(hazard.seen_at)}<//>
      <${Fact} name=${t("received_at")}>${when(hazard.received_at)}<//>
      <${Fact} name=${t("recorded_by")}>${hazard.recorded_by.name}<//>
      <${Fact} name=${t("office")}>${hazard.office.name}<//>
      ${hazard.last_verdict && html`<${Fact} name=${t("last_verdict")}>${word("verdict", hazard.last_verdict)}<//>`}
      <${Links} hazard=${hazard} />
    </dl>
  <//>`;
}

function Links({ hazard }) {
  const to = (name, route, label) => html`<${Fact} name=${t(name)}><a href=${route}>${t(label)}</a><//>`;
  return html`
    ${hazard.inspection_id && to("inspection", `#/visits/${hazard.inspection_id}`, "open_record")}
    ${hazard.previous_hazard_id && to("previous_hazard", `#/hazards/${hazard.previous_hazard_id}`, "open_record")}
    ${hazard.duplicate_of_id && to("duplicate_of", `#/hazards/${hazard.duplicate_of_id}`, "open_record")}`;
}

function Responsible({ hazard, reload, put }) {
  const { can } = useSession();
  const [choice, setChoice] = useState(null);
  const mayChoose = can("override_responsibility") && !isEnded(hazard.status);
  return html`<${Section} title=${t("candidates")} id="hazard-candidates">
    <p class="quiet">${t("candidates_lead")}</p>
    ${choice && html`<${Choose} key=${choice.role + choice.agency?.id} hazard=${hazard} choice=${choice} reload=${reload}
      put=${put} close=${() => setChoice(null)} />`}
    <${Candidates} items=${hazard.responsibilities} chosen=${hazard.chosen}
      onChoose=${mayChoose ? (role, agency) => setChoice({ role, agency }) : undefined} />
  <//>`;
}
