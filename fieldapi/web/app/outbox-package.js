/** Unsent items as sealed packages for a colleague to carry (docs/sync.md), and the receipts that come back. */
import { get } from "./api.js";
import { deviceName, deviceOf, saidOf } from "./device.js";
import { sha256 } from "./ids.js";
import { t } from "./language.js";
import { bytesOf, change, number } from "./outbox-db.js";
import { KINDS } from "./outbox-send.js";
import { Problem } from "./problem.js";

const MOST_ITEMS = 500;
const MOST_BYTES = 100e6; // a phone holds it three times while it is sealed
const ABOUT_THE_CHANGE = new Set(["version", "reason"]);

/** @param {Record<string, any>} said */
const known = (said) => Object.fromEntries(Object.entries(said).filter(([, value]) => value != null));

function amendment({ body, base }) {
  const ours = Object.fromEntries(Object.entries(body).filter(([name]) => !ABOUT_THE_CHANGE.has(name)));
  return { version: body.version, reason: body.reason ?? "", base, ours };
}

//  kind in the outbox: its kind in a package, what it says there
const SEALED = {
  hazard: ["hazard", (item) => item.body],
  answers: ["checklist_answer", (item) => item.body],
  amendment: ["hazard_amendment", amendment],
  photo: ["photo", (item) => ({ ...known(item.body), id: item.id, sha256: item.sha256 })],
  finding: ["finding", (item) => item.body],
  signature: ["signature", (item) => item.body],
};

/** Does a package take it? What was refused waits for its person first. @param {any} item */
export const isSealable = (item) => item.kind in SEALED && ["queued", "sending"].includes(item.state);

/** @param {any} item @param {Record<string, string>} called ids of items by the ids of their records */
function written(item, called) {
  const [kind, said] = SEALED[item.kind];
  const { id, seq } = item.sync;
  const after = (item.body.photo_ids ?? []).flatMap((photo) => called[photo] ?? []);
  return { id, seq, kind, about_id: item.about ?? item.id, after, made_at: item.made_at, said: said(item) };
}

/** As many packages as their limits ask for, in the order in which items are sent. @param {any[]} items */
function shares(items) {
  const ordered = [...items].sort((a, b) => KINDS[a.kind].order - KINDS[b.kind].order || a.seq - b.seq);
  const found = [{ items: [], bytes: 0 }];
  for (const item of ordered) {
    const size = item.size ?? 0;
    const last = found.at(-1);
    if (last.items.length && (last.items.length === MOST_ITEMS || last.bytes + size > MOST_BYTES)) found.push({ items: [item], bytes: size });
    else Object.assign(last, { items: [...last.items, item], bytes: last.bytes + size });
  }
  return found.map((share) => share.items);
}

/**
 * Seal items of *me* to the office's key, which this device took along. Yields each package as it is ready, since all at once may
 * be too much for a phone.
 * @param {any} me @param {any[]} items that are sealable
 */
export async function* packagesOf(me, items) {
  const { recipient } = await get("/sync/key");
  await deviceOf(me.id);
  const numbered = await number(items.map((item) => item.seq), deviceName(me.id));
  const called = Object.fromEntries(numbered.filter((item) => item.kind === "photo").map((item) => [item.id, item.sync.id]));
  const device = await deviceOf(me.id);
  for (const share of shares(numbered)) {
    const blobs = await bytesIn(share);
    const manifest = new TextEncoder().encode(JSON.stringify({
      format: "lanjian-package/1", device: saidOf(device, me.name), made_at: new Date().toISOString(),
      items: share.map((item) => written(item, called)), blobs: Object.keys(blobs),
    }));
    const digest = await sha256(manifest.buffer);
    for (const { seq, sync } of share) await change(seq, { sync: { ...sync, packages: [...sync.packages, digest] } });
    yield { name: `lanjian-${device.id.slice(-8)}-${digest.slice(0, 8)}.age`, content: await seal(recipient, device.keys, manifest, blobs) };
  }
}

/** @param {any[]} items @returns {Promise<Record<string, Uint8Array>>} by their digest */
async function bytesIn(items) {
  const found = {};
  for (const item of items.filter((one) => one.sha256)) {
    const bytes = await bytesOf(item.id);
    if (bytes) found[item.sha256] = new Uint8Array(bytes);
  }
  return found;
}

async function seal(recipient, keys, manifest, blobs) {
  const [{ zipSync }, { Encrypter }] = await Promise.all([import("fflate"), import("age-encryption")]);
  const signature = await crypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, keys.privateKey, manifest);
  const files = { "manifest.json": manifest, "manifest.sig": new Uint8Array(signature) };
  for (const [digest, bytes] of Object.entries(blobs)) files[`blobs/${digest}`] = bytes;
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  return encrypter.encrypt(zipSync(files, { level: 0 }));
}

/**
 * Take in a file of receipts; how many items are on the server now, and how many stand aside. It has to name a package that was
 * made here: whoever can say that digest has opened the package.
 * @param {string} text @param {any[]} items all of this person
 */
export async function takeReceipts(text, items) {
  const { format, package: digest, results } = receiptsIn(text);
  const ours = items.filter((item) => item.sync?.packages.includes(digest));
  if (format !== "lanjian-receipts/1" || !ours.length) throw new Problem(0, { code: "strange_receipts", detail: t("strange_receipts") });
  const byId = Object.fromEntries(results.map((result) => [result.id, result]));
  const states = await Promise.all(ours.map((item) => settle(item, byId[item.sync.id])));
  return { stored: states.filter((state) => state === "stored").length, refused: states.filter((state) => state === "refused").length };
}

function receiptsIn(text) {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

/** What one result means here; the state of the item afterwards. What waits there, waits here too. */
async function settle(item, result) {
  if (!result || result.status === "waiting" || item.state === "stored") return item.state;
  if (result.receipt) {
    const at = new Date().toISOString();
    await change(item.seq, { state: "stored", problem: null, stored_at: at, receipt: { at, number: null, sha256: item.sha256, entry: result.receipt } });
    return "stored";
  }
  const fields = result.fields.map(({ path, code }) => ({ path, message: code }));
  const problem = { status: 422, code: result.code, detail: t("refused_in_package", { code: result.code }), fields };
  await change(item.seq, { state: "refused", problem, sync: null }); // made anew, it is another item
  return "refused";
}
