/** A merge taken back: the duplicate becomes again what it was. */
import { useState } from "preact/hooks";
import { Small, Why } from "./account-forms.js";
import { send } from "./api.js";
import { useForm } from "./forms.js";
import { html } from "./html.js";
import { t } from "./language.js";
import { useSession } from "./session.js";

/** @param {{hazard: any, done: () => void}} props */
export function Unmerge({ hazard, done }) {
  const { can, onTeam } = useSession();
  const [open, setOpen] = useState(false);
  const form = useForm({ reason: "" });
  if (!can("split_hazard") || !onTeam(hazard.office.id)) return null;
  const act = () => send("POST", `/hazards/${hazard.id}/split`, { version: hazard.version, ...form.values }).then(done);
  if (open) return html`<${Small} form=${form} act=${act} label=${t("unmerge")} close=${() => setOpen(false)}><${Why} form=${form} /><//>`;
  return html`<button type="button" class="button quiet-button" onClick=${() => setOpen(true)}>${t("unmerge")}<span class="hidden"> ${hazard.number}</span></button>`;
}
