/** The one hazard that a clue is about: an existing one, those nearby first, or a new one in the office's own words. */
import { useState } from "preact/hooks";
import { query, send } from "./api.js";
import { Ends } from "./case-hazards.js";
import { Field, filled, Form, useForm } from "./forms.js";
import { distance } from "./format.js";
import { HazardPicker } from "./hazard-picker.js";
import { html } from "./html.js";
import { nameOf, t, word } from "./language.js";
import { SEVERITIES } from "./life.js";
import { useLoad } from "./load.js";
import { useItems, useTypes } from "./reference.js";
import { useSession } from "./session.js";
import { Loaded, Section, Severity, Status } from "./ui.js";

const NEAR_M = 100; // a citizen's pin is less exact than a device on the spot
const NO_LINK = new Set(["received", "clue_transferred", "not_accepted"]);

/** @param {{clue: any, reload: () => void, put: (clue: any) => void}} props */
export function ClueHazard({ clue, reload, put }) {
  const { can } = useSession();
  const [linking, setLinking] = useState(false);
  const may = can("link_clue") && !NO_LINK.has(clue.state) && !linking;
  const aside = may && html`<button type="button" class="button" onClick=${() => setLinking(true)}>${t(clue.hazard_id ? "clue_link_again" : "clue_link")}</button>`;
  const done = (after) => {
    setLinking(false);
    put(after);
  };
  return html`<${Section} title=${t("clue_hazard")} id="clue-hazard" aside=${aside}>
    ${clue.hazard_id ? html`<${Linked} id=${clue.hazard_id} />` : html`<p class="quiet">${t("clue_no_hazard")}</p>`}
    ${linking && html`<${LinkForm} clue=${clue} reload=${reload} done=${done} close=${() => setLinking(false)} />`}
  <//>`;
}

function Linked({ id }) {
  const load = useLoad(`/hazards/${id}`);
  const types = useTypes();
  return html`<${Loaded} load=${load}>${() => html`<a class="row" href=${`#/hazards/${id}`}>
    <p class="number">${load.data.number}</p>
    <p><strong>${nameOf(types[load.data.type]) || load.data.type}</strong> ${load.data.address}</p>
    <p class="badges"><${Severity} code=${load.data.severity} /><${Status} code=${load.data.status} /></p></a>`}<//>`;
}

const WAYS = { existing: ["hazard_id"], new: ["type", "severity", "description"] };

function LinkForm({ clue, reload, done, close }) {
  const form = useForm({ way: "existing", hazard_id: "", type: "", severity: "", description: "" });
  const types = useItems("/hazard-types");
  const act = async () => {
    const said = Object.fromEntries(WAYS[form.values.way].map((name) => [name, form.values[name]]));
    done(await send("PUT", `/clues/register/${clue.id}/hazard`, { version: clue.version, ...filled(said) }));
  };
  return html`<div class="inline-form"><${Form} form=${form} act=${act} label=${t("clue_link")}>
    <${Field} form=${form} name="way" label=${t("clue_link_how")} kind="select"
      options=${[["existing", t("clue_link_existing")], ["new", t("clue_link_new")]]} />
    ${form.values.way === "existing" ? html`<${Nearby} form=${form} clue=${clue} />
        <${HazardPicker} form=${form} name="hazard_id" label=${t("find_hazard")} except=${clue.hazard_id} />`
      : html`<${Field} form=${form} name="type" label=${t("type")} kind="select" required
          options=${[["", t("please_choose")], ...types.map((type) => [type.code, nameOf(type)])]} />
        <${Field} form=${form} name="severity" label=${t("severity")} kind="select"
          options=${[["", t("please_choose")], ...SEVERITIES.map((code) => [code, word("severity", code)])]} />
        <${Field} form=${form} name="description" label=${t("description")} kind="textarea" hint=${t("clue_link_words")} />`}
    <${Ends} form=${form} reload=${reload} close=${close}>${t("clue_link")}<//>
  <//></div>`;
}

function Nearby({ form, clue }) {
  const place = clue.location?.lon == null ? null : clue.location;
  const types = useTypes();
  const load = useLoad(place && `/hazards/nearby${query({ lon: place.lon, lat: place.lat, datum: place.datum, radius_m: NEAR_M })}`);
  if (!place) return html`<p class="hint">${t("clue_near_unplaced")}</p>`;
  return html`<fieldset class="field choices"><legend>${t("clue_near", { far: NEAR_M })}</legend>
    <${Loaded} load=${load}>${() => html`${!load.data.items.length && html`<p class="quiet">${t("clue_near_none")}</p>`}
      ${load.data.items.map((hazard) => html`<label key=${hazard.id} class="choice">
        <input type="radio" name="near" checked=${form.values.hazard_id === hazard.id} onChange=${() => form.set("hazard_id", hazard.id)} />
        <span>${hazard.number} ${nameOf(types[hazard.type])} ${hazard.address} <span class="quiet">${distance(hazard.distance_m)}</span></span></label>`)}`}<//>
  </fieldset>`;
}
