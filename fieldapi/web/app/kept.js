/** What this device takes along: the app itself by a service worker, and copies of what its person opened. */
import { address, get } from "./api.js";
import { enterDevice } from "./device.js";
import { OUTINGS_UNDER_WAY } from "./life.js";

const WHO = "who";
const PHOTOS_AHEAD = 60;
const SIZES = [320, 1600];

/** Answers are kept under *id* from now on, and shown to nobody else. @param {string} id */
export async function keepFor(id) {
  if (!globalThis.caches) return;
  const cache = await caches.open(WHO);
  await cache.put("/who", new Response(id));
}

/** Whoever signs out leaves nothing readable behind; copies stay only while something of *id* is unsent. */
export async function leave(id, unsent) {
  if (!globalThis.caches) return;
  await caches.delete(WHO);
  if (!unsent) await caches.delete(`kept-${id}`);
}

/** When the copy of a path was made, or null. @param {string} id @param {string} path under /api/v1 */
export async function keptAt(id, path) {
  if (!globalThis.caches) return null;
  const copy = await (await caches.open(`kept-${id}`)).match(`/api/v1${path}`, { ignoreVary: true });
  return copy ? new Date(copy.headers.get("Date") ?? 0) : null;
}

/** The service worker that answers for this page, once there is one. */
async function controlled() {
  const { serviceWorker } = navigator;
  if (!serviceWorker?.controller) await new Promise((resolve) => serviceWorker?.addEventListener("controllerchange", resolve, { once: true }));
}

/** Ask once for what today's work needs, so that copies are there. @param {(action: string) => boolean} can */
export async function takeAlong(can) {
  await controlled();
  const me = await get("/me");
  if (can("read_invited")) await get("/invited");
  if (can("send_package")) await Promise.all([get("/sync/key"), enterDevice(me)]);
  if (!can("record_hazard")) return;
  const asked = ["/hazard-types", "/kinds", "/checklists", "/offline/responsibility"].map((path) => get(path));
  const [due, open] = await Promise.all([get("/follow-ups"), get(OUTINGS_UNDER_WAY)]);
  const ids = new Set([...open.items.flatMap((one) => one.hazard_ids), ...due.items.map((row) => row.hazard_id)]);
  await Promise.allSettled([...asked, ...open.items.flatMap(({ id }) => [`/inspections/${id}`, `/inspections/${id}/record`].map((path) => get(path)))]);
  for (const id of [...ids].slice(0, PHOTOS_AHEAD)) {
    const hazard = await get(`/hazards/${id}`);
    const last = hazard.photos.findLast((photo) => photo.preview !== "none" && photo.status === "accepted");
    if (last) await Promise.all(SIZES.map((size) => fetch(address(`/photos/${last.id}/preview?size=${size}`))));
  }
}

/**
 * Start the service worker; *onUpdate* gets a function that changes to a newer version, which waits until then.
 * @param {(take: () => void) => void} onUpdate
 */
export async function startWorker(onUpdate) {
  if (!navigator.serviceWorker) return;
  const { serviceWorker } = navigator;
  const before = serviceWorker.controller;
  // What it takes along must not stand in the way of what is looked at.
  if (document.readyState !== "complete") await new Promise((done) => addEventListener("load", done, { once: true }));
  const registration = await serviceWorker.register("/sw.js", { scope: "/" });
  // Only the tab where it was taken loads again: in another one somebody may be writing.
  const offer = (worker) => before && onUpdate(() => {
    serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
    worker.postMessage("take over");
  });
  if (registration.waiting) offer(registration.waiting);
  registration.addEventListener("updatefound", () => {
    const worker = registration.installing;
    worker.addEventListener("statechange", () => worker.state === "installed" && offer(worker));
  });
}

/** The records that this person opened, as they were then. @param {string} id @returns {Promise<any[]>} */
export async function keptHazards(id) {
  if (!globalThis.caches) return [];
  const cache = await caches.open(`kept-${id}`);
  const opened = (await cache.keys()).filter((request) => /\/hazards\/[0-9a-f-]{36}$/.test(request.url));
  return Promise.all(opened.map(async (request) => (await cache.match(request)).json()));
}
