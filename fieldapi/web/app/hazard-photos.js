/** The photos of a hazard: look, download the original, add one. */
import { useState } from "preact/hooks";
import { address } from "./api.js";
import { size, when } from "./format.js";
import { html } from "./html.js";
import { t, word } from "./language.js";
import { PhotoFlags } from "./photo-flags.js";
import { PhotoPicker } from "./photo-picker.js";
import { useSession } from "./session.js";
import { Empty, Section } from "./ui.js";
import { useUploads } from "./uploads.js";

/** @param {{hazard: any, reload: () => void}} props */
export function HazardPhotos({ hazard, reload }) {
  const { can } = useSession();
  const [open, setOpen] = useState(null);
  const [adding, setAdding] = useState(false);
  const add = can("add_photo") && !adding
    && html`<button type="button" class="button" onClick=${() => setAdding(true)}>${t("add_photo")}</button>`;
  return html`<${Section} title=${t("photos")} id="hazard-photos" aside=${add}>
    ${adding && html`<${AddPhotos} hazard=${hazard} reload=${reload} close=${() => setAdding(false)} />`}
    ${hazard.photos.length === 0 && html`<${Empty}>${t("no_photos_yet")}<//>`}
    <ul class="photo-grid">
      ${hazard.photos.map((photo) => html`<${Photo} key=${photo.id} photo=${photo} reload=${reload} onOpen=${() => setOpen(photo)} />`)}
    </ul>
    ${open && html`<${Large} photo=${open} close=${() => setOpen(null)} />`}
  <//>`;
}

function AddPhotos({ hazard, reload, close }) {
  const uploads = useUploads();
  const [busy, setBusy] = useState(false);
  const sendAll = async () => {
    setBusy(true);
    const all = await uploads.sendAll(hazard.id);
    setBusy(false);
    reload();
    if (all) close();
  };
  return html`<div class="inline-form">
    <${PhotoPicker} uploads=${uploads} hazardId=${hazard.id} />
    <div class="buttons end">
      <button type="button" class="button" onClick=${close}>${t("cancel")}</button>
      <button type="button" class="button primary" disabled=${busy || !uploads.photos.length} onClick=${sendAll}>
        ${t(busy ? "sending" : "send_photos")}</button>
    </div>
  </div>`;
}

function Photo({ photo, reload, onOpen }) {
  const label = t("photo_of_kind", { kind: word("photo_kind", photo.kind) });
  return html`<li>
    ${photo.preview === "none"
      ? html`<div class="thumb none">${t("no_preview")}</div>`
      : html`<button type="button" class="photo-open" onClick=${onOpen}>
          <img class="thumb" loading="lazy" src=${address(`/photos/${photo.id}/preview?size=320`)} alt=${t("enlarge", { what: label })} />
        </button>`}
    <p><strong>${word("photo_kind", photo.kind)}</strong> <span class="quiet">${word("provenance", photo.provenance)}</span></p>
    <${PhotoFlags} photo=${photo} reload=${reload} />
    <${Original} photo=${photo} />
  </li>`;
}

function Original({ photo }) {
  const { can } = useSession();
  if (!can("read_original") || photo.status !== "accepted") return null;
  return html`<a class="original" href=${address(`/photos/${photo.id}/original`)} download>
    ${t("original", { size: size(photo.size_bytes) })}</a>`;
}

/** One photo, large, in a dialog of the browser's own. */
function Large({ photo, close }) {
  const show = (dialog) => dialog && !dialog.open && dialog.showModal();
  return html`<dialog class="large" ref=${show} onClose=${close} aria-label=${word("photo_kind", photo.kind)}>
    <button type="button" class="close" aria-label=${t("close")} onClick=${close}>×</button>
    <img src=${address(`/photos/${photo.id}/preview?size=1600`)} alt=${t("photo_of_kind", { kind: word("photo_kind", photo.kind) })} />
    <p class="quiet">${t("photo_line", { by: photo.uploaded_by.name, at: when(photo.received_at) })}</p>
    <p class="digest">SHA-256 ${photo.sha256}</p>
  </dialog>`;
}
