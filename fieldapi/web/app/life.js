/** What the page must know of a hazard's states (the table itself is the server's). */

export const STATUSES = [
  "recorded", "confirmed", "referred", "claimed_fixed", "verified_fixed", "escalated", "closed", "dismissed",
  "out_of_jurisdiction", "duplicate",
];
export const SEVERITIES = ["critical", "high", "medium", "low"];
export const ROLES = ["owner", "regulator", "territorial"];
export const PHOTO_KINDS = ["near", "far", "marking", "measurement", "after", "other"];
export const HOWS = ["call", "message", "slip", "document"];
export const VERDICTS = ["fixed", "partly_fixed", "not_fixed", "rebounded", "not_found"];
/** Outings under way: asked for by this very path, so that its copy is found without a network. */
export const OUTINGS_UNDER_WAY = "/inspections?status=open,recording,awaiting_signatures";
export const INSPECTION_KINDS = [
  "follow_up", "patrol", "site_visit", "joint_inspection", "look_back", "scene_examination", "urgent_response",
];

const ENDED = new Set(["closed", "dismissed", "out_of_jurisdiction", "duplicate"]);
const DONE = new Set([...ENDED, "verified_fixed"]);

/** Never edited again. @param {string} status */
export const isEnded = (status) => ENDED.has(status);

/** Nothing more is asked of anybody. @param {string} status */
export const isDone = (status) => DONE.has(status);

/**
 * What finalising does to a hazard of *status* with this *verdict*: a key of texts.js.
 * @param {string} verdict @param {string} status
 */
export function effectOf(verdict, status) {
  if (verdict === "not_found") return "effect_still_due";
  if (verdict === "fixed") {
    return ["confirmed", "referred", "claimed_fixed", "escalated"].includes(status) ? "effect_verify" : "effect_none";
  }
  if (verdict === "rebounded" && status === "closed") return "effect_recurred";
  if (["claimed_fixed", "verified_fixed"].includes(status)) return "effect_send_back";
  return ["confirmed", "referred", "escalated"].includes(status) ? "effect_visit_again" : "effect_none";
}
