/** One photo, large, with its copies: cover parts of it, mark and stamp it, clear it for others. */
import { useState } from "preact/hooks";
import { Annotate } from "./annotate.js";
import { address, send } from "./api.js";
import { when } from "./format.js";
import { html } from "./html.js";
import { t, word } from "./language.js";
import { useLoad } from "./load.js";
import { PhotoClaims } from "./photo-claims.js";
import { PhotoEnd } from "./photo-end.js";
import { Preview } from "./preview.js";
import { Redact } from "./redact.js";
import { useSession } from "./session.js";
import { ProblemNote } from "./ui.js";

/** @param {{photo: any, hazard: any, purge: any, reload: () => void, close: () => void}} props a dialog of the browser's own */
export function PhotoViewer({ photo, hazard, purge, reload, close }) {
  const [drawing, setDrawing] = useState(/** @type {any} */ (null)); // how it is drawn on, if it is
  const copies = useLoad(`/photos/${photo.id}/derivatives`);
  const show = (dialog) => dialog && !dialog.open && dialog.showModal();
  const changed = () => {
    setDrawing(null);
    copies.reload();
    reload();
  };
  const name = t("photo_of_kind", { kind: word("photo_kind", photo.kind) });
  return html`<dialog class="large" ref=${show} onClose=${close} aria-label=${name}>
    <button type="button" class="close" aria-label=${t("close")} onClick=${close}>×</button>
    ${drawing
      ? html`<${drawing.by} photo=${photo} name=${name} done=${changed} cancel=${() => setDrawing(null)} />`
      : html`<${Preview} photo=${photo} name=${name} />
        <p class="quiet">${t("photo_line", { by: photo.uploaded_by.name, at: when(photo.received_at) })}</p>
        <${PhotoClaims} photo=${photo} />
        <${Acts} photo=${photo} hazard=${hazard} changed=${changed} draw=${(by) => setDrawing({ by })} />
        <${Copies} photo=${photo} items=${copies.data?.items ?? []} changed=${changed} />
        <${PhotoEnd} photo=${photo} hazard=${hazard} purge=${purge} changed=${changed} close=${close} />`}
    <p class="digest">SHA-256 ${photo.sha256}</p>
  </dialog>`;
}

/** Run one act at a time; its problem is said below the buttons. */
function useActs(changed) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState(null);
  const act = (path, said) => async () => {
    setBusy(true);
    setProblem(null);
    try {
      await send("POST", path, said);
      changed();
    } catch (failed) {
      setProblem(failed);
    }
    setBusy(false);
  };
  return { act, busy, problem };
}

function Acts({ photo, hazard, changed, draw }) {
  const { can, onTeam } = useSession();
  const { act, busy, problem } = useActs(changed);
  if (!onTeam(hazard.office.id)) return null;
  const after = hazard.photos.findLast((one) => one.kind === "after" && one.status === "accepted" && one.id !== photo.id);
  const button = (name, onClick) =>
    html`<button type="button" class="button" disabled=${busy} onClick=${onClick}>${t(name)}</button>`;
  const derive = (said) => act(`/photos/${photo.id}/derivatives`, said);
  const clear = (outcome) => act(`/photos/${photo.id}/clear`, { outcome });
  return html`<p class=${photo.cleared ? "verified" : "unverified"} role="status">
      ${t(busy ? "drawing" : photo.cleared ? "is_cleared" : "is_not_cleared")}</p>
    <div class="buttons">
      ${can("redact_photo") && button("cover", () => draw(Redact))}
      ${can("derive_photo") && button("annotate", () => draw(Annotate))}
      ${can("derive_photo") && button("stamp", derive({ kind: "stamped" }))}
      ${can("derive_photo") && after && photo.kind !== "after" && button("pair", derive({ kind: "pair", after_id: after.id }))}
      ${can("clear_photo") && !photo.cleared && button("nothing_to_cover", clear("nothing_to_redact"))}
      ${can("clear_photo") && photo.cleared && button("not_cleared", clear("not_cleared"))}
    </div>
    <${ProblemNote} problem=${problem} />`;
}

function Copies({ photo, items, changed }) {
  const { can } = useSession();
  const { act, busy, problem } = useActs(changed);
  if (!items.length) return null;
  const instead = (copy) => act(`/photos/${photo.id}/clear`, { outcome: "redacted", redaction_id: copy.id });
  return html`<h3>${t("copies")}</h3>
    <ul class="rows plain">${items.filter((copy) => !copy.purged_at).map((copy) => html`<li key=${copy.id} class="copy">
      <a href=${address(`/derivatives/${copy.id}/file`)} target="_blank" rel="noopener">${word("derivative", copy.kind)}</a>
      <span class="quiet">${when(copy.made_at)} ${copy.made_by.name}</span>
      ${copy.cleared && html`<span class="verified">${t("may_leave")}</span>`}
      ${can("clear_photo") && copy.kind === "redacted" && !copy.cleared
        && html`<button type="button" class="button" disabled=${busy} onClick=${instead(copy)}>${t("clear_with_this")}</button>`}
    </li>`)}</ul>
    <${ProblemNote} problem=${problem} />`;
}
