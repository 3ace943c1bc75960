/** The photos of a hazard: look, download the original, add one. */
import { useState } from "preact/hooks";
import { Anchored } from "./anchors.js";
import { address } from "./api.js";
import { size } from "./format.js";
import { html } from "./html.js";
import { t, word } from "./language.js";
import { useLoad } from "./load.js";
import { PhotoFlags } from "./photo-flags.js";
import { PhotoPicker } from "./photo-picker.js";
import { PhotoViewer } from "./photo-viewer.js";
import { useSession } from "./session.js";
import { Empty, Section } from "./ui.js";
import { useUploads } from "./uploads.js";

/** @param {{hazard: any, anchors: Record<string, any>, reload: () => void}} props */
export function HazardPhotos({ hazard, anchors, reload }) {
  const { can } = useSession();
  const [open, setOpen] = useState(null);
  const [adding, setAdding] = useState(false);
  const purges = useLoad(can("list_purges") ? `/hazards/${hazard.id}/purges` : null);
  const waiting = (photo) => purges.data?.items.findLast((purge) => purge.photo_id === photo.id && purge.state === "proposed");
  const changed = () => {
    purges.reload();
    reload();
  };
  const shown = hazard.photos.find((photo) => photo.id === open);
  const add = can("add_photo") && !adding
    && html`<button type="button" class="button" onClick=${() => setAdding(true)}>${t("add_photo")}</button>`;
  return html`<${Section} title=${t("photos")} id="hazard-photos" aside=${add}>
    ${adding && html`<${AddPhotos} hazard=${hazard} reload=${reload} close=${() => setAdding(false)} />`}
    ${hazard.photos.length === 0 && html`<${Empty}>${t("no_photos_yet")}<//>`}
    <ul class="photo-grid">
      ${hazard.photos.map((photo) => html`<${Photo} key=${photo.id} photo=${photo} hazard=${hazard} anchor=${anchors[photo.id]}
        purge=${waiting(photo)} reload=${reload} onOpen=${() => setOpen(photo.id)} />`)}
    </ul>
    ${shown && html`<${PhotoViewer} key=${shown.id} photo=${shown} hazard=${hazard} purge=${waiting(shown)} reload=${changed} close=${() => setOpen(null)} />`}
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

const HIDDEN = { withdrawn: "photo_withdrawn", purged: "photo_purged" };

function Photo({ photo, hazard, anchor, purge, reload, onOpen }) {
  const { onTeam } = useSession();
  const hidden = HIDDEN[photo.status] ?? (photo.preview === "none" ? "no_preview" : null)
    ?? (photo.cleared || onTeam(hazard.office.id) ? null : "is_not_cleared");
  const label = t("photo_of_kind", { kind: word("photo_kind", photo.kind) });
  return html`<li>
    ${hidden
      ? html`<div class="thumb none">${t(hidden)}</div>`
      : html`<button type="button" class="photo-open" onClick=${onOpen}>
          <img class="thumb" loading="lazy" src=${address(`/photos/${photo.id}/preview?size=320`)} alt=${t("enlarge", { what: label })} />
        </button>`}
    <p><strong>${word("photo_kind", photo.kind)}</strong> <span class="quiet">${word("provenance", photo.provenance)}</span>
      ${" "}<${Anchored} of=${anchor} /></p>
    ${purge && html`<p class="unverified">${t("purge_open")}</p>`}
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
