/** Draw arrows, circles and short words on a copy of a photo: with a finger or mouse, or by buttons and arrow keys. */
import { useState } from "preact/hooks";
import { send } from "./api.js";
import { ARROWS, between, useDrag } from "./drag.js";
import { html } from "./html.js";
import { t } from "./language.js";
import { Preview } from "./preview.js";
import { ProblemNote } from "./ui.js";

const SHAPES = ["arrow", "circle", "text"];
const LEAST = 0.01; // shorter ones are slips of the finger
const LONGEST_WORDS = 40;

/** What is meant, and from where an arrow comes or how far a circle reaches; in parts of the picture, 0 to 1.
 * @typedef {{shape: string, at: [number, number], from: [number, number], text: string}} Mark */

/** @param {[number, number]} a @param {[number, number]} b @returns {[number, number]} within the picture */
const plus = (a, b) => [between(0, a[0] + b[0], 0.999), between(0, a[1] + b[1], 0.999)];

/** Of a circle the drag begins in the middle, of an arrow it ends at what is meant. @returns {Mark} */
function markOf(shape, text, { from, to }) {
  const [at, other] = shape === "arrow" ? [to, from] : [from, to];
  return { shape, text, at: plus(at, [0, 0]), from: plus(other, [0, 0]) };
}

/** The mark as the API takes it. @param {Mark} mark @param {HTMLImageElement} picture */
function pixels({ shape, at, from, text }, { naturalWidth: wide, naturalHeight: high }) {
  const point = ([x, y]) => [Math.floor(x * wide), Math.floor(y * high)];
  const [[x, y], [fromX, fromY]] = [point(at), point(from)];
  if (shape === "arrow") return { shape, x, y, from_x: fromX, from_y: fromY };
  if (shape === "circle") return { shape, x, y, radius: Math.max(1, Math.round(Math.hypot(fromX - x, fromY - y))) };
  return { shape, x, y, text };
}

/** @param {{photo: any, name: string, done: () => void, cancel: () => void}} props */
export function Annotate({ photo, name, done, cancel }) {
  const [marks, setMarks] = useState(/** @type {Mark[]} */ ([]));
  const [tool, setTool] = useState({ shape: "arrow", text: "" });
  const [sending, setSending] = useState({ busy: false, problem: null });
  const [picture, setPicture] = useState(null);
  const ready = picture && (tool.shape !== "text" || tool.text.trim());
  const add = (drag) => ready && setMarks((all) => [...all, markOf(tool.shape, tool.text.trim(), drag)]);
  const change = (number, mark) => setMarks((all) => all.map((one, at) => (at === number ? mark : one)));
  const remove = (number) => setMarks((all) => all.filter((_, at) => at !== number));
  const save = async () => {
    setSending({ busy: true, problem: null });
    try {
      const said = { kind: "annotated", marks: marks.map((mark) => pixels(mark, picture)), picture_width: picture.naturalWidth };
      await send("POST", `/photos/${photo.id}/derivatives`, said);
      done();
    } catch (problem) {
      setSending({ busy: false, problem });
    }
  };
  return html`<p class="hint" id="mark-hint">${t("annotate_hint")}</p>
    <div class="buttons" role="group" aria-label=${t("mark_shape")}>${SHAPES.map((shape) => html`<button key=${shape} type="button" class="button"
      aria-pressed=${tool.shape === shape ? "true" : "false"} onClick=${() => setTool({ ...tool, shape })}>${t(`mark_${shape}`)}</button>`)}</div>
    ${tool.shape === "text" && html`<div class="field"><label for="mark-words">${t("mark_words")}</label>
      <input id="mark-words" maxlength=${LONGEST_WORDS} value=${tool.text} onInput=${(event) => setTool({ ...tool, text: event.target.value })} /></div>`}
    <${Canvas} marks=${marks} picture=${picture} tool=${tool} add=${add} change=${change} remove=${remove}>
      <${Preview} photo=${photo} name=${name} onLoad=${(event) => setPicture(event.currentTarget)} />
    <//>
    <${ProblemNote} problem=${sending.problem} />
    <div class="buttons end">
      <button type="button" class="button" disabled=${!ready} onClick=${() => add({ from: [0.4, 0.4], to: [0.5, 0.5] })}>${t("add_mark")}</button>
      <button type="button" class="button" onClick=${cancel}>${t("cancel")}</button>
      <button type="button" class="button primary" disabled=${sending.busy || !picture || !marks.length} onClick=${save}>
        ${t(sending.busy ? "drawing" : "save_marks")}</button>
    </div>`;
}

function Canvas({ marks, picture, tool, add, change, remove, children }) {
  const { drag, handlers } = useDrag((drawn) => {
    const length = Math.hypot(drawn.to[0] - drawn.from[0], drawn.to[1] - drawn.from[1]);
    if (tool.shape === "text" || length >= LEAST) add(drawn);
  });
  const seen = drag && tool.shape !== "text" ? [...marks, markOf(tool.shape, tool.text, drag)] : marks;
  return html`<div class="canvas" ...${handlers}>
    ${children}
    ${picture && html`<svg class="marks" aria-hidden="true" viewBox=${`0 0 ${picture.naturalWidth} ${picture.naturalHeight}`}>
      ${seen.map((mark, number) => html`<${Drawn} key=${number} mark=${mark} picture=${picture} />`)}</svg>`}
    ${marks.map((mark, number) => html`<${Handle} key=${number} mark=${mark} number=${number + 1}
      change=${(said) => change(number, said)} remove=${() => remove(number)} />`)}
  </div>`;
}

/** About as the copy will show it. */
function Drawn({ mark, picture }) {
  const { x, y, ...said } = pixels(mark, picture);
  const stroke = Math.max(3, picture.naturalWidth / 240);
  if (mark.shape === "circle") return html`<circle cx=${x} cy=${y} r=${said.radius} stroke-width=${stroke} />`;
  if (mark.shape === "text") return html`<text x=${x} y=${y} font-size=${picture.naturalWidth / 40} stroke-width=${stroke}>${said.text}</text>`;
  const angle = Math.atan2(y - said.from_y, x - said.from_x);
  const corner = (turn) => [x - 6 * stroke * Math.cos(angle + turn), y - 6 * stroke * Math.sin(angle + turn)].join();
  return html`<line x1=${said.from_x} y1=${said.from_y} x2=${x} y2=${y} stroke-width=${stroke} />
    <polygon points=${[[x, y].join(), corner(0.45), corner(-0.45)].join(" ")} />`;
}

/** The point that a mark means: arrows move it, with Shift they move its other end, Delete or a click removes it. */
function Handle({ mark, number, change, remove }) {
  const onKeyDown = (event) => {
    const way = ARROWS[event.key];
    if (event.key === "Delete" || event.key === "Backspace") remove();
    else if (!way) return;
    else if (event.shiftKey) change({ ...mark, from: plus(mark.from, way) });
    else change({ ...mark, at: plus(mark.at, way), from: plus(mark.from, way) });
    event.preventDefault();
  };
  const place = { left: `${mark.at[0] * 100}%`, top: `${mark.at[1] * 100}%` };
  return html`<button type="button" class="mark-handle" style=${place} aria-describedby="mark-hint" onKeyDown=${onKeyDown}
    aria-label=${t("mark_number", { number, shape: t(`mark_${mark.shape}`) })} onClick=${(event) => event.detail > 0 && remove()}></button>`;
}
