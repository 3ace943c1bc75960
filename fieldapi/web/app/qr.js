/** A QR code that the server drew. */
import { html } from "./html.js";

/** @param {{svg: string, label: string}} props as a picture, so that nothing in it can run */
export function Qr({ svg, label }) {
  return html`<img class="qr" alt=${label} src=${`data:image/svg+xml,${encodeURIComponent(svg)}`} />`;
}
