/**
 * What the form of each move of a case asks for; "!" marks what it needs (the server's table of cases has the last word).
 */

const DECIDED = true;

//  verb: [fields, does the chief decide it?]
export const CASE_MOVE_FORMS = {
  assess: [["note!"]],
  investigate_first: [["note!"]],
  transfer_clue: [["receiving_body!", "note!"], DECIDED],
  propose_filing: [["note!"]],
  review_filing: [["note!"]],
  refuse_filing: [["note!"], DECIDED],
  file: [["note"], DECIDED],
  notify_filing: [["on!", "mode!", "note"]],
  investigate: [["officers!", "note!"]],
  consult: [["on!", "agency_ids!", "photo_id", "note!"]],
  conclude_investigation: [["proposal!", "note!"]],
  recommend: [["rectify_due_on!", "urgent_reason", "note"], DECIDED],
  announce: [["on!", "medium!", "note"], DECIDED],
  serve: [["on!", "mode!", "number", "note"]],
  receive: [["on!", "basis!", "photo_id", "note"]],
  note_reply: [["on!", "answers", "photo_id", "note!"]],
  follow_up: [["note"]],
  judge_items: [["answers!", "nonperformance_ground", "note"]],
  suspend: [["photo_id!", "resume_trigger", "note!"], DECIDED],
  resume: [["note!"]],
  conclude_review: [["proposal!", "nonperformance_ground", "note!"]],
  transfer: [["receiving_body!", "note!"], DECIDED],
  sue: [["on!", "number!", "nonperformance_ground", "override_reason", "note"], DECIDED],
  withdraw_suit: [["on!", "note!"], DECIDED],
  change_claim: [["on!", "note!"], DECIDED],
  note_judgment: [["on!", "number!", "note"]],
  appeal: [["on!", "number", "note!"]],
  execute: [["on!", "note"]],
  report_to_superior: [["about!", "on!", "note"]],
  close: [["closure_reason!", "note!"], DECIDED],
  notify_closing: [["on!", "mode!", "note"]],
  reopen: [["hazard_ids!", "note!"], DECIDED],
};

/** Moves that end something are drawn apart from the way ahead. */
export const CAUTIOUS_CASE_MOVES = new Set([
  "transfer_clue", "refuse_filing", "suspend", "transfer", "withdraw_suit", "change_claim", "close", "reopen",
]);

/** In which states somebody's word is waited for, and on which moves. */
export const DECISIONS = {
  filing_review: ["review_filing", "file", "refuse_filing"],
  investigation_concluded: ["recommend", "announce", "close"],
  review_concluded: ["sue", "transfer", "close"],
};

/** What may be said of an item, by the move that says it. */
export const ITEM_ANSWERS = {
  note_reply: ["claimed_done", "in_progress", "refused", "not_ours", "no_answer"],
  judge_items: ["verified_done", "partly_done", "not_done", "rebounded"],
};
