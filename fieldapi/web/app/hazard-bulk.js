/** One act on several hazards: each is asked of the server by itself, and what is refused is said by number. */
import { useState } from "preact/hooks";
import { send } from "./api.js";
import { Ends } from "./case-hazards.js";
import { Field, filled, Form, useForm } from "./forms.js";
import { instantOf, localValue } from "./format.js";
import { html } from "./html.js";
import { t, word } from "./language.js";
import { HOWS } from "./life.js";
import { useItems } from "./reference.js";
import { useSession } from "./session.js";
import { ShareForm } from "./shares.js";
import { sentence } from "./ui.js";

/** @param {{hazards: any[], none: () => void, reload: () => void}} props */
export function BulkActs({ hazards, none, reload }) {
  const { can } = useSession();
  const [act, setAct] = useState(null);
  const [told, setTold] = useState(null);
  const ids = hazards.map((hazard) => hazard.id).join();
  const referable = hazards.filter((hazard) => hazard.moves.includes("refer"));
  const each = (some, path, body) => async () => {
    const refused = [];
    for (const hazard of some) {
      await send("POST", `/hazards/${hazard.id}/${path}`, body(hazard)).catch((problem) => refused.push([hazard.number, problem]));
    }
    setTold({ done: some.length - refused.length, refused });
    setAct(null);
    reload();
  };
  const open = (name) => () => {
    setTold(null);
    setAct(name);
  };
  return html`<section class="bulk" aria-label=${t("chosen_count", { n: hazards.length })}>
    <div class="buttons"><strong>${t("chosen_count", { n: hazards.length })}</strong>
      ${referable.length > 0 && html`<button type="button" class="button" onClick=${open("refer")}>${t("bulk_refer")}（${referable.length}）</button>`}
      ${can("share_hazard") && html`<button type="button" class="button" onClick=${open("share")}>${t("bulk_share")}</button>`}
      ${can("open_inspection") && html`<a class="button" href=${`#/visits/new?hazards=${ids}`}>${t("bulk_visit")}</a>`}
      ${can("register_case") && html`<a class="button" href=${`#/cases/new?hazards=${ids}`}>${t("new_case")}</a>`}
      <button type="button" class="button quiet-button" onClick=${none}>${t("unchoose")}</button></div>
    ${act === "refer" && html`<${Refer} hazards=${referable} each=${each} close=${() => setAct(null)} />`}
    ${act === "share" && html`<${Share} hazards=${hazards} each=${each} close=${() => setAct(null)} />`}
    ${told && html`<div role="status"><p class="verified">${t("bulk_done", { n: told.done })}</p>
      ${told.refused.map(([number, problem]) => html`<p key=${number} class="problem">${t("bulk_failed", { number, why: reasons(problem) })}</p>`)}</div>`}
  </section>`;
}

const reasons = (problem) => [sentence(problem), ...problem.fields.map((field) => field.message)].join(" ");

function Refer({ hazards, each, close }) {
  const form = useForm({ agency_id: "", how: "document", who: "", at: localValue(new Date()), note: "" });
  const agencies = useItems("/agencies").filter((agency) => !agency.successor_id);
  const body = (hazard) => ({ move: "refer", version: hazard.version, ...filled({ ...form.values, at: instantOf(form.values.at) }) });
  const text = (name, kind) => html`<${Field} form=${form} name=${name} label=${word("move_field", name)} kind=${kind} />`;
  return html`<div class="inline-form"><${Form} form=${form} act=${each(hazards, "moves", body)} label=${t("bulk_refer")}>
    <${Field} form=${form} name="agency_id" label=${word("move_field", "agency_id")} kind="select" required
      options=${[["", t("please_choose")], ...agencies.map((agency) => [agency.id, agency.name])]} />
    <${Field} form=${form} name="how" label=${word("move_field", "how")} kind="select" options=${HOWS.map((code) => [code, word("how", code)])} />
    ${text("who")}${text("at", "datetime-local")}${text("note", "textarea")}
    <${Ends} form=${form} reload=${close} close=${close}>${t("bulk_refer")}<//>
  <//></div>`;
}

function Share({ hazards, each, close }) {
  const share = (said) => each(hazards, "shares", () => said)();
  return html`<div class="inline-form"><${ShareForm} label=${t("bulk_share")} share=${share} close=${close} /></div>`;
}
