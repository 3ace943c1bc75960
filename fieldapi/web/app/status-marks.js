/** Each status has a shape and a colour, so that neither is needed to tell them apart. The same on the map and in lists. */
import { html } from "./html.js";

const DOTTED = "M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18Z";
const DIAMOND = "M12 1.5 22.5 12 12 22.5 1.5 12Z";
const CROSS = "M5 2 12 9l7-7 3 3-7 7 7 7-3 3-7-7-7 7-3-3 7-7-7-7Z";

//  status: [path in a box of 24, colour, filled?]
export const MARKS = {
  recorded: [DOTTED, "#17375e", false],
  confirmed: [DOTTED, "#17375e", true],
  referred: ["M3.5 3.5h17v17h-17Z", "#2f6aa8", true],
  claimed_fixed: [DIAMOND, "#7d5c00", true],
  escalated: ["M12 2 22.5 21h-21Z", "#b3261e", true],
  verified_fixed: [DIAMOND, "#1f6b45", false],
  closed: ["M3.5 3.5h17v17h-17Z", "#1f6b45", false],
  dismissed: [CROSS, "#566273", true],
  out_of_jurisdiction: [CROSS, "#566273", true],
  duplicate: [CROSS, "#566273", true],
};

/** @param {{code: string, coloured?: boolean}} props without its own colour it takes that of the words beside it */
export function StatusMark({ code, coloured }) {
  const [path, colour, full] = MARKS[code] ?? MARKS.dismissed;
  return html`<svg class="status-mark" viewBox="0 0 24 24" aria-hidden="true" style=${coloured ? { color: colour } : {}}>
    <path d=${path} fill=${full ? "currentColor" : "none"} stroke="currentColor" stroke-width=${full ? 0 : 4} /></svg>`;
}

const SIZE = 48;

/** The mark as pixels for the map. @param {string} code */
export function markPixels(code) {
  const [path, colour, full] = MARKS[code];
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = SIZE;
  const ink = canvas.getContext("2d");
  ink.scale(SIZE / 28, SIZE / 28);
  ink.translate(2, 2);
  const shape = new Path2D(path);
  ink.lineJoin = "round";
  ink.lineWidth = full ? 2 : 5;
  ink.fillStyle = full ? colour : "#fff";
  ink.strokeStyle = full ? "#fff" : colour;
  ink.fill(shape);
  ink.stroke(shape);
  return ink.getImageData(0, 0, SIZE, SIZE);
}
