/** A record in the making: kept on the device after every shot, and handed to the outbox when it is saved. */
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { filled } from "./forms.js";
import { sha256, uuid7 } from "./ids.js";
import { bytesOf, change, discard, draftOf, finish, keep, keepDraft } from "./outbox-db.js";
import { sendNow } from "./outbox.js";

const SAID = ["type", "asset_kind", "place_kind", "severity", "description", "address", "inspection_id", "asset_code"];
/** What stays for the next one in a row: a street is full of the same. */
const REPEATED = ["type", "asset_kind", "place_kind", "inspection_id"];

/** @param {string} person @param {Record<string, any>} [before] the one that was saved last */
export function newDraft(person, before = {}) {
  const repeated = Object.fromEntries(REPEATED.map((name) => [name, before[name] ?? ""]));
  return {
    id: uuid7(), person, ...repeated, severity: "", description: "", address: "", asset_code: "",
    position: null, no_fix_reason: "", seen_at: null, shots: [], answers: {},
  };
}

/** The record as the API takes it. @param {any} draft @param {string} unplaced why there is no position, if nobody said */
export function bodyOf(draft, unplaced) {
  return {
    id: draft.id, seen_at: draft.seen_at ?? new Date().toISOString(),
    location: draft.position ?? { no_fix_reason: draft.no_fix_reason || unplaced },
    declared_photos: draft.shots.map((shot) => shot.sha256),
    ...filled(Object.fromEntries(SAID.map((name) => [name, draft[name]]))),
  };
}

/** A refused record becomes a draft again, under its own id and number in the sequence. */
export async function reopen(item, shots) {
  const { location, declared_photos: _, ...said } = item.body;
  const position = "no_fix_reason" in location ? null : location;
  await keepDraft({
    ...newDraft(item.person), ...said, position, no_fix_reason: location.no_fix_reason ?? "", seq: item.seq,
    shots: shots.map(({ id, seq, sha256: digest, body }) => ({ id, seq, sha256: digest, kind: body.kind })),
  });
}

/**
 * A photo as an item and its bytes. The very bytes that are hashed are kept and sent.
 * @param {Blob} blob
 * @param {{id?: string, person: string, about: string, kind: string, camera: boolean, place: any, heading?: number | null, state?: string, as?: string, more?: any}} of
 *   *as*: the kind of item; *more*: what else is said of it
 */
export async function photoItem(blob, { id = uuid7(), person, about, kind, camera, place, heading = null, state = "queued", as = "photo", more = {} }) {
  const bytes = await blob.arrayBuffer();
  const body = { kind, provenance: camera ? "captured_in_app" : "picked_from_gallery", ...more };
  if (camera) Object.assign(body, { captured_at: new Date().toISOString(), location: place, ...(heading === null ? {} : { heading_deg: heading }) });
  const item = { id, kind: as, person, about, state, body, sha256: await sha256(bytes), size: bytes.byteLength };
  return [item, bytes];
}

/** A photo of a record that the server knows already goes to the outbox at once; returns its item. */
export async function keepPhoto(blob, of) {
  const row = await photoItem(blob, of);
  await keep([row]);
  return row[0];
}

/** @param {string} person @param {string | undefined} id of a draft that was left */
export function useDraft(person, id) {
  const [draft, setDraft] = useState(() => newDraft(person));
  const latest = useRef(draft);
  const put = useCallback((next) => {
    latest.current = next;
    setDraft(next);
  }, []);
  useEffect(() => {
    if (id) draftOf(id).then((kept) => kept?.person === person && put(kept), () => {});
  }, [id]);
  const set = useCallback((said) => {
    put({ ...latest.current, ...said });
    if (latest.current.shots.length) keepDraft(latest.current);
  }, [put]);
  const add = useCallback(async (blob, said) => {
    const before = latest.current;
    const row = await photoItem(blob, { person, about: before.id, state: "captured", ...said });
    const { id: shot, sha256: digest, body } = row[0];
    const next = {
      ...before, seen_at: before.seen_at ?? body.captured_at ?? new Date(blob.lastModified ?? Date.now()).toISOString(),
      position: before.position ?? said.place, shots: [...before.shots, { id: shot, sha256: digest, kind: body.kind }],
    };
    await keep([row], next);
    put(next);
  }, [person, put]);
  const remove = useCallback(async (shot, item, reason) => {
    await discard(item, reason);
    set({ shots: latest.current.shots.filter((one) => one.id !== shot.id) });
  }, [set]);
  const retag = useCallback(async (shot, item, kind) => {
    await change(item.seq, { body: { ...item.body, kind } });
    set({ shots: latest.current.shots.map((one) => (one.id === shot.id ? { ...one, kind } : one)) });
  }, [set]);
  const save = useCallback(async (unplaced, answers) => {
    const done = latest.current;
    const item = { id: done.id, kind: "hazard", person, state: "queued", body: bodyOf(done, unplaced) };
    await finish(done, answers ? [item, answers] : [item]);
    put(newDraft(person, done));
    sendNow();
    return done;
  }, [person, put]);
  return { draft, set, add, retag, remove, save };
}

/** The picture of a kept photo, as an address for <img>. @param {string} id */
export function usePicture(id) {
  const [url, setUrl] = useState(null);
  useEffect(() => {
    let made = null;
    let wanted = true;
    bytesOf(id).then((bytes) => {
      if (!bytes || !wanted) return;
      made = URL.createObjectURL(new Blob([bytes]));
      setUrl(made);
    }, () => {});
    return () => {
      wanted = false;
      if (made) URL.revokeObjectURL(made);
    };
  }, [id]);
  return url;
}
