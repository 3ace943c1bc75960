/** A place to write one's name; the strokes go to the server in units of a square of 10 000. */
import { useEffect, useRef } from "preact/hooks";
import { html } from "./html.js";
import { t } from "./language.js";

const UNITS = 10_000;
const MOST = { strokes: 200, points: 2000 }; // what the API takes

/** @param {{strokes: [number, number][][], onChange: (strokes: [number, number][][]) => void}} props */
export function SignaturePad({ strokes, onChange }) {
  const canvas = useRef(null);
  const writing = useRef(null);
  useEffect(() => draw(canvas.current, strokes), [strokes]);
  const point = (event) => {
    const { left, top, width } = canvas.current.getBoundingClientRect();
    const unit = (length) => Math.max(0, Math.min(UNITS - 1, Math.round((length / width) * UNITS)));
    return [unit(event.clientX - left), unit(event.clientY - top)];
  };
  const begin = (event) => {
    if (strokes.length >= MOST.strokes) return;
    canvas.current.setPointerCapture(event.pointerId);
    writing.current = [point(event)];
  };
  const go = (event) => {
    const stroke = writing.current;
    if (!stroke || stroke.length >= MOST.points) return;
    const [next, last] = [point(event), stroke.at(-1)];
    if (next[0] === last[0] && next[1] === last[1]) return;
    stroke.push(next);
    draw(canvas.current, [...strokes, stroke]);
  };
  const end = () => {
    if (writing.current) onChange([...strokes, writing.current]);
    writing.current = null;
  };
  return html`<div class="signature-pad">
    <canvas ref=${canvas} width="1000" height="400" role="img" aria-label=${t("sign_pad")} onPointerDown=${begin}
      onPointerMove=${go} onPointerUp=${end} onPointerCancel=${end}></canvas>
    <div class="split"><span class="hint">${t("sign_keyboard")}</span>
      <button type="button" class="button" disabled=${!strokes.length} onClick=${() => onChange([])}>${t("sign_pad_clear")}</button></div>
  </div>`;
}

function draw(canvas, strokes) {
  const ink = canvas.getContext("2d");
  const scale = canvas.width / UNITS;
  ink.clearRect(0, 0, canvas.width, canvas.height);
  ink.lineWidth = 6;
  ink.lineCap = ink.lineJoin = "round";
  ink.strokeStyle = "#000";
  for (const stroke of strokes) {
    ink.beginPath();
    ink.moveTo(stroke[0][0] * scale, stroke[0][1] * scale);
    for (const [x, y] of stroke) ink.lineTo(x * scale, y * scale);
    ink.stroke();
  }
}
