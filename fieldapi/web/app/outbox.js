/** The outbox at work: it sends by itself as soon as there is a network, in one tab at a time. */
import { useEffect, useState } from "preact/hooks";
import { get } from "./api.js";
import { all, canKeep, change, drafts, listen, tidy } from "./outbox-db.js";
import { KINDS, deliver, isPassing } from "./outbox-send.js";

const LOCK = "lanjian.outbox";
const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 300_000;
const KEPT_MS = 7 * 24 * 3_600_000; // copies of what the server has

let person = null;
let wait = FIRST_WAIT_MS;
let timer = 0;

/** Work for *id* from now on; null: for nobody. @param {string | null} id */
export function workFor(id) {
  person = id;
  clearTimeout(timer);
  if (!id || !canKeep()) return;
  tidy(KEPT_MS).catch(() => {});
  sendNow();
}

/** There may be a network again: try at once. */
export function sendNow() {
  wait = FIRST_WAIT_MS;
  return round();
}

/** Items that still have to go, in the order in which they go. @param {any[]} items */
const due = (items) => items.filter((item) => item.person === person && ["queued", "sending"].includes(item.state))
  .sort((a, b) => KINDS[a.kind].order - KINDS[b.kind].order || a.seq - b.seq);

async function round() {
  clearTimeout(timer);
  if (!person || !canKeep()) return;
  const work = async (lock) => (lock === null ? true : drain()); // another tab sends; look again later
  const again = navigator.locks ? await navigator.locks.request(LOCK, { ifAvailable: true }, work) : await drain();
  if (!again) return;
  timer = setTimeout(round, wait);
  wait = Math.min(wait * 2, LONGEST_WAIT_MS);
}

/** Send what is due, one after another; true when something has to wait for better times. */
async function drain() {
  const done = new Set();
  for (;;) {
    const item = due(await all()).find((one) => !done.has(one.seq));
    if (!item) return false;
    done.add(item.seq);
    if (!(await sendOne(item))) return true;
  }
}

/** False when the rest would fail as well. An item that the server refuses stands aside, with its problem. */
async function sendOne(item) {
  await change(item.seq, { state: "sending", problem: null });
  try {
    const receipt = await deliver(item);
    await change(item.seq, { state: "stored", receipt, stored_at: receipt.at });
  } catch (failed) {
    const { status = 0, code = "no_connection", message, fields = [] } = failed;
    const problem = { status, code, detail: message, fields };
    const passing = isPassing(problem);
    await change(item.seq, { state: passing ? "queued" : "refused", problem });
    return !passing;
  }
  return true;
}

/** Ask of what the server has whether others vouch for it yet. @param {any[]} items */
export async function markAnchored(items) {
  const stored = items.filter((item) => item.state === "stored" && ["hazard", "photo"].includes(item.kind));
  const hazards = new Set(stored.map((item) => (item.kind === "hazard" ? item.id : item.about)));
  for (const id of hazards) {
    const known = await get(`/hazards/${id}/anchors`);
    const anchored = new Set(known.items.filter((one) => one.anchored).map((one) => one.id));
    for (const item of stored.filter((one) => anchored.has(one.id))) await change(item.seq, { state: "anchored" });
  }
}

const UNSENT = new Set(["captured", "queued", "sending", "refused"]);

/** Not on the server and not given up. @param {any} item */
export const isUnsent = (item) => UNSENT.has(item.state);

/** What of *id* is not on the server yet. @param {string} id */
export const unsentOf = async (id) => (canKeep() ? (await all()).filter((item) => item.person === id && isUnsent(item)) : []);

/** The outbox of a person, kept current: items without bytes, and drafts. @param {string} id */
export function useOutbox(id) {
  const [state, setState] = useState({ items: [], drafts: [] });
  useEffect(() => {
    if (!id || !canKeep()) return undefined;
    const read = () => Promise.all([all(), drafts()]).then(([items, open]) => setState({
      items: items.filter((item) => item.person === id), drafts: open.filter((draft) => draft.person === id),
    }), () => {});
    read();
    return listen(read);
  }, [id]);
  return state;
}

addEventListener("online", sendNow);
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && sendNow());
