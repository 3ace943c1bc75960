/** The ends of a photo: its uploader takes it back, or two persons have it destroyed. */
import { useState } from "preact/hooks";
import { send } from "./api.js";
import { FormProblem } from "./conflict.js";
import { Field, Form, Submit, useForm } from "./forms.js";
import { when } from "./format.js";
import { html } from "./html.js";
import { t, word } from "./language.js";
import { useSession } from "./session.js";

/** What can be done, with the fields that it asks for and whether the photo is gone afterwards. */
const ENDS = {
  withdraw: { path: "withdraw", fields: ["reason"], gone: true },
  propose_purge: { path: "purge", fields: ["reason", "legal_basis"], gone: false },
  confirm_purge: { path: "purge/confirm", fields: ["note"], gone: true },
  decline_purge: { path: "purge/decline", fields: ["note"], gone: false },
};
const OPTIONAL = { confirm_purge: ["note"] };

/**
 * @param {{photo: any, hazard: any, purge: any, changed: () => void, close: () => void}} props
 *   *purge*: the proposal that waits, if there is one
 */
export function PhotoEnd({ photo, hazard, purge, changed, close }) {
  const session = useSession();
  const [chosen, setChosen] = useState(null);
  const offered = possible(photo, hazard, purge, session);
  const done = () => {
    setChosen(null);
    changed();
    if (ENDS[chosen].gone) close();
  };
  return html`<div class="photo-end">
    ${purge && html`<p class="unverified" role="status">${t("purge_waits", {
      by: purge.proposed_by.name, at: when(purge.proposed_at), reason: purge.reason, legal_basis: purge.legal_basis,
    })}</p>`}
    ${chosen
      ? html`<${EndForm} key=${chosen} act=${chosen} photo=${photo} done=${done} close=${() => setChosen(null)} reload=${changed} />`
      : html`<div class="buttons">${offered.map((act) => html`<button key=${act} type="button" class="button"
          onClick=${() => setChosen(act)}>${t(act)}</button>`)}</div>`}
  </div>`;
}

function possible(photo, hazard, purge, { me, can, onTeam }) {
  if (!onTeam(hazard.office.id)) return [];
  const waits = photo.status === "pending_confirmation" || hazard.status === "recorded";
  const mine = photo.uploaded_by.id === me.id;
  return [
    can("withdraw_photo") && mine && waits && "withdraw",
    can("propose_purge") && !purge && "propose_purge",
    can("confirm_purge") && purge && purge.proposed_by.id !== me.id && "confirm_purge",
    can("decline_purge") && purge && "decline_purge",
  ].filter(Boolean);
}

function EndForm({ act, photo, done, close, reload }) {
  const { path, fields } = ENDS[act];
  const form = useForm(Object.fromEntries(fields.map((name) => [name, ""])));
  const save = async () => {
    const seen = act === "confirm_purge" ? { sha256: photo.sha256 } : {};
    await send("POST", `/photos/${photo.id}/${path}`, { ...form.values, ...seen });
    done();
  };
  return html`<div class="inline-form"><${Form} form=${form} act=${save} label=${t(act)}>
    <p class="quiet">${t(`${act}_lead`)}</p>
    ${fields.map((name) => html`<${Field} key=${name} form=${form} name=${name} label=${word("payload", name)} kind="textarea" rows=${2}
      required=${!OPTIONAL[act]?.includes(name)} />`)}
    <${FormProblem} form=${form} reload=${reload} />
    <div class="buttons end">
      <button type="button" class="button" onClick=${close}>${t("cancel")}</button>
      <${Submit} form=${form}>${t(act)}<//>
    </div>
  <//></div>`;
}
