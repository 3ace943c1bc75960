/** How each kind of item goes to the server, and what the answer must say before it counts as a receipt. */
import { get, send, tus, upload } from "./api.js";
import { bytesOf, change } from "./outbox-db.js";
import { Problem } from "./problem.js";

const BYTES = "application/offset+octet-stream";

/** Records first, since they are small; a verdict after the photos that it names. */
export const KINDS = {
  hazard: { order: 0, send: (item) => send("POST", "/hazards", item.body), proves: (answer, item) => answer.id === item.id },
  answers: { order: 1, send: (item) => send("POST", `/hazards/${item.about}/checklist`, item.body), proves: Boolean },
  amendment: { order: 1, send: (item) => send("PATCH", `/hazards/${item.about}`, item.body), proves: (answer, item) => answer.id === item.about },
  photo: { order: 2, send: sendPhoto, proves: (answer, item) => answer.sha256 === item.sha256 },
  contribution: { order: 2, send: async (item) => contribute(item, await bytesOf(item.id)), proves: (answer, item) => answer.sha256 === item.sha256 },
  finding: { order: 3, send: (item) => send("POST", `/inspections/${item.about}/findings`, item.body), proves: (answer) => Boolean(answer.id) },
  signature: { order: 4, send: (item) => send("POST", `/inspections/${item.about}/signatures`, item.body, item.id), proves: bears },
};

/**
 * Send an item. Returns the receipt; throws a Problem.
 * @param {import("./outbox-db.js").Item} item
 */
export async function deliver(item) {
  const kind = KINDS[item.kind];
  const answer = await kind.send(item);
  if (!answer || !kind.proves(answer, item)) throw new Problem(200, { code: "unreadable_answer" });
  return { at: new Date().toISOString(), number: answer.number ?? null, sha256: answer.sha256 ?? null };
}

/** Does the record stand there with this signature under it? */
function bears(answer, { body }) {
  return answer.signatures?.some((one) => one.participant_id === body.participant_id && one.way === body.way);
}

/** A photo of an invited assistant: one request. @param {any} item @param {ArrayBuffer} bytes */
export function contribute(item, bytes) {
  const form = new FormData();
  const said = { ...item.body, id: item.id, sha256: item.sha256 };
  for (const [name, value] of Object.entries(said)) {
    if (value != null && value !== "") form.set(name, typeof value === "string" ? value : JSON.stringify(value));
  }
  form.set("file", new Blob([bytes]), "photo");
  return upload(`/inspections/${item.about}/contributions`, form, () => {});
}

/** Can the same request succeed later, without anybody changing it? @param {Problem} problem */
export function isPassing(problem) {
  return problem.status === 0 || problem.status >= 500 || problem.code === "unreadable_answer"
    || [401, 408, 425, 429].includes(problem.status);
}

/** A photo by tus 1.0, from where an earlier try broke off. The upload says what the server has on its disk. */
async function sendPhoto(item) {
  const bytes = await bytesOf(item.id);
  const upload = await continued(item) ?? await begun(item, bytes.byteLength);
  if (upload.offset < bytes.byteLength) {
    await tus("PATCH", `/uploads/${upload.id}`, { "Content-Type": BYTES, "Upload-Offset": String(upload.offset) },
      new Blob([bytes.slice(upload.offset)]));
  }
  return get(`/uploads/${upload.id}`);
}

async function begun(item, size) {
  const said = { ...item.body, id: item.id, sha256: item.sha256, hazard_id: item.about };
  const metadata = Object.entries(said).filter(([, value]) => value != null).map(([name, value]) =>
    `${name} ${base64(typeof value === "string" ? value : JSON.stringify(value))}`);
  const answer = await tus("POST", "/uploads", { "Upload-Length": String(size), "Upload-Metadata": metadata.join() });
  const id = answer.headers.get("Location").split("/").pop();
  await change(item.seq, { upload: id });
  return { id, offset: 0 };
}

async function continued(item) {
  if (!item.upload) return null;
  try {
    const answer = await tus("HEAD", `/uploads/${item.upload}`, {});
    return { id: item.upload, offset: Number(answer.headers.get("Upload-Offset")) };
  } catch (problem) {
    if (problem.status !== 404 && problem.status !== 410) throw problem;
    return null; // it waited for too long
  }
}

/** @param {string} text */
const base64 = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));
