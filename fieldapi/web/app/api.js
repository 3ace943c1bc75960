/** Calls to the API. The session is an HttpOnly cookie; writes carry a header that another site can't set. */
import { language } from "./language.js";
import { Problem, problemFrom } from "./problem.js";

const ROOT = "/api/v1";
const WRITE = { "X-Lanjian-Web": "1" };

let onSignedOut = () => {};

/** Say what to do when the server no longer knows us. @param {() => void} act */
export function whenSignedOut(act) {
  onSignedOut = act;
}

/** @param {string} path */
export const address = (path) => ROOT + path;

/** @param {Record<string, unknown>} values null, undefined, "" and [] are left out */
export function query(values) {
  const said = Object.entries(values).filter(([, value]) => value != null && value !== "" && String(value) !== "");
  return said.length ? `?${new URLSearchParams(said.map(([name, value]) => [name, String(value)]))}` : "";
}

/** @param {string} path @param {RequestInit} how */
async function reach(path, how) {
  let response;
  try {
    response = await fetch(ROOT + path, { credentials: "same-origin", cache: "no-store", ...how });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Problem(0, { code: "no_connection" });
  }
  if (response.ok) return response;
  throw refused(problemFrom(response.status, await response.text()));
}

/** @param {string} path @param {RequestInit} how */
async function ask(path, how) {
  const response = await reach(path, how);
  return read(response.status, await response.text());
}

/** @param {number} status @param {string} text */
async function read(status, text) {
  try {
    return text ? JSON.parse(text) : null;
  } catch {
    // The sign-in page of a hotel's network answers everything with 200.
    throw new Problem(status, { code: "unreadable_answer" });
  }
}

/** @param {Problem} problem */
function refused(problem) {
  if (problem.code === "not_signed_in") onSignedOut();
  return problem;
}

/** @param {string} path @param {AbortSignal} [signal] */
export function get(path, signal) {
  return ask(path, { signal, headers: { "Accept-Language": language() } });
}

/**
 * @param {"POST" | "PUT" | "PATCH" | "DELETE"} method @param {string} path @param {object} [body]
 * @param {string} [key] of a write that has no id of its own: sent again, it is done once
 */
export function send(method, path, body, key) {
  const headers = { ...WRITE, "Accept-Language": language() };
  if (key) headers["Idempotency-Key"] = key;
  if (body) headers["Content-Type"] = "application/json";
  return ask(path, { method, headers, body: body && JSON.stringify(body) });
}

/**
 * A request of tus 1.0: the answer with its headers.
 * @param {"POST" | "HEAD" | "PATCH"} method @param {string} path @param {Record<string, string>} headers @param {BodyInit} [body]
 */
export function tus(method, path, headers, body) {
  return reach(path, { method, body, headers: { ...WRITE, "Accept-Language": language(), "Tus-Resumable": "1.0.0", ...headers } });
}

/**
 * Send a file that belongs to nothing yet, in one piece of tus 1.0.
 * @param {File} file
 */
export function sendFile(file) {
  const headers = {
    ...WRITE, "Accept-Language": language(), "Tus-Resumable": "1.0.0", "Upload-Length": String(file.size),
    "Upload-Metadata": `provenance ${btoa("picked_from_gallery")}`, "Content-Type": "application/offset+octet-stream",
  };
  return ask("/uploads", { method: "POST", headers, body: file });
}

/**
 * Send a form with a file; *onProgress* hears the part sent, 0 to 1.
 * @param {string} path @param {FormData} form @param {(part: number) => void} onProgress
 */
export function upload(path, form, onProgress) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", ROOT + path);
    for (const [name, value] of Object.entries({ ...WRITE, "Accept-Language": language() })) {
      request.setRequestHeader(name, value);
    }
    request.upload.onprogress = (event) => event.lengthComputable && onProgress(event.loaded / event.total);
    request.onerror = () => reject(new Problem(0, { code: "no_connection" }));
    request.onload = () => {
      if (request.status < 300) resolve(read(request.status, request.responseText));
      else reject(refused(problemFrom(request.status, request.responseText)));
    };
    request.send(form);
  });
}
