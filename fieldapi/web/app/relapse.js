/** It was closed and came back: reopen the review, take it as a new clue, or nothing more. */
import { send } from "./api.js";
import { FormProblem } from "./conflict.js";
import { Field, filled, Form, Submit, useForm } from "./forms.js";
import { when } from "./format.js";
import { html } from "./html.js";
import { t, word } from "./language.js";
import { useLoad } from "./load.js";
import { useSession } from "./session.js";
import { Loaded, Section } from "./ui.js";

/** @param {{hazard: any}} props a record with an earlier one */
export function Relapse({ hazard }) {
  const load = useLoad(`/hazards/${hazard.id}/relapse`);
  return html`<${Section} title=${t("relapse")} id="relapse">
    <${Loaded} load=${load}>${() => (load.data.action
      ? html`<p>${t("relapse_decided", { by: load.data.decided_by.name, at: when(load.data.decided_at), what: word("relapse_action", load.data.action) })}</p>
        <p class="quiet">${load.data.reason}</p>
        ${load.data.case_id && html`<a href=${`#/cases/${load.data.case_id}`}>${t("tab_cases")}</a>`}`
      : html`<${Decide} hazard=${hazard} relapse=${load.data} reload=${load.reload} put=${load.put} />`)}<//>
  <//>`;
}

function Decide({ hazard, relapse, reload, put }) {
  const { can } = useSession();
  const form = useForm({ action: relapse.offers[0] ?? "", case_id: relapse.reviews[0]?.id ?? "", reason: "" });
  const reopens = form.values.action === "reopen_review";
  if (!can("decide_relapse")) return html`<p class="quiet">${t("relapse_lead")}</p>`;
  const act = async () => {
    const { case_id, ...said } = form.values;
    put(await send("POST", `/hazards/${hazard.id}/relapse`, filled(reopens ? { ...said, case_id } : said)));
  };
  return html`<${Form} form=${form} act=${act} label=${t("relapse")}>
    <p class="quiet">${t("relapse_lead")}</p>
    <${Field} form=${form} name="action" label=${t("relapse")} kind="select" options=${relapse.offers.map((code) => [code, word("relapse_action", code)])} />
    ${reopens && html`<${Field} form=${form} name="case_id" label=${t("relapse_case")} kind="select"
      options=${relapse.reviews.map((review) => [review.id, `${review.number} ${review.title}`])} />`}
    <${Field} form=${form} name="reason" label=${t("reason")} kind="textarea" required />
    <${FormProblem} form=${form} reload=${reload} />
    <div class="buttons end"><${Submit} form=${form}>${t("save")}<//></div>
  <//>`;
}
