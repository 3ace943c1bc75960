/** Who sent a clue: opened on a deliberate act that is entered in the ledger, and gone from the page when it is left. */
import { useState } from "preact/hooks";
import { get, send } from "./api.js";
import { Ends } from "./case-hazards.js";
import { Field, Form, useForm } from "./forms.js";
import { html } from "./html.js";
import { t } from "./language.js";
import { useSession } from "./session.js";
import { Fact, ProblemNote, Section } from "./ui.js";

/** @param {{clue: any, reload: () => void, put: (clue: any) => void}} props */
export function Reporter({ clue, reload, put }) {
  const { can } = useSession();
  const [erasing, setErasing] = useState(false);
  const done = (after) => {
    setErasing(false);
    put(after);
  };
  return html`<${Section} title=${t("reporter")} id="reporter">
    ${!clue.has_reporter ? html`<p class="quiet">${t("reporter_none")}</p>`
      : html`<p class="hint">${t(clue.may_read_reporter ? "reporter_closed" : "reporter_not_yours")}</p>
        ${clue.may_read_reporter && html`<${Opened} key=${clue.version} id=${clue.id} />`}
        ${can("erase_reporter") && !erasing && html`<button type="button" class="button quiet-button" onClick=${() => setErasing(true)}>${t("reporter_erase")}</button>`}`}
    ${erasing && html`<${EraseForm} clue=${clue} reload=${reload} done=${done} close=${() => setErasing(false)} />`}
  <//>`;
}

function Opened({ id }) {
  const [asked, setAsked] = useState(false);
  const [told, setTold] = useState(null);
  const [problem, setProblem] = useState(null);
  const open = () => get(`/clues/register/${id}/reporter`).then(setTold, setProblem);
  const hide = () => {
    setTold(null);
    setAsked(false);
  };
  if (problem) return html`<${ProblemNote} problem=${problem} />`;
  if (told) {
    return html`<dl class="facts"><${Fact} name=${t("reporter_name")}>${told.name || t("reporter_unsaid")}<//>
        <${Fact} name=${t("reporter_contact")}>${told.contact || t("reporter_unsaid")}<//></dl>
      <p class="quiet" role="status">${t("reporter_read")}</p>
      <button type="button" class="button" onClick=${hide}>${t("reporter_hide")}</button>`;
  }
  if (!asked) return html`<button type="button" class="button" onClick=${() => setAsked(true)}>${t("reporter_open")}</button>`;
  return html`<div class="note" role="alert"><p>${t("reporter_sure")}</p></div>
    <div class="buttons"><button type="button" class="button" onClick=${hide}>${t("cancel")}</button>
      <button type="button" class="button primary" onClick=${open}>${t("reporter_yes")}</button></div>`;
}

function EraseForm({ clue, reload, done, close }) {
  const form = useForm({ reason: "", legal_basis: "", also_words: false });
  const act = async () => done(await send("POST", `/clues/register/${clue.id}/reporter/erase`, form.values));
  return html`<div class="inline-form"><${Form} form=${form} act=${act} label=${t("reporter_erase")}>
    <p class="note">${t("reporter_erase_lead")}</p>
    <${Field} form=${form} name="reason" label=${t("reason")} required />
    <${Field} form=${form} name="legal_basis" label=${t("reporter_legal_basis")} required />
    <${Field} form=${form} name="also_words" label=${t("reporter_words_too")} kind="checkbox" />
    <${Ends} form=${form} reload=${reload} close=${close}>${t("reporter_erase")}<//>
  <//></div>`;
}
