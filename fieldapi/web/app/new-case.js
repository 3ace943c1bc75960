/** Register a clue, from hazards that were chosen or from none. */
import { useMemo, useRef, useState } from "preact/hooks";
import { get, send } from "./api.js";
import { LegalFieldField, RespondentField } from "./case-amend.js";
import { CODES } from "./codes.js";
import { Field, filled, Form, Submit, useForm } from "./forms.js";
import { html } from "./html.js";
import { uuid7 } from "./ids.js";
import { nameOf, t, word } from "./language.js";
import { useMany } from "./load.js";
import { useItems, useTypes } from "./reference.js";
import { go, useAddress, useLeaveGuard } from "./router.js";
import { BackLink, ProblemNote, Section } from "./ui.js";

const EMPTY = { title: "", source: "", nature: "", track: "administrative", legal_field: "", respondent_id: "", apart_reason: "" };

export function NewCaseScreen() {
  const [{ hazards: chosen }] = useAddress({ hazards: "" });
  const ids = useMemo(() => chosen.split(",").filter(Boolean), [chosen]);
  const hazards = useMany(ids.map((id) => `/hazards/${id}`));
  const form = useForm(EMPTY);
  const id = useRef(uuid7());
  const [sent, setSent] = useState(false);
  useLeaveGuard(form.touched && !sent, t("leave_unsent"));
  const act = async () => {
    const made = await send("POST", "/cases", { id: id.current, ...filled(form.values), hazard_ids: ids });
    setSent(true);
    setTimeout(() => go(`#/cases/${made.id}`));
  };
  return html`<div class="narrow">
    <${BackLink} to="#/cases">${t("cases")}<//>
    <h1>${t("new_case")}</h1>
    <p class="quiet">${t("new_case_lead")}</p>
    <${Form} form=${form} act=${act} label=${t("new_case")}>
      <${Section} title=${t("what")} id="new-case-what">
        <${Field} form=${form} name="title" label=${t("case_title")} required />
        <${Field} form=${form} name="source" label=${t("case_source")} kind="textarea" required />
        <${NatureField} form=${form} />
        <${LegalFieldField} form=${form} />
        <${RespondentField} form=${form} />
        <${Field} form=${form} name="track" label=${t("case_track")} kind="select"
          options=${Object.keys(CODES.case_track).map((code) => [code, word("case_track", code)])} />
      <//>
      <${Section} title=${t("case_hazards", { n: ids.length })} id="new-case-hazards"><${Chosen} hazards=${hazards} /><//>
      <${Exists} form=${form} ids=${ids} left=${() => setSent(true)} />
      <${ProblemNote} problem=${form.problem} form=${form} />
      <div class="buttons end"><${Submit} form=${form}>${t("new_case")}<//></div>
    <//>
  </div>`;
}

function NatureField({ form }) {
  const types = useItems("/hazard-types");
  const families = [...new Set(types.map((type) => type.code.split(".")[0]))];
  return html`<${Field} form=${form} name="nature" label=${t("case_nature")} kind="select" required
    options=${[["", t("please_choose")]]}
    groups=${[
      [t("case_natures"), families.map((code) => [code, word("family", code)])],
      [t("case_nature_types"), types.map((type) => [type.code, nameOf(type)])],
    ]} />`;
}

function Chosen({ hazards }) {
  const types = useTypes();
  if (hazards.problem) return html`<${ProblemNote} problem=${hazards.problem} />`;
  if (!hazards.items?.length) return html`<p class="quiet">${t("no_case_hazards")}</p>`;
  return html`<ul class="plain rows">${hazards.items.map((hazard) => html`<li key=${hazard.id} class="row">
    <span class="number">${hazard.number}</span> <strong>${nameOf(types[hazard.type])}</strong> ${hazard.address}</li>`)}</ul>`;
}

/** There is a case already: take the hazards into it, or say why this one stands apart. */
function Exists({ form, ids, left }) {
  if (form.problem?.code !== "case_exists") return null;
  const take = (offer) => form.submit(async () => {
    const { version } = await get(`/cases/${offer.id}`);
    await send("POST", `/cases/${offer.id}/hazards`, { hazard_ids: ids, reason: form.values.source, version });
    left();
    setTimeout(() => go(`#/cases/${offer.id}`));
  });
  return html`<div class="panel">
    <div class="buttons">${form.problem.offers.map((offer) => html`<button key=${offer.id} type="button" class="button"
      disabled=${!ids.length} onClick=${take(offer)}>${t("case_exists_offer", { number: offer.number })}</button>`)}</div>
    <${Field} form=${form} name="apart_reason" label=${t("apart_reason")} />
  </div>`;
}
