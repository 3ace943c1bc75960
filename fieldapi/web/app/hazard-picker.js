/** Find another hazard by number or words. */
import { useState } from "preact/hooks";
import { query } from "./api.js";
import { html } from "./html.js";
import { nameOf, t } from "./language.js";
import { useLoad } from "./load.js";
import { useTypes } from "./reference.js";

/** @param {{form: any, name: string, label: string, except: string}} props */
export function HazardPicker({ form, name, label, except }) {
  const [q, setQ] = useState("");
  const found = useLoad(q.trim().length > 1 ? `/hazards${query({ q: q.trim(), limit: 8 })}` : null);
  const types = useTypes();
  form.shown.current.add(name);
  const error = form.errorAt(name);
  const items = (found.data?.items ?? []).filter((hazard) => hazard.id !== except);
  return html`<fieldset class=${`field choices ${error ? "wrong" : ""}`}>
    <legend>${label}</legend>
    <label class="hidden" for="picker-q">${t("find_hazard")}</label>
    <input id="picker-q" type="search" placeholder=${t("find_hazard")} value=${q} onInput=${(event) => setQ(event.target.value)} />
    <div aria-live="polite">
      ${items.map((hazard) => html`<label key=${hazard.id} class="choice">
        <input type="radio" name=${name} checked=${form.values[name] === hazard.id} onChange=${() => form.set(name, hazard.id)} />
        <span>${hazard.number} ${nameOf(types[hazard.type])} ${hazard.address}</span></label>`)}
      ${found.data && !items.length && html`<p class="quiet">${t("nothing_found")}</p>`}
    </div>
    ${error && html`<p class="field-error">${error}</p>`}
  </fieldset>`;
}
