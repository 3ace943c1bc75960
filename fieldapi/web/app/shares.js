/** With which other offices a hazard or a case is shared, and until when. */
import { useState } from "preact/hooks";
import { send } from "./api.js";
import { Ends } from "./case-hazards.js";
import { Field, filled, Form, useForm } from "./forms.js";
import { addDays, today } from "./format.js";
import { html } from "./html.js";
import { t } from "./language.js";
import { useLoad } from "./load.js";
import { useItems } from "./reference.js";
import { useSession } from "./session.js";
import { Loaded, ProblemNote, Section } from "./ui.js";

//  noun     sharing it        ending that
const ACTS = { hazards: ["share_hazard", "end_share"], cases: ["share_case", "end_case_share"] };

/** @param {{noun: "hazards" | "cases", id: string}} props */
export function Shares({ noun, id }) {
  const { can } = useSession();
  const [begin, finish] = ACTS[noun];
  const load = useLoad(`/${noun}/${id}/shares`);
  const [adding, setAdding] = useState(false);
  const [problem, setProblem] = useState(null);
  const end = (share) => send("POST", `/${noun}/${id}/shares/${share.id}/end`).then(load.reload, setProblem);
  const aside = can(begin) && !adding && html`<button type="button" class="button" onClick=${() => setAdding(true)}>${t("share_add")}</button>`;
  const done = () => {
    setAdding(false);
    load.reload();
  };
  return html`<${Section} title=${t("shares")} id="shares" aside=${aside}>
    ${adding && html`<div class="inline-form"><${ShareForm} label=${t("share_add")} close=${() => setAdding(false)}
      share=${async (said) => done(await send("POST", `/${noun}/${id}/shares`, said))} /></div>`}
    <${ProblemNote} problem=${problem} />
    <${Loaded} load=${load}>${() => (load.data.items.length ? html`<ul class="plain rows">${load.data.items.map((share) => html`<li key=${share.id} class="row">
      <div class="split"><span>${t("share_line", { office: share.office.name, until: share.until })}</span>
      ${share.ended_at ? html`<span class="badge plain-badge">${t("share_ended")}</span>`
        : can(finish) && html`<button type="button" class="button quiet-button" onClick=${() => end(share)}>${t("share_stop")}</button>`}</div>
      <p class="quiet">${share.shared_by.name}：${share.reason}</p></li>`)}</ul>` : html`<p class="quiet">${t("no_shares")}</p>`)}<//>
  <//>`;
}

/** @param {{label: string, share: (said: object) => Promise<any>, close: () => void}} props */
export function ShareForm({ label, share, close }) {
  const form = useForm({ office_id: "", until: addDays(today(), 30), reason: "" });
  const offices = useItems("/offices");
  return html`<${Form} form=${form} act=${() => share(filled(form.values))} label=${label}>
    <${Field} form=${form} name="office_id" label=${t("share_office")} kind="select" required
      options=${[["", t("please_choose")], ...offices.map((office) => [office.id, office.name])]} />
    <${Field} form=${form} name="until" label=${t("share_until")} kind="date" required />
    <${Field} form=${form} name="reason" label=${t("reason")} required />
    <${Ends} form=${form} reload=${close} close=${close}>${label}<//>
  <//>`;
}
