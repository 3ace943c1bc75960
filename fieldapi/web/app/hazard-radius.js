/** Hazards within a radius around a place, written as `lon,lat,metres` in WGS 84. */
import { distance } from "./format.js";
import { html } from "./html.js";
import { t } from "./language.js";

const METRES_A_DEGREE = 111_320; // of latitude, good enough for the few kilometres of a circle
const RADII = [100, 200, 500, 1000, 2000, 5000];

const read = (around) => around.split(",").map(Number);

/** The box around a circle, as the API takes it; empty without one. @param {string} around */
export function boxAround(around) {
  if (!around) return "";
  const [lon, lat, metres] = read(around);
  const high = metres / METRES_A_DEGREE;
  const wide = high / Math.cos((lat * Math.PI) / 180);
  return [lon - wide, lat - high, lon + wide, lat + high].map((degrees) => degrees.toFixed(6)).join();
}

/** The API knows boxes; what lies in their corners is left out here. @param {any} hazard @param {string} around */
export function isWithin(hazard, around) {
  if (!around) return true;
  const [lon, lat, metres] = read(around);
  const east = (hazard.location.lon - lon) * Math.cos((lat * Math.PI) / 180);
  return Math.hypot(east, hazard.location.lat - lat) * METRES_A_DEGREE <= metres;
}

/** @param {{values: any, setValues: (values: any) => void, drawing: boolean, setDrawing: (on: boolean) => void}} props */
export function Radius({ values, setValues, drawing, setDrawing }) {
  const [lon, lat, metres] = values.around ? read(values.around) : [];
  const resize = (event) => setValues({ ...values, around: [lon, lat, event.target.value].join() });
  return html`<div class="map-radius">
    ${!values.around && html`<button type="button" class="button" aria-pressed=${drawing} onClick=${() => setDrawing(!drawing)}>${t("around")}</button>`}
    ${drawing && html`<span class="map-hint" role="status">${t("around_hint")}</span>`}
    ${values.around && html`<label class="hidden" for="radius">${t("radius")}</label>
      <select id="radius" value=${String(metres)} onChange=${resize}>
        ${RADII.map((size) => html`<option key=${size} value=${String(size)}>${t("around_on", { far: distance(size) })}</option>`)}</select>
      <button type="button" class="button" onClick=${() => setValues({ ...values, around: "" })}>${t("around_off")}</button>`}
  </div>`;
}
