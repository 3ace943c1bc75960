/** Take or choose photos, say of each what it shows, see it go. */
import { useRef } from "preact/hooks";
import { size } from "./format.js";
import { html } from "./html.js";
import { t, word } from "./language.js";
import { PHOTO_KINDS } from "./life.js";
import { sentence } from "./ui.js";

/**
 * @param {{uploads: any, place?: any, wanted?: string[], hazardId?: string | null}} props
 *   *wanted*: kinds that the hazard type asks for; *hazardId* once photos can be sent
 */
export function PhotoPicker({ uploads, place = null, wanted = [], hazardId = null }) {
  const have = uploads.photos.map((photo) => photo.kind);
  const missing = wanted.filter((kind) => !have.includes(kind));
  const add = (event, fromCamera) => {
    uploads.add(event.target.files, missing, fromCamera, place);
    event.target.value = "";
  };
  return html`<div class="photo-picker">
    ${missing.length > 0 && html`<p class="hint">
      ${t("shots_missing", { kinds: missing.map((kind) => word("photo_kind", kind)).join(t("comma")) })}</p>`}
    <div class="buttons">
      <${Chooser} label=${t("take_photo")} camera onChange=${(event) => add(event, true)} />
      <${Chooser} label=${t("choose_photo")} onChange=${(event) => add(event, false)} />
    </div>
    <ul class="plain">
      ${uploads.photos.map((photo) => html`<${Row} key=${photo.id} photo=${photo} uploads=${uploads} hazardId=${hazardId} />`)}
    </ul>
  </div>`;
}

function Chooser({ label, camera, onChange }) {
  const input = useRef(null);
  return html`<label class="button file">${label}
    <input ref=${input} type="file" class="hidden" multiple onChange=${onChange}
      accept=${camera ? "image/*" : "image/*,video/mp4,video/quicktime,application/pdf"}
      capture=${camera ? "environment" : undefined} />
  </label>`;
}

function Row({ photo, uploads, hazardId }) {
  const fixed = photo.state === "sending" || photo.state === "sent";
  return html`<li class=${`upload ${photo.state}`}>
    <img src=${photo.url} alt="" class="thumb" />
    <div class="upload-text">
      <p class="file-name">${photo.file.name} <span class="quiet">${size(photo.file.size)}</span></p>
      <label class="hidden" for=${`kind-${photo.id}`}>${t("photo_kind")}</label>
      <select id=${`kind-${photo.id}`} value=${photo.kind} disabled=${fixed}
        onChange=${(event) => uploads.change(photo.id, { kind: event.target.value })}>
        ${PHOTO_KINDS.map((kind) => html`<option key=${kind} value=${kind}>${word("photo_kind", kind)}</option>`)}
      </select>
      <div role="status">
        ${photo.state === "sending" && html`<progress max="1" value=${photo.progress} aria-label=${t("sending")}></progress>`}
        ${photo.state === "sent" && html`<p class="verified">${t("sent")}</p>`}
        ${photo.state === "failed" && html`<p class="field-error">${reason(photo.problem)}</p>`}
      </div>
    </div>
    <div class="upload-acts">
      ${photo.state === "failed" && hazardId && html`<button type="button" class="button"
        onClick=${() => uploads.sendOne(hazardId, photo)}>${t("retry")}</button>`}
      ${!fixed && html`<button type="button" class="button quiet-button" onClick=${() => uploads.remove(photo.id)}>
        ${t("remove")}<span class="hidden"> ${photo.file.name}</span></button>`}
    </div>
  </li>`;
}

/** @param {any} problem */
function reason(problem) {
  return problem.fields?.[0]?.message ?? sentence(problem);
}
