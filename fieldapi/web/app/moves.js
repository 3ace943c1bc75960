/**
 * The form of each move: which fields it takes (the server's table of the lifecycle says what it needs).
 * kind: text, textarea, checkbox, date, datetime, agency, how, officers, hazard.
 */

const NOTE = { name: "note", kind: "textarea" };
const MUST_NOTE = { ...NOTE, required: true };
const ALONE = { name: "alone_reason", kind: "textarea" };

export const MOVE_FORMS = {
  confirm: [NOTE, { name: "unknown_owner", kind: "checkbox" }],
  dismiss: [MUST_NOTE, ALONE],
  transfer: [{ name: "receiving_body", kind: "text", required: true }, NOTE],
  mark_duplicate: [{ name: "master_id", kind: "hazard", required: true }, MUST_NOTE],
  refer: [
    { name: "agency_id", kind: "agency", required: true },
    { name: "how", kind: "how", required: true },
    { name: "who", kind: "text", required: true },
    { name: "at", kind: "datetime", required: true },
    NOTE,
  ],
  fix_on_spot: [{ name: "officers", kind: "officers", required: true }, { name: "by", kind: "text", required: true }, NOTE],
  claim_fix: [
    { name: "claimed_on", kind: "date", required: true },
    { name: "by", kind: "text", required: true },
    MUST_NOTE,
  ],
  verify_fix: [NOTE],
  send_back: [NOTE],
  escalate: [NOTE],
  close: [NOTE, ALONE],
};

/** Moves that end or reverse something are drawn apart from the way ahead. */
export const CAUTIOUS = new Set(["dismiss", "transfer", "mark_duplicate", "send_back"]);
