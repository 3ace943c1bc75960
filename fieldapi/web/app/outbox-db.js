/** What this device holds and the server does not have yet: records, bytes and drafts in IndexedDB. */
import { openDB } from "idb";
import { uuid7 } from "./ids.js";

const NAME = "lanjian";
const EVERYTHING = ["items", "bytes", "drafts", "meta"];
// Answered only when it is on the disk: a phone whose battery dies now still has it afterwards.
const STRICT = /** @type {const} */ ({ durability: "strict" });

/**
 * @typedef {object} Item
 * @property {number} seq of this device, without gaps: the order of capture whatever its clock says
 * @property {string} id UUIDv7, the record's own
 * @property {string} kind a key of KINDS in outbox-send.js
 * @property {string} device
 * @property {string} person whose it is
 * @property {string | null} about the record that it belongs to
 * @property {any} body
 * @property {"captured" | "queued" | "sending" | "stored" | "anchored" | "refused" | "discarded"} state
 * @property {string | null} sha256 of the bytes, as they are kept and sent
 * @property {string} made_at
 * @property {any} problem
 * @property {{id: string, seq: number, packages: string[]} | null} [sync] how sealed packages call it, and the digests of those
 */

/** Can anything be kept here? Some browsers inside messengers have no database. */
export const canKeep = () => Boolean(globalThis.indexedDB && globalThis.crypto?.subtle);

/** @type {Promise<import("idb").IDBPDatabase> | null} */
let opening = null;

function database() {
  opening ??= openDB(NAME, 1, {
    upgrade(db) {
      db.createObjectStore("items", { keyPath: "seq", autoIncrement: true }).createIndex("about", "about");
      db.createObjectStore("bytes");
      db.createObjectStore("drafts", { keyPath: "id" });
      db.createObjectStore("meta");
    },
    blocking: forget,
    terminated: forget, // iOS closes it behind our back when the page was long away
  }).catch((failed) => {
    opening = null;
    throw failed;
  });
  return opening;
}

function forget() {
  opening?.then((db) => db.close(), () => {});
  opening = null;
}

/**
 * Do *work* in one transaction over everything; what it returns is on the disk when this resolves.
 * @template T @param {(stores: Record<string, any>) => Promise<T>} work @returns {Promise<T>}
 */
async function write(work) {
  const transaction = (await database()).transaction(EVERYTHING, "readwrite", STRICT);
  const stores = Object.fromEntries(EVERYTHING.map((name) => [name, transaction.objectStore(name)]));
  try {
    const done = await work(stores);
    await transaction.done;
    changed();
    return done;
  } catch (failed) {
    transaction.done.catch(() => {});
    throw failed;
  }
}

async function deviceId({ meta }) {
  const known = await meta.get("device");
  if (known) return known;
  const made = uuid7();
  await meta.put(made, "device");
  return made;
}

async function add(stores, item, bytes) {
  const device = await deviceId(stores);
  const seq = await stores.items.put({ sha256: null, about: null, problem: null, made_at: new Date().toISOString(), ...item, device });
  if (bytes) await stores.bytes.put(bytes, item.id);
  return seq;
}

/** Keep items, each with its bytes if it has some, and the draft they belong to. @param {[any, ArrayBuffer?][]} rows */
export function keep(rows, draft = null) {
  return write(async (stores) => {
    if (draft) await stores.drafts.put(draft);
    for (const [item, bytes] of rows) await add(stores, item, bytes);
  });
}

/** A draft is finished: its record, what else was said of it, and the shots made for it are to be sent. */
export function finish(draft, [record, ...others]) {
  return write(async (stores) => {
    for (const shot of await stores.items.index("about").getAll(draft.id)) {
      if (shot.state === "captured") await stores.items.put({ ...shot, state: "queued" });
    }
    await stores.drafts.delete(draft.id);
    await add(stores, draft.seq ? { ...record, seq: draft.seq } : record);
    for (const item of others) await add(stores, item);
  });
}

/** @param {number} seq @param {Partial<Item>} said */
export function change(seq, said) {
  return write(async ({ items }) => {
    const before = await items.get(seq);
    if (before) await items.put({ ...before, ...said });
  });
}

/** What this device remembers under *name*; without it *made* is kept from now on. */
export function rememberOnce(name, made) {
  return write(async ({ meta }) => {
    const there = await meta.get(name);
    if (!there) await meta.put(made, name);
    return there ?? made;
  });
}

/** Give items their ids and numbers of the device called *name*, once; the items as they are now. @param {number[]} seqs */
export function number(seqs, name) {
  return write(async ({ items, meta }) => {
    const device = await meta.get(name);
    const numbered = [];
    for (const seq of seqs) {
      const item = await items.get(seq);
      const sync = item.sync ?? { id: uuid7(), seq: (device.last_seq += 1), packages: [] };
      await items.put({ ...item, sync });
      numbered.push({ ...item, sync });
    }
    await meta.put(device, name);
    return numbered;
  });
}

export const keepDraft = (draft) => write(({ drafts }) => drafts.put(draft));

/** Give up an item, with the reason; its bytes go, the row stays. @param {Item} item @param {string} reason */
export function discard(item, reason) {
  return write(async ({ items, bytes }) => {
    await items.put({ ...item, state: "discarded", reason, discarded_at: new Date().toISOString() });
    await bytes.delete(item.id);
  });
}

/** Forget what the server has had for longer than *ms*. Never anything else. */
export function tidy(ms) {
  const before = new Date(Date.now() - ms).toISOString();
  return write(async ({ items, bytes }) => {
    for (const item of await items.getAll()) {
      if (["stored", "anchored"].includes(item.state) && item.stored_at < before) {
        await bytes.delete(item.id);
        await items.delete(item.seq);
      }
    }
  });
}

/** @returns {Promise<Item[]>} in the order of capture */
export const all = async () => (await database()).getAll("items");
/** @returns {Promise<ArrayBuffer | undefined>} */
export const bytesOf = async (id) => (await database()).get("bytes", id);
export const rememberedAs = async (name) => (await database()).get("meta", name);
export const draftOf = async (id) => (await database()).get("drafts", id);
export const drafts = async () => (await database()).getAll("drafts");

/** @type {Set<() => void>} */
const listeners = new Set();
const channel = globalThis.BroadcastChannel ? new BroadcastChannel("lanjian.outbox") : null;
const tell = () => listeners.forEach((listener) => listener());
if (channel) channel.onmessage = tell;

function changed() {
  tell();
  channel?.postMessage("changed");
}

/** Hear of every change, in this tab or another. @param {() => void} listener */
export function listen(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
