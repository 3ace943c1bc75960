/** Where: the device's own fix, a place picked on the map, or no place and why. */
import { useState } from "preact/hooks";
import { Field } from "./forms.js";
import { obstacle, placeOf, REFUSALS } from "./fix.js";
import { distance, position as written } from "./format.js";
import { html } from "./html.js";
import { t, word } from "./language.js";
import { MapView } from "./map.js";
import { useLayers } from "./reference.js";

const PATIENCE_MS = 20_000;

/** A fix made now, in the API's shape. */
function located() {
  return new Promise((resolve, reject) => {
    navigator.geolocation.getCurrentPosition((found) => resolve(placeOf(found)), reject, {
      enableHighAccuracy: true, timeout: PATIENCE_MS, maximumAge: 0,
    });
  });
}

export const picked = (lon, lat) => ({
  lon: Number(lon.toFixed(7)), lat: Number(lat.toFixed(7)), datum: "WGS84", source: "map_pick", accuracy_m: null,
});

/** @param {{form: any}} props writes `position`, `no_fix` and `no_fix_reason` of the form */
export function LocationField({ form }) {
  const { position, no_fix: without } = form.values;
  const [state, setState] = useState({ busy: false, said: obstacle() });
  const [mapOpen, setMapOpen] = useState(false);
  form.shown.current.add("location");
  const error = form.errorAt("location");
  const take = (value) => {
    form.set("position", value);
    form.set("no_fix", false);
  };
  const locate = async () => {
    setState({ busy: true, said: null });
    try {
      take(await located());
      setState({ busy: false, said: null });
    } catch (failed) {
      setState({ busy: false, said: REFUSALS[failed.code] ?? "no_fix_device" });
    }
  };
  return html`<fieldset class=${`field location ${error ? "wrong" : ""}`}>
    <legend>${t("location")}<span class="must"> ${t("must")}</span></legend>
    <div class="buttons">
      <button type="button" class="button primary" disabled=${state.busy || obstacle() !== null} onClick=${locate}>
        ${state.busy ? t("locating") : t("locate")}</button>
      <button type="button" class="button" aria-expanded=${mapOpen} onClick=${() => setMapOpen(!mapOpen)}>
        ${t(mapOpen ? "close_map" : "pick_on_map")}</button>
    </div>
    <div role="status">
      ${state.said && html`<p class="note">${t(state.said)}</p>`}
      ${position && !without && html`<${Place} position=${position} />`}
    </div>
    ${mapOpen && html`<${PickMap} position=${position} onPick=${(lon, lat) => take(picked(lon, lat))} />`}
    ${!position && html`<${Field} form=${form} name="no_fix" kind="checkbox" label=${t("no_fix")} />`}
    ${without && !position && html`<${Field} form=${form} name="no_fix_reason" label=${t("no_fix_reason")} required />`}
    ${error && html`<p class="field-error">${error}</p>`}
  </fieldset>`;
}

function Place({ position }) {
  return html`<p class="fix"><strong>${written(position.lon, position.lat)}</strong> ${position.datum}
    · ${word("location_source", position.source)}
    ${position.accuracy_m ? ` · ${t("accuracy", { far: distance(position.accuracy_m) })}` : ""}</p>`;
}

export function PickMap({ position, onPick }) {
  const layers = useLayers(true);
  return html`<p class="hint">${t("pick_hint")}</p>
    <div class="pick-map"><${MapView} label=${t("pick_on_map")} layers=${layers} pick=${position} onPick=${onPick} /></div>`;
}

/** The location of a draft as the API takes it; undefined while nothing is said. @param {Record<string, any>} values */
export function locationOf(values) {
  if (values.position) return values.position;
  return values.no_fix ? { no_fix_reason: values.no_fix_reason } : undefined;
}
