/** A hazard in a list. */
import { useState } from "preact/hooks";
import { address } from "./api.js";
import { when } from "./format.js";
import { html } from "./html.js";
import { nameOf, t, word } from "./language.js";
import { ROLES } from "./life.js";
import { useSession } from "./session.js";
import { Severity, Status } from "./ui.js";

/** @param {{hazard: any, type: any, selected?: boolean}} props */
export function HazardCard({ hazard, type, selected }) {
  return html`<article class=${`card ${selected ? "selected" : ""}`} id=${`hazard-${hazard.id}`}>
    <a class="card-link" href=${`#/hazards/${hazard.id}`}>
      <div class="card-text">
        <p class="number">${hazard.number}</p>
        <h2>${nameOf(type) || hazard.type}</h2>
        <p class="badges"><${Severity} code=${hazard.severity} /><${Status} code=${hazard.status} /></p>
        <p class="place">${hazard.address || hazard.area?.name || t("no_address")}</p>
        <p class="quiet">${t("seen_on", { at: when(hazard.seen_at) })}</p>
        <p class="quiet">${whoAnswers(hazard)}</p>
      </div>
      <${Thumbnail} hazard=${hazard} />
    </a>
  </article>`;
}

/** The agency in charge, or the chosen ones, or that nobody is chosen yet. @param {any} hazard */
export function whoAnswers(hazard) {
  if (hazard.referred_to) return t("referred_to", { name: hazard.referred_to.name });
  const chosen = ROLES.filter((role) => hazard.chosen[role]);
  if (!chosen.length) return t("nobody_chosen");
  return chosen.map((role) => `${word("role_short", role)} ${hazard.chosen[role].name}`).join(" · ");
}

/** @param {{hazard: any}} props */
export function Thumbnail({ hazard }) {
  const { can, onTeam } = useSession();
  const [failed, setFailed] = useState(false);
  const team = onTeam(hazard.office.id);
  const photo = hazard.photos.find((one) => one.status === "accepted" && one.preview !== "none" && (team || one.cleared));
  if (!photo || !can("read_preview")) return html`<div class="thumb none">${t("no_photo")}</div>`;
  if (failed) return html`<div class="thumb none">${t("preview_later")}</div>`;
  return html`<img class="thumb" loading="lazy" alt=${t("photo_of_kind", { kind: word("photo_kind", photo.kind) })}
    src=${address(`/photos/${photo.id}/preview?size=320`)} onError=${() => setFailed(true)} />`;
}
