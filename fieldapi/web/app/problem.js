/** What went wrong, as the server says it (RFC 9457), or that the server was not reached. */

export class Problem extends Error {
  /**
   * @param {number} status 0 when there was no answer
   * @param {{code?: string, detail?: string, fields?: {path: string, code: string, message: string}[],
   *   offers?: {id: string, number: string}[]}} document
   */
  constructor(status, document) {
    super(document.detail || document.code || String(status));
    this.status = status;
    this.code = document.code || "";
    this.fields = document.fields || [];
    this.offers = document.offers || [];
  }
}

/** @param {number} status @param {string} body */
export function problemFrom(status, body) {
  try {
    return new Problem(status, JSON.parse(body));
  } catch {
    return new Problem(status, { code: "unreadable_answer" });
  }
}
