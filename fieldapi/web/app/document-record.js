/** The facts that a document rests on, to be read beside its parts. */
import { screenOf } from "./document-sources.js";
import { html } from "./html.js";
import { nameOf, t, word } from "./language.js";
import { useTypes } from "./reference.js";
import { Fact, Loading, ProblemNote, Section, Severity, Status } from "./ui.js";

/** @param {{subject: any, found: {record: any, hazards: any[], problem: any}}} props */
export function DocumentRecord({ subject, found: { record, hazards, problem } }) {
  const types = useTypes();
  return html`<${Section} title=${t("document_record")} id="document-record">
    <${ProblemNote} problem=${problem} />
    ${!record && !problem && html`<${Loading} />`}
    ${record && html`<dl class="facts">
      <${Fact} name=${word("document_subject", subject.kind)}><a href=${screenOf(subject)}>${record.number}</a> ${record.title}<//>
      ${record.respondent && html`<${Fact} name=${t("respondent")}>${record.respondent.name}<//>`}
      ${record.rectify_due_on && html`<${Fact} name=${word("case_field", "rectify_due_on")}>${record.rectify_due_on}<//>`}
      ${record.items?.map((item) => html`<${Fact} key=${item.number} name=${t("item_number", { n: item.number })}>${item.text}<//>`)}
      ${record.legal_bases?.map((basis) => html`<${Fact} key=${basis.title + basis.article} name=${t("document_basis")}>${basis.title}${basis.article}<//>`)}
    </dl>`}
    <ul class="plain rows">${hazards.map((hazard) => html`<li key=${hazard.id}><a class="row" href=${`#/hazards/${hazard.id}`}>
      <p class="number">${hazard.number}</p>
      <p><strong>${nameOf(types[hazard.type]) || hazard.type}</strong> ${hazard.address}</p>
      <p class="badges"><${Severity} code=${hazard.severity} /><${Status} code=${hazard.status} /></p>
      ${hazard.description && html`<p class="description">${hazard.description}</p>`}</a></li>`)}</ul>
  <//>`;
}
