/** The chosen language and the look-up of labels. */
import { TEXTS } from "./texts.js";
import { CODES } from "./codes.js";

const KEY = "lanjian.language";

/** @returns {"zh" | "en"} */
export function language() {
  return localStorage.getItem(KEY) === "en" ? "en" : "zh";
}

/** @param {"zh" | "en"} chosen */
export function setLanguage(chosen) {
  localStorage.setItem(KEY, chosen);
  document.documentElement.lang = chosen === "en" ? "en" : "zh-CN";
}

/**
 * The label for *key*; `{name}` is filled from *values*.
 * @param {string} key
 * @param {Record<string, unknown>} [values]
 */
export function t(key, values = {}) {
  const text = TEXTS[key][language() === "en" ? 1 : 0];
  return text.replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
}

/**
 * The word for a code of the API; a code that this page does not know yet is shown as it is.
 * @param {keyof typeof CODES} group
 * @param {string | null} code
 */
export function word(group, code) {
  if (code == null) return "";
  return CODES[group][code]?.[language() === "en" ? 1 : 0] ?? code;
}

/** The name of a row of reference data. @param {{name_zh: string, name_en: string} | undefined} row */
export function nameOf(row) {
  return row ? (language() === "en" && row.name_en) || row.name_zh : "";
}
