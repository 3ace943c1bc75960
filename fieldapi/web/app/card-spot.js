/** One spot of a card: its files, what lies near it, and what can be said of it. */
import { useMemo, useState } from "preact/hooks";
import { address } from "./api.js";
import { FormProblem } from "./conflict.js";
import { Field, filled, Form, Submit, useForm } from "./forms.js";
import { distance, instantOf, position } from "./format.js";
import { html } from "./html.js";
import { nameOf, t } from "./language.js";
import { LocationField, locationOf } from "./location.js";
import { useItems, useTypes } from "./reference.js";
import { Section } from "./ui.js";

/** @param {{spot: any, number: number, next: any, card: any, acts: any}} props */
export function CardSpot({ spot, number, next, card, acts }) {
  const types = useTypes();
  const [recording, setRecording] = useState(false);
  const open = acts.open && spot.state !== "applied";
  const mine = spot.files.filter((file) => acts.chosen.includes(file.id)).map((file) => file.id);
  const others = acts.chosen.filter((id) => !mine.includes(id));
  const act = (name, said) => () => acts.act(name, said);
  const button = (label, onClick, disabled = false) => html`<button type="button" class="button"
    disabled=${acts.busy || disabled} onClick=${onClick}>${label}</button>`;
  return html`<${Section} title=${t("spot", { n: number })} id=${`spot-${number}`}>
    <p class="quiet">${spot.first_at && t("spot_from_to", { from: spot.first_at, to: spot.last_at })}
      ${spot.centre && ` · ${position(spot.centre.lon, spot.centre.lat)}`}</p>
    ${spot.state !== "proposed" && html`<p class="verified">${t(`spot_${spot.state}`)}
      ${spot.record && nameOf(types[spot.record.type])}
      ${spot.hazard_id && html` <a href=${`#/hazards/${spot.hazard_id}`}>${t("to_hazard")}</a>`}</p>`}
    <${CardFiles} card=${card} files=${spot.files} acts=${open ? acts : { ...acts, open: false }} />
    ${open && html`<div class="buttons">
      ${button(t("make_spot"), act("split", { spot_id: spot.id, file_ids: mine }), !mine.length)}
      ${button(t("move_here"), act("move", { spot_id: spot.id, file_ids: others }), !others.length)}
      ${button(t("take_out"), act("move", { file_ids: mine }), !mine.length)}
      ${next && next.state !== "applied" && button(t("merge_next"), act("merge", { spot_ids: [spot.id, next.id] }))}
      ${spot.nearby.map((near) => html`<span key=${near.hazard_id}>${button(
        t("belongs_to", { number: near.number, far: distance(near.distance_m) }),
        act("assign", { spot_id: spot.id, hazard_id: near.hazard_id }),
      )}</span>`)}
      ${spot.state === "decided"
        ? button(t("undecide"), act("leave", { spot_id: spot.id }))
        : button(t("record_spot"), () => setRecording(!recording))}
    </div>`}
    ${open && recording && html`<${Record} spot=${spot} acts=${acts} close=${() => setRecording(false)} />`}
  <//>`;
}

const NAMES = ["type", "description", "address"];

/** What the files claim need not be said; what they do not claim has to be. */
function Record({ spot, acts, close }) {
  const form = useForm(useMemo(() => ({
    type: "", description: "", address: "", seen_at: "", position: null, no_fix: false, no_fix_reason: "",
  }), []));
  const types = useItems("/hazard-types");
  const zoned = spot.files.some((file) => /(Z|[+-]\d\d:\d\d)$/.test(file.claimed.taken_at ?? ""));
  const save = async () => {
    const said = filled(Object.fromEntries(NAMES.map((name) => [name, form.values[name]])));
    const hazard = { ...said, ...filled({ seen_at: instantOf(form.values.seen_at), location: locationOf(form.values) }) };
    try {
      await acts.say("record", { spot_id: spot.id, hazard });
    } catch (problem) {
      problem.fields.forEach((field) => { field.path = field.path.replace(/^hazard\./, ""); });
      throw problem;
    }
    close();
  };
  return html`<div class="inline-form"><${Form} form=${form} act=${save} label=${t("record_spot")}>
    <${Field} form=${form} name="type" label=${t("type")} kind="select" required
      options=${[["", t("please_choose")], ...types.map((type) => [type.code, nameOf(type)])]} />
    ${!spot.centre && html`<${LocationField} form=${form} />`}
    ${!zoned && html`<${Field} form=${form} name="seen_at" label=${t("seen_at")} kind="datetime-local" required />`}
    <${Field} form=${form} name="description" label=${t("description")} kind="textarea" />
    <${Field} form=${form} name="address" label=${t("address")} />
    <${FormProblem} form=${form} reload=${acts.reload} />
    <div class="buttons end"><${Submit} form=${form}>${t("save")}<//></div>
  <//></div>`;
}

/** Files with their pictures; where acts are open each can be chosen. @param {{card: any, files: any[], acts: any}} props */
export function CardFiles({ card, files, acts }) {
  return html`<ul class="photo-grid">${files.map((file) => html`<li key=${file.id}>
    <${Picture} card=${card} file=${file} />
    <label class="choice">${acts.open && file.upload_id && html`<input type="checkbox" checked=${acts.chosen.includes(file.id)}
      onChange=${() => acts.toggle(file.id)} />`}<span>${file.name}</span></label>
    ${file.joined === "time" && html`<p class="quiet">${t("joined_by_time")}</p>`}
  </li>`)}</ul>`;
}

function Picture({ card, file }) {
  if (!file.media_type.startsWith("image/")) return html`<div class="thumb none">${t("no_preview")}</div>`;
  const path = file.photo_id ? `/photos/${file.photo_id}/preview` : `/cards/${card.id}/files/${file.id}/preview`;
  return html`<img class="thumb" loading="lazy" src=${address(`${path}?size=320`)} alt=${file.name} />`;
}
