/** The type of a hazard by picture, by search, recent ones first. */
import { useState } from "preact/hooks";
import { html } from "./html.js";
import { nameOf, t, word } from "./language.js";
import { Pictogram } from "./pictograms.js";
import { useItems } from "./reference.js";

const RECENT = "lanjian.types";
const MOST_RECENT = 6;
const FAMILIES = ["manhole", "fire_lane", "tactile_paving", "road_defect", "overhead_line", "gas", "water_safety", "school_perimeter"];

/** @returns {string[]} codes */
const recent = () => JSON.parse(localStorage.getItem(RECENT) ?? "[]");

/** @param {string} code */
export function remember(code) {
  localStorage.setItem(RECENT, JSON.stringify([code, ...recent().filter((one) => one !== code)].slice(0, MOST_RECENT)));
}

/** @param {{value: string, onPick: (code: string) => void}} props */
export function TypePicker({ value, onPick }) {
  const types = useItems("/hazard-types");
  const [open, setOpen] = useState(false);
  const [sought, setSought] = useState("");
  const chosen = types.find((type) => type.code === value);
  if (chosen && !open) {
    return html`<div class="type-chosen"><${Tile} type=${chosen} pressed onClick=${() => setOpen(true)} />
      <button type="button" class="button" onClick=${() => setOpen(true)}>${t("change")}</button></div>`;
  }
  const pick = (code) => {
    setOpen(false);
    setSought("");
    onPick(code);
  };
  const fitting = shown(types, sought.trim());
  return html`<div class="type-picker">
    <label class="hidden" for="type-search">${t("type_search")}</label>
    <input id="type-search" type="search" value=${sought} placeholder=${t("type_search")} onInput=${(event) => setSought(event.target.value)} />
    <div class="tiles" role="group" aria-label=${t("type")}>
      ${fitting.map((type) => html`<${Tile} key=${type.code} type=${type} onClick=${() => pick(type.code)} />`)}
    </div>
    ${types.length > 0 && !fitting.length && html`<p class="empty">${t("nothing_found")}</p>`}
  </div>`;
}

/** What is found in streets comes first. @param {any} type */
const place = ({ family }) => (FAMILIES.indexOf(family) + FAMILIES.length + 1) % (FAMILIES.length + 1);

/** Recent ones, then all in their order; or what fits the words. */
function shown(types, sought) {
  if (sought) return types.filter((type) => [type.name_zh, type.name_en, word("family", type.family)].some((name) => name.toLowerCase().includes(sought.toLowerCase())));
  const before = recent().map((code) => types.find((type) => type.code === code)).filter(Boolean);
  return [...before, ...types.filter((type) => !before.includes(type)).sort((a, b) => place(a) - place(b))];
}

function Tile({ type, pressed, onClick }) {
  return html`<button type="button" class="tile" aria-pressed=${pressed ? "true" : undefined} onClick=${onClick}>
    <${Pictogram} type=${type} /><span>${nameOf(type)}</span>
  </button>`;
}
