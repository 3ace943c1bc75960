/** What may be added to a record on the spot, none of it needed to save. */
import { useState } from "preact/hooks";
import { html } from "./html.js";
import { nameOf, t } from "./language.js";
import { PickMap, picked } from "./location.js";
import { useReference } from "./reference.js";
import { position as written } from "./format.js";
import { CodeScan } from "./code-scan.js";

/** @param {{draft: any, set: (said: any) => void, type: any, place: any}} props *place*: the fix of this moment */
export function CaptureDetails({ draft, set, type, place }) {
  const kinds = useReference("/kinds");
  const [mapOpen, setMapOpen] = useState(false);
  const assets = (kinds?.asset_kinds ?? []).filter((kind) => type?.asset_kinds.includes(kind.code));
  const typed = (name) => (event) => set({ [name]: event.target.value });
  return html`<section class="panel details" aria-label=${t("more_words")}>
    ${assets.length > 0 && html`<${Choice} name="asset_kind" label=${t("asset_kind")} value=${draft.asset_kind} rows=${assets} onChange=${typed("asset_kind")} />`}
    <${Choice} name="place_kind" label=${t("place_kind")} value=${draft.place_kind} rows=${kinds?.place_kinds ?? []} onChange=${typed("place_kind")} />
    <div class="field"><span class="label">${t("location")}</span>
      <p>${draft.position ? `${written(draft.position.lon, draft.position.lat)} ${draft.position.datum}` : t("no_place_yet")}</p>
      <div class="buttons">
        ${place && html`<button type="button" class="button" onClick=${() => set({ position: place })}>${t("place_here")}</button>`}
        <button type="button" class="button" aria-expanded=${mapOpen} onClick=${() => setMapOpen(!mapOpen)}>${t(mapOpen ? "close_map" : "pick_on_map")}</button>
      </div>
      ${mapOpen && html`<${PickMap} position=${draft.position} onPick=${(lon, lat) => set({ position: picked(lon, lat) })} />`}
    </div>
    <div class="field"><label for="capture-code">${t("asset_code")}</label>
      <input id="capture-code" value=${draft.asset_code} onInput=${typed("asset_code")} autocomplete="off" />
      <${CodeScan} onCode=${(code) => set({ asset_code: code })} /></div>
    <div class="field"><label for="capture-words">${t("description")}</label>
      <textarea id="capture-words" rows="2" value=${draft.description} onInput=${typed("description")}></textarea></div>
  </section>`;
}

function Choice({ name, label, value, rows, onChange }) {
  return html`<div class="field"><label for=${`capture-${name}`}>${label}</label>
    <select id=${`capture-${name}`} value=${value} onChange=${onChange}>
      <option value="">${t("not_said")}</option>
      ${rows.map((row) => html`<option key=${row.code} value=${row.code}>${nameOf(row)}</option>`)}
    </select></div>`;
}
