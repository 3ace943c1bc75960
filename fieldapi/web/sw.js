/* The service worker. The server puts VERSION and FILES (the shell of that version) before this text. */

const SHELL = `shell-${VERSION}`;
const MOST_KEPT = 600;
// What a person takes along. Not the lists of cases and hazards: a lost phone should tell little.
const KEPT = new RegExp(
  "^/api/v1/(me|hazard-types|kinds|checklists|layers|offline/responsibility|calendar|follow-ups|inspections|people|agencies|offices|invited|sync/key)(/|$)"
  + "|^/api/v1/hazards/[0-9a-f-]{36}(/checklist)?$|^/api/v1/photos/[0-9a-f-]{36}/preview$",
);

addEventListener("install", (event) => event.waitUntil(precache()));
addEventListener("activate", (event) => event.waitUntil(tidy()));
addEventListener("message", ({ data }) => data === "take over" && self.skipWaiting());
addEventListener("fetch", (event) => {
  const address = new URL(event.request.url);
  if (event.request.method !== "GET" || address.origin !== location.origin) return;
  if (address.pathname === "/" || address.pathname.startsWith("/web/")) event.respondWith(shell(event.request, address));
  else if (KEPT.test(address.pathname)) event.respondWith(kept(event.request));
});

async function precache() {
  const cache = await caches.open(SHELL);
  await cache.addAll(FILES.map((name) => new Request(name, { cache: "no-cache" })));
}

/** Other versions are gone from every tab once this one is active. */
async function tidy() {
  const old = (await caches.keys()).filter((name) => name.startsWith("shell-") && name !== SHELL);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

async function shell(request, address) {
  const cache = await caches.open(SHELL);
  return (await cache.match(address.pathname, { ignoreSearch: true, ignoreVary: true })) ?? fetch(request);
}

/** The server's answer, and a copy of it; the copy only where the server can't be reached. */
async function kept(request) {
  const who = await (await caches.match("/who"))?.text();
  const cache = who ? await caches.open(`kept-${who}`) : null;
  try {
    const answer = await fetch(request);
    if (answer.ok && cache && isOurs(answer)) await put(cache, request, answer.clone());
    return answer;
  } catch (failed) {
    const copy = await cache?.match(request, { ignoreVary: true });
    if (copy) return copy;
    throw failed;
  }
}

/** The page of a network that wants to be paid first is no answer of ours. */
const isOurs = (answer) => !answer.redirected && /^(application\/.*json|image\/)/.test(answer.headers.get("Content-Type") ?? "");

async function put(cache, request, answer) {
  await cache.put(request, answer);
  const keys = await cache.keys();
  await Promise.all(keys.slice(0, Math.max(0, keys.length - MOST_KEPT)).map((key) => cache.delete(key)));
}
