/** How much is not on the server yet: always in view. */
import { html } from "./html.js";
import { t } from "./language.js";
import { isUnsent, useOutbox } from "./outbox.js";
import { useSession } from "./session.js";

export function OutboxBadge() {
  const { me } = useSession();
  const { items } = useOutbox(me.id);
  const unsent = items.filter(isUnsent);
  if (!unsent.length) return null;
  const refused = unsent.some((item) => item.state === "refused");
  return html`<a class=${`outbox-badge ${refused ? "refused" : ""}`} href="#/outbox">${t("unsent_badge", { n: unsent.length })}</a>`;
}
