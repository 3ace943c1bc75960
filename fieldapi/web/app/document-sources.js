/** From which record a document is drafted: its addresses in the API and in this app, and words for the fields of it. */
import { query } from "./api.js";
import { t, word } from "./language.js";
import { useLoad, useMany } from "./load.js";

//  kind: where the API has it, where this app shows it
const PLACES = {
  case: ["/cases/", "#/cases/"],
  inspection: ["/inspections/", "#/visits/"],
  hazard: ["/hazards/", "#/hazards/"],
  clue: ["/clues/register/", "#/clues/"],
  document: ["/documents/", "#/documents/"],
};
const SOURCE = /^(\/.+\/)([0-9a-f-]{36})(?:[#/](.*))?$/;

/** @param {{kind: string, id: string}} subject */
export const pathOf = ({ kind, id }) => PLACES[kind][0] + id;
/** @param {{kind: string, id: string}} subject */
export const screenOf = ({ kind, id }) => PLACES[kind][1] + id;

/** Where a part came from, as a link. @param {string} source the address of a field @returns {[string, string]} */
export function sourceLink(source) {
  const [, before, id, field = ""] = SOURCE.exec(source);
  const kind = Object.keys(PLACES).find((name) => PLACES[name][0] === before);
  return [screenOf({ kind, id }), [word("document_subject", kind), fieldName(field)].filter(Boolean).join(" · ")];
}

/** @param {string} field */
function fieldName(field) {
  const [group, name] = field.split(".");
  if (group === "steps" || group === "decisions") return word("case_move", name);
  if (group === "minutes") return t(`minutes_${name}`);
  return field && word("source_field", field === "photos" ? "hazards/photos" : field);
}

/** The record and its hazards, null until they are there. @param {{kind: string, id: string}} subject */
export function useRecord(subject) {
  const load = useLoad(pathOf(subject));
  const record = load.data;
  const ofCase = useLoad(subject.kind === "case" ? `/hazards${query({ case: subject.id, limit: 100 })}` : null);
  const single = useMany(record ? hazardIds(subject.kind, record).map((id) => `/hazards/${id}`) : []);
  const hazards = subject.kind === "case" ? ofCase.data?.items : subject.kind === "hazard" ? record && [record] : record && single.items;
  return { record, hazards: hazards ?? [], problem: load.problem ?? ofCase.problem ?? single.problem };
}

function hazardIds(kind, record) {
  if (kind === "inspection") return [...new Set([...record.hazard_ids, ...record.recorded_hazard_ids])];
  return kind === "clue" && record.hazard_id ? [record.hazard_id] : [];
}
