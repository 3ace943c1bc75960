/** The photos of a draft: what each shows can be changed, and a bad one be given up with a reason. */
import { useState } from "preact/hooks";
import { usePicture } from "./draft.js";
import { html } from "./html.js";
import { t, word } from "./language.js";
import { PHOTO_KINDS } from "./life.js";
import { useOutbox } from "./outbox.js";
import { useSession } from "./session.js";

/**
 * @param {{shots: any[], retag: (shot: any, item: any, kind: string) => Promise<void>,
 *   remove: (shot: any, item: any, reason: string) => Promise<void>}} props
 */
export function Shots({ shots, retag, remove }) {
  const { me } = useSession();
  const { items } = useOutbox(me.id);
  const [open, setOpen] = useState(null);
  if (!shots.length) return null;
  const shot = shots.find((one) => one.id === open);
  const item = items.find((one) => one.id === open);
  return html`<ul class="shots" aria-label=${t("photos")}>${shots.map((one) => html`<${Shot} key=${one.id} shot=${one}
      onOpen=${() => setOpen(open === one.id ? null : one.id)} />`)}</ul>
    ${shot && item && html`<${ShotForm} key=${open} shot=${shot} retag=${(kind) => retag(shot, item, kind)}
      remove=${(reason) => remove(shot, item, reason)} />`}`;
}

function Shot({ shot, onOpen }) {
  const kind = word("photo_kind", shot.kind);
  return html`<li><button type="button" class="photo-open" onClick=${onOpen}>
      <img class="thumb" src=${usePicture(shot.id)} alt=${t("edit_shot", { kind })} /></button>
    <span class="quiet">${kind}</span></li>`;
}

function ShotForm({ shot, retag, remove }) {
  const [reason, setReason] = useState("");
  return html`<section class="panel details" aria-label=${t("edit_shot", { kind: word("photo_kind", shot.kind) })}>
    <div class="kinds" role="group" aria-label=${t("photo_kind")}>${PHOTO_KINDS.map((code) => html`<button key=${code} type="button" class="kind"
      aria-pressed=${code === shot.kind ? "true" : "false"} onClick=${() => retag(code)}>${word("photo_kind", code)}</button>`)}</div>
    <div class="field"><label for="shot-reason">${t("discard_why")}</label>
      <input id="shot-reason" value=${reason} onInput=${(event) => setReason(event.target.value)} /></div>
    <button type="button" class="button" disabled=${!reason.trim()} onClick=${() => remove(reason.trim())}>${t("discard")}</button>
  </section>`;
}
