/** What was observed about a photo, as sentences; adopt or dismiss each, with a reason. */
import { useState } from "preact/hooks";
import { send } from "./api.js";
import { FormProblem } from "./conflict.js";
import { Field, Form, Submit, useForm } from "./forms.js";
import { html } from "./html.js";
import { language, t, word } from "./language.js";
import { useSession } from "./session.js";

/** @param {{photo: any, reload: () => void}} props */
export function PhotoFlags({ photo, reload }) {
  const { can } = useSession();
  const [judging, setJudging] = useState(null);
  if (!photo.flags.length) return null;
  return html`<ul class="flags">${photo.flags.map((flag) => {
    const { sentences, judgement } = photo.flag_details[flag];
    const act = (verdict) => html`<button type="button" class="button" onClick=${() => setJudging({ flag, verdict })}>
      ${word("observation_verdict", verdict)}</button>`;
    return html`<li key=${flag}><strong>${word("photo_flag", flag)}</strong> ${sentences[language()]}
      ${judgement && html`<p class="quiet">${t("judged", {
        verdict: word("observation_verdict", judgement.verdict), by: judgement.by.name, reason: judgement.reason,
      })}</p>`}
      ${can("judge_observation") && html`<div class="buttons">${act("adopted")}${act("dismissed")}</div>`}
      ${judging?.flag === flag && html`<${Judge} photo=${photo} judging=${judging} reload=${reload} close=${() => setJudging(null)} />`}
    </li>`;
  })}</ul>`;
}

function Judge({ photo, judging, reload, close }) {
  const form = useForm({ reason: "" });
  const act = async () => {
    await send("POST", `/photos/${photo.id}/observations`, { ...judging, reason: form.values.reason });
    close();
    reload();
  };
  const label = word("observation_verdict", judging.verdict);
  return html`<div class="inline-form"><${Form} form=${form} act=${act} label=${label}>
    <${Field} form=${form} name="reason" label=${t("reason")} kind="textarea" required />
    <${FormProblem} form=${form} reload=${reload} />
    <div class="buttons end">
      <button type="button" class="button" onClick=${close}>${t("cancel")}</button>
      <${Submit} form=${form}>${label}<//>
    </div>
  <//></div>`;
}
