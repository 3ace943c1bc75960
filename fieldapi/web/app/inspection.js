/** One inspection: who takes part, what is to be visited, what was found, and its end. */
import { useEffect, useState } from "preact/hooks";
import { get } from "./api.js";
import { RecordDocuments } from "./documents.js";
import { when } from "./format.js";
import { Finalise } from "./finalise.js";
import { HazardChecklist } from "./checklist.js";
import { FindingForm } from "./finding-form.js";
import { html } from "./html.js";
import { nameOf, t, word } from "./language.js";
import { InspectionPapers } from "./inspection-papers.js";
import { InspectionSteps } from "./inspection-steps.js";
import { Invitations } from "./invitations.js";
import { useLoad } from "./load.js";
import { Participants } from "./participants.js";
import { useTypes } from "./reference.js";
import { useSession } from "./session.js";
import { BackLink, Empty, Loaded, Loading, ProblemNote, Section, Severity, Status } from "./ui.js";

const TAKING_DOWN = ["open", "recording"];
const UNDER_WAY = [...TAKING_DOWN, "awaiting_signatures"];

/** @param {{id: string}} props */
export function InspectionScreen({ id }) {
  const load = useLoad(`/inspections/${id}`);
  return html`<div class="inspection-page">
    <${BackLink} to="#/visits">${t("tab_visits")}<//>
    <${Loaded} load=${load}>${() => html`<${Inspection} inspection=${load.data} reload=${load.reload} put=${load.put} />`}<//>
  </div>`;
}

/** The hazards of the agenda by id, and a way to ask again. @param {any} inspection */
function useAgenda(inspection) {
  const ids = [...new Set([...inspection.hazard_ids, ...inspection.recorded_hazard_ids])];
  const [state, setState] = useState({ hazards: null, problem: null });
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    let wanted = true;
    Promise.all(ids.map((id) => get(`/hazards/${id}`))).then(
      (found) => wanted && setState({ hazards: found, problem: null }),
      (problem) => wanted && setState({ hazards: null, problem }),
    );
    return () => {
      wanted = false;
    };
  }, [ids.join(), inspection.status, turn]);
  return { ...state, reload: () => setTurn((before) => before + 1) };
}

function Inspection({ inspection, reload, put }) {
  const { can } = useSession();
  const agenda = useAgenda(inspection);
  const open = TAKING_DOWN.includes(inspection.status) && can("record_finding");
  const visited = (agenda.hazards ?? []).filter((hazard) => inspection.hazard_ids.includes(hazard.id));
  const recorded = (agenda.hazards ?? []).filter((hazard) => inspection.recorded_hazard_ids.includes(hazard.id));
  return html`<div class="hazard-head">
    <p class="number">${inspection.number}</p>
    <h1>${inspection.title}</h1>
    <p class="badges"><span class=${`badge inspection ${inspection.status}`}>${word("inspection_status", inspection.status)}</span>
      ${inspection.clue_only && html`<span class="badge due-soon">${t("clue_only")}</span>`}</p>
    <p class="quiet">${word("inspection_kind", inspection.kind)} · ${inspection.office.name} · ${inspection.opened_by.name}
      ${inspection.planned_on && ` · ${t("planned_on")} ${inspection.planned_on}`}
      ${inspection.opened_at && ` · ${t("opened_at", { at: when(inspection.opened_at) })}`}
      ${inspection.finalised_at && ` · ${t("finalised_at", { at: when(inspection.finalised_at) })}`}</p>
    ${inspection.note && html`<p class="description">${inspection.note}</p>`}
    </div>
    <div class="columns"><div>
    <${InspectionSteps} inspection=${inspection} reload=${reload} put=${put} />
    <${Section} title=${t("hazards_to_visit")} id="agenda">
      <${ProblemNote} problem=${agenda.problem} onRetry=${agenda.reload} />
      ${!agenda.hazards && !agenda.problem && html`<${Loading} />`}
      ${agenda.hazards && !visited.length && html`<${Empty}>${t("no_agenda")}<//>`}
      <ul class="plain rows">${visited.map((hazard) => html`<${AgendaItem} key=${hazard.id} hazard=${hazard}
        inspection=${inspection} open=${open} reload=${reload} />`)}</ul>
    <//>
    ${recorded.length > 0 && html`<${Section} title=${t("recorded_here")} id="recorded">
      <ul class="plain rows">${recorded.map((hazard) => html`<li key=${hazard.id}><${HazardLine} hazard=${hazard} /></li>`)}</ul>
    <//>`}
    ${UNDER_WAY.includes(inspection.status) && can("finalise_inspection") && agenda.hazards && html`<${Finalise}
      inspection=${inspection} hazards=${visited} reload=${reload} put=${put} />`}
    </div><div>
    <${Participants} inspection=${inspection} open=${open} reload=${reload} put=${put} />
    ${can("list_invitations") && html`<${Invitations} inspection=${inspection} open=${UNDER_WAY.includes(inspection.status)} />`}
    ${can("read_inspection_record") && html`<${InspectionPapers} inspection=${inspection} reload=${reload} put=${put} />`}
    ${can("list_documents") && html`<${RecordDocuments} kind="inspection" id=${inspection.id} />`}
    </div></div>`;
}

function HazardLine({ hazard }) {
  const types = useTypes();
  return html`<a class="row" href=${`#/hazards/${hazard.id}`}>
    <p class="number">${hazard.number}</p>
    <p><strong>${nameOf(types[hazard.type]) || hazard.type}</strong> ${hazard.address}</p>
    <p class="badges"><${Severity} code=${hazard.severity} /><${Status} code=${hazard.status} /></p>
  </a>`;
}

function AgendaItem({ hazard, inspection, open, reload }) {
  const { can } = useSession();
  const [judging, setJudging] = useState(false);
  const [asking, setAsking] = useState(false);
  const finding = inspection.findings.find((one) => one.hazard_id === hazard.id && !one.superseded);
  const done = () => {
    setJudging(false);
    reload();
  };
  return html`<li class="agenda-item">
    <${HazardLine} hazard=${hazard} />
    ${finding && html`<div class=${`finding ${finding.verdict}`}>
      <p><strong>${word("verdict", finding.verdict)}</strong> <span class="quiet">${finding.recorded_by.name} ${when(finding.recorded_at)}</span></p>
      ${finding.note && html`<p>${finding.note}</p>`}
      ${finding.photo_ids.length > 0 && html`<p class="quiet">${t("finding_photos", { n: finding.photo_ids.length })}</p>`}
      ${finding.effect && html`<p class="verified">${t("effect")}：${word("effect", finding.effect)}</p>`}
    </div>`}
    ${judging && html`<${FindingForm} hazard=${hazard} inspection=${inspection} done=${done} close=${() => setJudging(false)} />`}
    ${asking && html`<${HazardChecklist} hazard=${hazard} open=${open} inspectionId=${inspection.id} />`}
    ${!asking && can("read_hazard_checklist") && html`<button type="button" class="button quiet-button" onClick=${() => setAsking(true)}>
      ${t("checklist")}<span class="hidden"> ${hazard.number}</span></button>`}
    ${open && !judging && html`<button type="button" class="button" onClick=${() => setJudging(true)}>
      ${t(finding ? "judge_again" : "judge")}<span class="hidden"> ${hazard.number}</span></button>`}
  </li>`;
}
