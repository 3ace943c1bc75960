/** What the file and the device claim of a photo beside what the server knows. Nothing here is proven by being written. */
import { position, when } from "./format.js";
import { html } from "./html.js";
import { t, word } from "./language.js";

/** @param {{photo: any}} props */
export function PhotoClaims({ photo }) {
  const { claimed, captured } = photo;
  const place = (one) => (one ? `${position(one.lon, one.lat)} ${one.datum}` : "—");
  const degrees = (heading) => (heading == null ? "—" : `${Math.round(heading)}°`);
  const device = [claimed.device, claimed.software].filter(Boolean).join(" · ") || "—";
  const row = (name, ...cells) => html`<tr><th scope="row">${t(name)}</th>${cells.map((cell, index) => html`<td key=${index}>${cell}</td>`)}</tr>`;
  return html`<details class="claims"><summary>${t("claims")}</summary><div class="table-scroll" tabindex="0" role="region" aria-label=${t("claims")}>
    <table class="table"><thead><tr><td></td>${["claims_by_file", "claims_by_device", "claims_by_server"].map((name) => html`
      <th key=${name} scope="col">${t(name)}</th>`)}</tr></thead><tbody>
      ${row("claims_time", claimed.taken_at ?? "—", when(captured?.at) || "—", when(photo.received_at))}
      ${row("claims_place", place(claimed.location), place(captured?.location), "—")}
      ${row("claims_heading", degrees(claimed.direction_deg), degrees(captured?.heading_deg), "—")}
      ${row("claims_device", device, captured?.source ?? "—", word("provenance", photo.provenance))}
    </tbody></table></div>
    ${claimed.notes.length > 0 && html`<p class="quiet">${t("claims_notes")}：${claimed.notes.join(t("comma"))}</p>`}
  </details>`;
}
