/** Photos on their way to a hazard: each with its own id, digest, progress and, if it failed, another try. */
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { get, upload } from "./api.js";
import { sha256, uuid7 } from "./ids.js";

const FRESH_MS = 120_000;

/**
 * @typedef {object} Waiting
 * @property {string} id UUIDv7, so that a second try gives the same photo
 * @property {File} file
 * @property {string} url for the thumbnail
 * @property {string} kind
 * @property {boolean} camera came from the camera just now
 * @property {any} place the device's own fix when it was chosen, or null
 * @property {"waiting" | "sending" | "sent" | "failed"} state
 * @property {number} progress 0 to 1
 * @property {any} problem
 */

/**
 * @param {File} file @param {string} kind @param {boolean} fromCamera @param {any} place
 * @returns {Waiting}
 */
function waiting(file, kind, fromCamera, place) {
  // A browser without a camera opens a file chooser instead: only a file made just now was taken now.
  const camera = fromCamera && Date.now() - file.lastModified < FRESH_MS;
  return {
    id: uuid7(), file, kind, camera, place: camera ? place : null, url: URL.createObjectURL(file),
    state: "waiting", progress: 0, problem: null,
  };
}

/** @param {Waiting} photo @param {string | null} digest */
function formOf(photo, digest) {
  const form = new FormData();
  form.set("id", photo.id);
  form.set("kind", photo.kind);
  form.set("provenance", photo.camera ? "captured_in_app" : "picked_from_gallery");
  if (photo.camera) form.set("captured_at", new Date(photo.file.lastModified).toISOString());
  if (photo.place?.source === "fused") form.set("location", JSON.stringify(photo.place));
  if (digest) form.set("sha256", digest);
  form.set("file", photo.file, photo.file.name);
  return form;
}

/** Send it. When the answer to an earlier try was lost and its kind was changed since, what the server has counts. */
async function keep(hazardId, photo, onProgress) {
  const form = formOf(photo, await sha256(photo.file));
  try {
    return await upload(`/hazards/${hazardId}/photos`, form, onProgress);
  } catch (problem) {
    if (problem.code !== "id_taken") throw problem;
    return get(`/photos/${photo.id}`);
  }
}

/** The list of photos of a form. */
export function useUploads() {
  const [photos, setPhotos] = useState(/** @type {Waiting[]} */ ([]));
  const urls = useRef([]);
  useEffect(() => () => urls.current.forEach((url) => URL.revokeObjectURL(url)), []);
  const change = useCallback((id, said) => {
    setPhotos((before) => before.map((photo) => (photo.id === id ? { ...photo, ...said } : photo)));
  }, []);
  const add = useCallback((files, kinds, fromCamera, place) => {
    const added = Array.from(files, (file, index) => waiting(file, kinds[index] ?? "other", fromCamera, place));
    urls.current.push(...added.map((photo) => photo.url));
    setPhotos((before) => [...before, ...added]);
  }, []);
  const remove = useCallback((id) => setPhotos((before) => before.filter((photo) => photo.id !== id)), []);
  /** Send one; true when the server has it on its disk. */
  const sendOne = useCallback(async (hazardId, photo) => {
    change(photo.id, { state: "sending", progress: 0, problem: null });
    try {
      const kept = await keep(hazardId, photo, (progress) => change(photo.id, { progress }));
      change(photo.id, { state: "sent", progress: 1, kept, kind: kept.kind });
      return true;
    } catch (problem) {
      change(photo.id, { state: "failed", problem });
      return false;
    }
  }, [change]);
  /** Send all that are not there yet, one after another: a phone's uplink is narrow. */
  const sendAll = useCallback(async (hazardId) => {
    let all = true;
    for (const photo of photos.filter((one) => one.state !== "sent")) all = (await sendOne(hazardId, photo)) && all;
    return all;
  }, [photos, sendOne]);
  return { photos, add, remove, change, sendOne, sendAll };
}
