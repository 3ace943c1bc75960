/** What the camera sees, the shutter, and what the next photo shows. */
import { html } from "./html.js";
import { t, word } from "./language.js";
import { PHOTO_KINDS } from "./life.js";

/**
 * @param {{camera: any, shoot: () => void, choose: (event: any) => void, kind: string, onKind: (kind: string) => void,
 *   missing: string[], fix: any, ghost?: string | null}} props *ghost*: an earlier photo to stand in the same place
 */
export function Viewfinder({ camera, shoot, choose, kind, onKind, missing, fix, ghost = null }) {
  return html`<div class="viewfinder">
    <div class="view">
      <video ref=${camera.video} autoplay playsinline muted aria-label=${t("camera")}></video>
      ${ghost && html`<img class="ghost" src=${ghost} alt="" />`}
      ${camera.said && html`<p class="camera-said">${t(camera.said)}</p>`}
      <p class="fix-line" role="status">${fix}</p>
    </div>
    <div class="kinds" role="group" aria-label=${t("next_shows")}>
      ${PHOTO_KINDS.map((code) => html`<button key=${code} type="button" class=${`kind ${missing.includes(code) ? "missing" : ""}`}
        aria-pressed=${code === kind ? "true" : "false"} onClick=${() => onKind(code)}>${word("photo_kind", code)}</button>`)}
    </div>
    <div class="shutter-row">
      <label class="button file">${t("choose_photo")}<input type="file" class="hidden" multiple onChange=${choose}
        accept="image/*,video/mp4,video/quicktime" /></label>
      <button type="button" class="shutter" disabled=${!camera.ready} onClick=${shoot}><span class="hidden">${t("take_photo")}</span></button>
      ${camera.said ? html`<label class="button file">${t("phone_camera")}<input type="file" class="hidden" onChange=${choose}
        accept="image/*" capture="environment" /></label>` : html`<span></span>`}
    </div>
  </div>`;
}
