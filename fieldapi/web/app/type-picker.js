/** The type of a hazard by picture, by search, recent ones first. */
import { useState } from "preact/hooks";
import { html } from "./html.js";
import { nameOf, t, word } from "./language.js";
import { useItems } from "./reference.js";

const RECENT = "lanjian.types";
const MOST_RECENT = 6;
/** A drawing per family, in a box of 24. */
const DRAWN = {
  manhole: "M12 4a8 8 0 1 1 0 16 8 8 0 0 1 0-16Z M8 9h8 M7 12h10 M8 15h8",
  fire_lane: "M12 3c4 5 6 7 6 11a6 6 0 0 1-12 0c0-2 1-4 3-5 0 2 1 3 2 3 1-3 0-6 1-9Z",
  tactile_paving: "M4 4h16v16H4Z M9 4v16 M15 4v16",
  road_defect: "M7 3 4 21 M17 3l3 18 M12 4v3 M12 11v3 M12 18v3",
  overhead_line: "M6 3v18 M18 3v18 M3 7h18 M6 10c4 4 8 4 12 0",
  gas: "M9 8h6v13H9Z M10 8V5h4v3 M8 12h8",
  water_safety: "M3 10c3-3 6 3 9 0s6 3 9 0 M3 16c3-3 6 3 9 0s6 3 9 0",
  school_perimeter: "M3 10 12 4l9 6 M5 10v10h14V10 M10 20v-5h4v5",
};
const OTHER = "M12 3 22 20H2Z M12 9v5 M12 16.6v.8";

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
const place = ({ family }) => (family in DRAWN ? Object.keys(DRAWN).indexOf(family) : Object.keys(DRAWN).length);

/** Recent ones, then all in their order; or what fits the words. */
function shown(types, sought) {
  if (sought) return types.filter((type) => [type.name_zh, type.name_en, word("family", type.family)].some((name) => name.toLowerCase().includes(sought.toLowerCase())));
  const before = recent().map((code) => types.find((type) => type.code === code)).filter(Boolean);
  return [...before, ...types.filter((type) => !before.includes(type)).sort((a, b) => place(a) - place(b))];
}

function Tile({ type, pressed, onClick }) {
  return html`<button type="button" class="tile" aria-pressed=${pressed ? "true" : undefined} onClick=${onClick}>
    <svg viewBox="0 0 24 24" aria-hidden="true"><path d=${DRAWN[type.family] ?? OTHER} /></svg><span>${nameOf(type)}</span>
  </button>`;
}
