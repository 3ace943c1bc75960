/** Photos that invited people sent, which wait for a prosecutor. */
import { useState } from "preact/hooks";
import { Small, Why } from "./account-forms.js";
import { address, query, send } from "./api.js";
import { useForm } from "./forms.js";
import { when } from "./format.js";
import { html } from "./html.js";
import { t, word } from "./language.js";
import { usePages } from "./load.js";
import { More } from "./more.js";
import { useSession } from "./session.js";
import { BackLink, Empty, Loaded, ProblemNote } from "./ui.js";

export function ContributionsScreen() {
  const at = (cursor) => `/contributions${query({ status: "pending_confirmation", cursor })}`;
  const pages = usePages(at(null), at);
  return html`<div class="narrow">
    <${BackLink} to="#/home">${t("tab_home")}<//>
    <h1>${t("contributions")}</h1><p class="quiet">${t("contributions_lead")}</p>
    <${Loaded} load=${pages}>${() => html`${!pages.items.length && html`<${Empty}>${t("no_contributions")}<//>`}
      ${pages.items.map((photo) => html`<${Contribution} key=${photo.id} photo=${photo} done=${pages.reload} />`)}
      <${More} pages=${pages} />`}<//>
  </div>`;
}

function Contribution({ photo, done }) {
  const { can } = useSession();
  const [declining, setDeclining] = useState(false);
  const [problem, setProblem] = useState(null);
  const confirm = () => send("POST", `/photos/${photo.id}/confirm`).then(done, setProblem);
  return html`<article class="panel">
    <img class="contribution" loading="lazy" src=${address(`/photos/${photo.id}/preview?size=1600`)} alt=${t("photo_of_kind", { kind: word("photo_kind", photo.kind) })} />
    <p><strong>${photo.uploaded_by.name}</strong> <span class="quiet">${when(photo.received_at)}</span></p>
    ${photo.remark && html`<p>${photo.remark}</p>`}
    ${photo.conflict && html`<p class="note">${word("photo_conflict", photo.conflict)}</p>`}
    <p><a href=${`#/hazards/${photo.hazard_id}`}>${t("to_hazard")}</a></p>
    <${ProblemNote} problem=${problem} />
    ${declining ? html`<${Decline} photo=${photo} done=${done} close=${() => setDeclining(false)} />` : html`<div class="buttons">
      ${can("confirm_photo") && html`<button type="button" class="button primary" onClick=${confirm}>${t("confirm_photo")}</button>`}
      ${can("decline_photo") && html`<button type="button" class="button" onClick=${() => setDeclining(true)}>${t("decline_photo")}</button>`}</div>`}
  </article>`;
}

function Decline({ photo, done, close }) {
  const form = useForm({ reason: "" });
  const act = async () => done(await send("POST", `/photos/${photo.id}/decline`, form.values));
  return html`<${Small} form=${form} act=${act} label=${t("decline_photo")} close=${close}><${Why} form=${form} /><//>`;
}
