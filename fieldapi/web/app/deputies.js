/** Who acts in whose role, and until when; chiefs name their own deputies. */
import { useState } from "preact/hooks";
import { Small, Why } from "./account-forms.js";
import { send } from "./api.js";
import { Field, filled, useForm } from "./forms.js";
import { html } from "./html.js";
import { t, word } from "./language.js";
import { useLoad } from "./load.js";
import { useItems } from "./reference.js";
import { useSession } from "./session.js";
import { Empty, Loaded, Section } from "./ui.js";

export function Deputies() {
  const { me, can } = useSession();
  const load = useLoad("/deputies");
  const [doing, setDoing] = useState(null);
  const close = () => setDoing(null);
  const done = () => {
    close();
    load.reload();
  };
  const aside = can("deputise") && !doing && html`<button type="button" class="button" onClick=${() => setDoing("add")}>${t("deputise")}</button>`;
  return html`<${Section} title=${t("deputies")} id="deputies" aside=${aside}>
    ${doing === "add" && html`<${Deputise} done=${done} close=${close} />`}
    <${Loaded} load=${load}>${() => html`${!load.data.items.length && html`<${Empty}>${t("no_deputies")}<//>`}
      <ul class="plain rows">${load.data.items.map((one) => html`<li key=${one.id} class="row"><div class="split">
        <span>${t("deputy_line", { person: one.person.name, who: one.deputises.name, from: one.valid_from, to: one.valid_to })}
          <span class="quiet"> ${word("role_name", one.role)}</span></span>
        ${one.deputises.id === me.id && can("end_deputy") && html`<button type="button" class="button quiet-button" onClick=${() => setDoing(one.id)}>${t("end_deputy")}</button>`}</div>
        ${doing === one.id && html`<${End} deputy=${one} done=${done} close=${close} />`}</li>`)}</ul>`}<//>
  <//>`;
}

function Deputise({ done, close }) {
  const { me } = useSession();
  const offices = new Set(me.roles.map((held) => held.office?.id));
  const people = useItems("/people").filter((person) => person.id !== me.id && person.roles.some((held) => held.office && offices.has(held.office.id)));
  const form = useForm({ person_id: "", valid_from: "", valid_to: "", reason: "" });
  const act = async () => done(await send("POST", "/deputies", filled(form.values)));
  return html`<${Small} form=${form} act=${act} label=${t("deputise")} close=${close}>
    <${Field} form=${form} name="person_id" label=${t("colleague")} kind="select" required
      options=${[["", t("please_choose")], ...people.map((person) => [person.id, person.name])]} />
    <${Field} form=${form} name="valid_from" label=${t("valid_from")} kind="date" />
    <${Field} form=${form} name="valid_to" label=${t("valid_to")} kind="date" required />
    <${Why} form=${form} /><//>`;
}

function End({ deputy, done, close }) {
  const form = useForm({ reason: "" });
  const act = async () => done(await send("POST", `/deputies/${deputy.id}/end`, form.values));
  return html`<${Small} form=${form} act=${act} label=${t("end_deputy")} close=${close}><${Why} form=${form} /><//>`;
}
