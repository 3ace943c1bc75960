/** Read the QR code on a cover from a photo of it; where nothing is read, its number is typed. */
import { useState } from "preact/hooks";
import { html } from "./html.js";
import { t } from "./language.js";

const LONGEST = 100;
const WIDEST_PX = 1600;

/** @param {{onCode: (code: string) => void}} props */
export function CodeScan({ onCode }) {
  const [state, setState] = useState(null);
  const read = async (event) => {
    const [file] = event.target.files;
    event.target.value = "";
    if (!file) return;
    setState("reading");
    const found = await codeIn(file).catch(() => null);
    setState(found ? null : "no_code");
    if (found) onCode(found.slice(0, LONGEST));
  };
  return html`<div class="buttons"><label class="button file">${t("scan_code")}
      <input type="file" class="hidden" accept="image/*" capture="environment" onChange=${read} /></label></div>
    <p class="hint" role="status">${state && t(state)}</p>`;
}

/** @param {Blob} file @returns {Promise<string | null>} */
async function codeIn(file) {
  const picture = await createImageBitmap(file);
  if (globalThis.BarcodeDetector) {
    const [found] = await new BarcodeDetector({ formats: ["qr_code"] }).detect(picture);
    return found?.rawValue ?? null;
  }
  await import("/web/vendor/jsqr.js"); // a script of the old kind: it leaves its function on the page
  const scale = Math.min(1, WIDEST_PX / picture.width);
  const canvas = document.createElement("canvas");
  canvas.width = picture.width * scale;
  canvas.height = picture.height * scale;
  const drawing = canvas.getContext("2d");
  drawing.drawImage(picture, 0, 0, canvas.width, canvas.height);
  const { data } = drawing.getImageData(0, 0, canvas.width, canvas.height);
  return globalThis.jsQR(data, canvas.width, canvas.height)?.data || null;
}
