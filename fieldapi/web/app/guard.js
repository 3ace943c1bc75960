/** Who guards the spot meanwhile; it changes no state. */
import { useState } from "preact/hooks";
import { query, send } from "./api.js";
import { Ends } from "./case-hazards.js";
import { Field, filled, Form, useForm } from "./forms.js";
import { instantOf, localValue, when } from "./format.js";
import { html } from "./html.js";
import { t, word } from "./language.js";
import { useSession } from "./session.js";
import { Section } from "./ui.js";

/** @param {{hazard: any, reload: () => void, put: (hazard: any) => void}} props */
export function Guard({ hazard, reload, put }) {
  const { can } = useSession();
  const [doing, setDoing] = useState(null);
  const { guarded } = hazard;
  const close = () => setDoing(null);
  const done = (after) => {
    put(after);
    close();
  };
  const may = can(guarded ? "unguard_hazard" : "guard_hazard") && !doing;
  const aside = may && html`<button type="button" class="button" onClick=${() => setDoing(guarded ? "end" : "begin")}>${t(guarded ? "guard_end" : "guard_add")}</button>`;
  return html`<${Section} title=${t("guard")} id="guard" aside=${aside}>
    ${guarded ? html`<p>${t("guard_line", { by: guarded.by, at: when(guarded.since) })}</p><p>${guarded.note}</p>` : html`<p class="quiet">${t("guard_none")}</p>`}
    ${doing === "begin" && html`<${Begin} hazard=${hazard} reload=${reload} done=${done} close=${close} />`}
    ${doing === "end" && html`<${End} hazard=${hazard} reload=${reload} done=${done} close=${close} />`}
  <//>`;
}

function Begin({ hazard, reload, done, close }) {
  const form = useForm({ since: localValue(new Date()), by: "", note: "", photo_id: "" });
  const act = async () => done(await send("PUT", `/hazards/${hazard.id}/guard`, { ...filled(form.values), since: instantOf(form.values.since) }));
  return html`<div class="inline-form"><${Form} form=${form} act=${act} label=${t("guard_add")}>
    <p class="quiet">${t("guard_hint")}</p>
    <${Field} form=${form} name="since" label=${t("guard_since")} kind="datetime-local" required />
    <${Field} form=${form} name="by" label=${t("guard_by")} required />
    <${Field} form=${form} name="note" label=${word("move_field", "note")} kind="textarea" />
    <${PhotoField} form=${form} hazard=${hazard} label=${t("guard_photo")} />
    <${Ends} form=${form} reload=${reload} close=${close}>${t("save")}<//>
  <//></div>`;
}

/** An accepted photo or file of the hazard, or none. @param {{form: any, hazard: any, label: string, required?: boolean}} props */
export function PhotoField({ form, hazard, label, required }) {
  const photos = hazard.photos.filter((photo) => photo.status === "accepted")
    .map((photo) => [photo.id, `${word("photo_kind", photo.kind)} ${when(photo.received_at)} ${photo.uploaded_by.name}`]);
  return html`<${Field} form=${form} name="photo_id" label=${label} required=${required} kind="select" options=${[["", t("no_document")], ...photos]} />`;
}

function End({ hazard, reload, done, close }) {
  const form = useForm({ reason: "" });
  const act = async () => done(await send("DELETE", `/hazards/${hazard.id}/guard${query(form.values)}`));
  return html`<div class="inline-form"><${Form} form=${form} act=${act} label=${t("guard_end")}>
    <${Field} form=${form} name="reason" label=${t("reason")} required />
    <${Ends} form=${form} reload=${reload} close=${close}>${t("guard_end")}<//>
  <//></div>`;
}
