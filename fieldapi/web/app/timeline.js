/** What happened to a hazard, in words. */
import { when } from "./format.js";
import { html } from "./html.js";
import { t, word } from "./language.js";
import { useLoad } from "./load.js";
import { useItems } from "./reference.js";
import { Loaded, Section } from "./ui.js";

/** How the values of a payload are written; what is not here is not shown. */
const SAID = {
  note: String,
  reason: String,
  alone_reason: String,
  receiving_body: String,
  who: String,
  by: String,
  claimed_on: String,
  at: when,
  how: (code) => word("how", code),
  derivative: (code) => word("derivative", code),
  outcome: (code) => word("clear_outcome", code),
  legal_basis: String,
  kind: (code) => word("photo_kind", code),
  role: (code) => word("role", code),
  verdict: (code) => word("verdict", code),
  unknown_owner: (said) => (said ? t("yes") : ""),
  agency_id: (id, names) => (id ? (names.get(id) ?? "") : t("unknown_owner")),
  by_agency_id: (id, names) => names.get(id) ?? "",
  document_no: String,
  on: String,
  officers: (ids, names) => ids.map((id) => names.get(id) ?? "").join(t("comma")),
  due_on: String,
  due_at: when,
  clock_outcome: (code) => word("clock_outcome", code),
  flags: (flags) => flags.map((flag) => word("photo_flag", flag)).join(t("comma")),
};

/** @param {{hazard: any}} props asked again whenever the hazard's version changes, or a photo's standing */
export function Timeline({ hazard }) {
  const stamp = [hazard.version, ...hazard.photos.map((photo) => `${photo.status} ${photo.cleared}`)].join();
  return html`<${Events} key=${stamp} id=${hazard.id} />`;
}

function Events({ id }) {
  const load = useLoad(`/hazards/${id}/timeline`);
  const names = new Map([...useItems("/agencies"), ...useItems("/people")].map(({ id: key, name }) => [key, name]));
  return html`<${Section} title=${t("timeline")} id="hazard-timeline">
    <${Loaded} load=${load}>${() => html`<ol class="timeline">
      ${load.data.items.map((event) => html`<${Event} key=${event.seq} event=${event} names=${names} hazardId=${id} />`)}
    </ol>`}<//>
  <//>`;
}

function Event({ event, names, hazardId }) {
  return html`<li>
    <p class="quiet">${when(event.at)} ${event.actor?.name ?? t("system")}</p>
    <p><strong>${word("event", nameOfEvent(event, hazardId))}</strong></p>
    ${event.payload === null && html`<p class="quiet">${t("erased")}</p>`}
    ${lines(event, names, hazardId).map(([name, value]) => html`<p key=${name} class="said">${name}：${value}</p>`)}
  </li>`;
}

/** A merge reads otherwise in the record that took the duplicate in, and in one that moved along with it. */
function nameOfEvent({ type, payload }, hazardId) {
  if (type !== "hazard.mark_duplicate" || !payload) return type;
  if (payload.master_id === hazardId) return "merged_in";
  return payload.duplicate_id === hazardId ? type : "moved_along";
}

/** Name and value for each thing worth reading in the payload. @returns {[string, string][]} */
function lines({ type, payload }, names, hazardId) {
  if (!payload) return [];
  if (type === "hazard.recorded") return [];
  if (type === "hazard.amended") return changes(payload);
  if (type === "inspection.finalised") return effects(payload, hazardId);
  return Object.entries(SAID)
    .map(([name, write]) => [word("payload", name), payload[name] ? write(payload[name], names) : ""])
    .filter(([, value]) => value);
}

function changes({ changed, reason }) {
  const rows = Object.entries(changed)
    .filter(([name]) => ["severity", "description", "address", "type"].includes(name))
    .map(([name, { from, to }]) => [t(name), `${readable(name, from)} → ${readable(name, to)}`]);
  return reason ? [...rows, [word("payload", "reason"), reason]] : rows;
}

function readable(name, value) {
  return (name === "severity" ? word("severity", value) : value) || t("not_said");
}

function effects(payload, hazardId) {
  return payload.effects
    .filter((item) => [item.hazard_id, item.new_hazard_id].includes(hazardId))
    .map((item) => [word("verdict", item.verdict), word("effect", item.effect)]);
}
