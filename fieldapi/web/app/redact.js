/** Draw boxes over a photo: with a finger or mouse, or by buttons and arrow keys. */
import { useState } from "preact/hooks";
import { send } from "./api.js";
import { ARROWS, between, useDrag } from "./drag.js";
import { html } from "./html.js";
import { t } from "./language.js";
import { Preview } from "./preview.js";
import { ProblemNote } from "./ui.js";

const LEAST = 0.01; // smaller ones are slips of the finger

/** A box in parts of the picture, 0 to 1. @typedef {{x: number, y: number, width: number, height: number}} Box */

/** @param {Box} box @returns {Box} the same, within the picture */
function within({ x, y, width, height }) {
  const [w, h] = [between(LEAST, width, 1), between(LEAST, height, 1)];
  return { x: between(0, x, 1 - w), y: between(0, y, 1 - h), width: w, height: h };
}

/** @param {Box} box in whole pixels of the picture on the screen, covering at least what was drawn */
function pixels(box, { naturalWidth: wide, naturalHeight: high }) {
  const [x, y] = [Math.floor(box.x * wide), Math.floor(box.y * high)];
  const right = Math.min(Math.ceil((box.x + box.width) * wide), wide);
  return { x, y, width: right - x, height: Math.min(Math.ceil((box.y + box.height) * high), high) - y };
}

/** @param {{photo: any, name: string, done: () => void, cancel: () => void}} props */
export function Redact({ photo, name, done, cancel }) {
  const [boxes, setBoxes] = useState(/** @type {Box[]} */ ([]));
  const [sending, setSending] = useState({ busy: false, problem: null });
  const [picture, setPicture] = useState(null); // nothing can be measured on it before it is there
  const add = (box) => picture && setBoxes((all) => [...all, within(box)]);
  const change = (number, box) => setBoxes((all) => all.map((one, at) => (at === number ? within(box) : one)));
  const remove = (number) => setBoxes((all) => all.filter((_, at) => at !== number));
  const save = async () => {
    setSending({ busy: true, problem: null });
    try {
      const said = { boxes: boxes.map((box) => pixels(box, picture)), picture_width: picture.naturalWidth };
      await send("POST", `/photos/${photo.id}/redactions`, said);
      done();
    } catch (problem) {
      setSending({ busy: false, problem });
    }
  };
  return html`<p class="hint" id="cover-hint">${t("cover_hint")}</p>
    <${Canvas} boxes=${boxes} add=${add} change=${change} remove=${remove}>
      <${Preview} photo=${photo} name=${name} onLoad=${(event) => setPicture(event.currentTarget)} />
    <//>
    <${ProblemNote} problem=${sending.problem} />
    <div class="buttons end">
      <button type="button" class="button" disabled=${!picture} onClick=${() => add({ x: 0.4, y: 0.4, width: 0.2, height: 0.2 })}>
        ${t("add_box")}</button>
      <button type="button" class="button" onClick=${cancel}>${t("cancel")}</button>
      <button type="button" class="button primary" disabled=${sending.busy || !picture || !boxes.length} onClick=${save}>
        ${t(sending.busy ? "drawing" : "save_cover")}</button>
    </div>`;
}

function Canvas({ boxes, add, change, remove, children }) {
  const { drag, handlers } = useDrag((drawn) => {
    const box = spanned(drawn);
    if (box.width >= LEAST && box.height >= LEAST) add(box);
  });
  return html`<div class="canvas" ...${handlers}>
    ${children}
    ${boxes.map((box, number) => html`<${Cover} key=${number} box=${box} number=${number + 1}
      change=${(said) => change(number, said)} remove=${() => remove(number)} />`)}
    ${drag && html`<div class="cover" style=${place(spanned(drag))}></div>`}
  </div>`;
}

function spanned({ from: [x1, y1], to: [x2, y2] }) {
  return { x: Math.min(x1, x2), y: Math.min(y1, y2), width: Math.abs(x2 - x1), height: Math.abs(y2 - y1) };
}

function place(box) {
  const percent = (part) => `${part * 100}%`;
  return { left: percent(box.x), top: percent(box.y), width: percent(box.width), height: percent(box.height) };
}

/** One box: arrows move it, with Shift they change its size, Delete or a click removes it. */
function Cover({ box, number, change, remove }) {
  const onKeyDown = (event) => {
    const [dx, dy] = ARROWS[event.key] ?? [];
    if (event.key === "Delete" || event.key === "Backspace") remove();
    else if (dx === undefined) return;
    else if (event.shiftKey) change({ ...box, width: box.width + dx, height: box.height + dy });
    else change({ ...box, x: box.x + dx, y: box.y + dy });
    event.preventDefault();
  };
  return html`<button type="button" class="cover" style=${place(box)} aria-describedby="cover-hint"
    aria-label=${t("box_number", { number })} onKeyDown=${onKeyDown} onClick=${(event) => event.detail > 0 && remove()}></button>`;
}
