/** Times, places and sizes as people read them. Legal time is Beijing time, whatever the device is set to. */
import { language } from "./language.js";

const ZONE = "Asia/Shanghai";

function parts(instant) {
  const format = new Intl.DateTimeFormat("en-CA", {
    timeZone: ZONE, hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit",
  });
  return Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, value]));
}

/** "2026-06-29 10:05" in Beijing time. @param {string | null} instant RFC 3339 */
export function when(instant) {
  return instant ? localValue(new Date(instant)).replace("T", " ") : "";
}

/** The value of a datetime-local field, Beijing time. @param {Date} at */
export function localValue(at) {
  const { year, month, day, hour, minute } = parts(at);
  return `${year}-${month}-${day}T${hour}:${minute}`;
}

/** RFC 3339 from a datetime-local field. @param {string} value */
export function instantOf(value) {
  return value ? `${value}:00+08:00` : null;
}

export function today() {
  return localValue(new Date()).slice(0, 10);
}

/** @param {string} day YYYY-MM-DD @param {number} days */
export function addDays(day, days) {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 864e5).toISOString().slice(0, 10);
}

/** Days from *from* until *day*; negative when it is over. @param {string} day @param {string} [from] */
export function daysUntil(day, from = today()) {
  return Math.round((Date.parse(`${day}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 864e5);
}

/** @param {number} lon @param {number} lat degrees */
export function position(lon, lat) {
  return `${lon.toFixed(6)}, ${lat.toFixed(6)}`;
}

/** @param {number} metres */
export function distance(metres) {
  const far = metres >= 1000;
  const number = new Intl.NumberFormat(language() === "en" ? "en" : "zh-CN", { maximumFractionDigits: far ? 1 : 0 });
  return `${number.format(far ? metres / 1000 : metres)} ${far ? "km" : "m"}`;
}

/** @param {number} bytes */
export function size(bytes) {
  if (bytes >= 1e9) return `${(bytes / 1e9).toFixed(1)} GB`;
  return bytes >= 1e6 ? `${(bytes / 1e6).toFixed(1)} MB` : `${Math.max(1, Math.round(bytes / 1e3))} kB`;
}
