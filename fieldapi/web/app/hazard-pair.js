/** Before and after, one over the other, with a slider between them. */
import { useState } from "preact/hooks";
import { address } from "./api.js";
import { when } from "./format.js";
import { html } from "./html.js";
import { t } from "./language.js";
import { useSession } from "./session.js";
import { Section } from "./ui.js";

/** @param {{hazard: any}} props nothing until there is a photo of each */
export function HazardPair({ hazard }) {
  const { onTeam } = useSession();
  const [part, setPart] = useState(50);
  const team = onTeam(hazard.office.id);
  const shown = hazard.photos.filter((photo) => photo.status === "accepted" && photo.preview !== "none" && (team || photo.cleared));
  const before = shown.find((photo) => photo.kind !== "after");
  const after = shown.findLast((photo) => photo.kind === "after");
  if (!before || !after) return null;
  const picture = (photo, said) => html`<img src=${address(`/photos/${photo.id}/preview?size=1600`)} alt=${said} />`;
  const [earlier, later] = [t("pair_before", { at: when(before.received_at) }), t("pair_after", { at: when(after.received_at) })];
  return html`<${Section} title=${t("pair_title")} id="pair">
    <div class="before-after">${picture(before, earlier)}
      <div class="over" style=${{ clipPath: `inset(0 0 0 ${part}%)` }}>${picture(after, later)}</div>
      <span class="edge" style=${{ left: `${part}%` }}></span></div>
    <input type="range" min="0" max="100" value=${part} aria-label=${t("pair_slide")} onInput=${(event) => setPart(Number(event.target.value))} />
    <p class="split quiet"><span>${earlier}</span><span>${later}</span></p>
  <//>`;
}
