/** Two records side by side, with their photos and places: merge one into the other, or say that they are two. */
import { useState } from "preact/hooks";
import { Small } from "./account-forms.js";
import { send } from "./api.js";
import { Field, useForm } from "./forms.js";
import { when } from "./format.js";
import { HazardCard } from "./hazard-card.js";
import { html } from "./html.js";
import { nameOf, t } from "./language.js";
import { useMany } from "./load.js";
import { MapView } from "./map.js";
import { useLayers, useTypes } from "./reference.js";
import { useSession } from "./session.js";
import { Loading, ProblemNote, Section } from "./ui.js";

const APART = "lanjian.apart";
const apart = () => JSON.parse(localStorage.getItem(APART) ?? "[]");

/** Did somebody say here that these two are not the same? The API keeps no such word. @param {string} key */
export const isApart = (key) => apart().includes(key);

/** @param {{pair: any, done: () => void}} props */
export function DuplicatePair({ pair, done }) {
  const { can } = useSession();
  const types = useTypes();
  const layers = useLayers(can("list_layers"));
  const { items, problem } = useMany([`/hazards/${pair.one.id}`, `/hazards/${pair.other.id}`]);
  const [into, setInto] = useState(null);
  if (problem) return html`<${ProblemNote} problem=${problem} />`;
  if (!items) return html`<${Loading} />`;
  const notTheSame = () => {
    localStorage.setItem(APART, JSON.stringify([...apart(), pair.key]));
    done();
  };
  const title = `${nameOf(types[pair.one.type])} · ${items.map((hazard) => hazard.number).join(" · ")}`;
  return html`<${Section} title=${title} id="pair-title">
    <div class="pair">${items.map((hazard) => html`<div key=${hazard.id}><${Record} hazard=${hazard} type=${types[hazard.type]} />
      ${hazard.moves.includes("mark_duplicate") && !into && html`<button type="button" class="button"
        onClick=${() => setInto(hazard.id)}>${t("merge_this", { number: hazard.number })}</button>`}</div>`)}</div>
    ${into && html`<${Merge} items=${items} id=${into} done=${done} close=${() => setInto(null)} />`}
    ${can("list_layers") && html`<div class="pair-map"><${MapView} label=${t("map_of_hazards")} layers=${layers} hazards=${items} /></div>`}
    <div class="buttons"><button type="button" class="button" onClick=${notTheSame}>${t("not_the_same")}</button></div>
    <p class="quiet">${t("not_the_same_lead")}</p>
  <//>`;
}

function Record({ hazard, type }) {
  return html`<${HazardCard} hazard=${hazard} type=${type} />
    <p>${hazard.description}</p>
    <p class="quiet">${t("recorded_by")} ${hazard.recorded_by.name} ${when(hazard.received_at)}</p>`;
}

/** The one with this id becomes a duplicate of the other. */
function Merge({ items, id, done, close }) {
  const [hazard, master] = items[0].id === id ? items : [items[1], items[0]];
  const form = useForm({ note: "" });
  const act = () => send("POST", `/hazards/${id}/moves`, { move: "mark_duplicate", version: hazard.version, master_id: master.id, ...form.values }).then(done);
  return html`<${Small} form=${form} act=${act} label=${t("merge_into", { number: master.number })} close=${close}>
    <${Field} form=${form} name="note" label=${t("reason")} required /><//>`;
}
