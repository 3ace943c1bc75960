/** What people said of one field without knowing of each other, side by side, until one of them holds. */
import { useState } from "preact/hooks";
import { send } from "./api.js";
import { Ends } from "./case-hazards.js";
import { Field, Form, useForm } from "./forms.js";
import { when } from "./format.js";
import { html } from "./html.js";
import { nameOf, t, word } from "./language.js";
import { useLoad } from "./load.js";
import { useReference, useTypes } from "./reference.js";
import { useSession } from "./session.js";
import { ProblemNote, Section } from "./ui.js";

//  field       how its values are said
const SAID = {
  severity: (value) => word("severity", value),
  verdict: (value) => word("verdict", value),
  seen_at: when,
  location: (value) => `${value.lon}, ${value.lat} ${value.datum}`,
  type: (value, names) => nameOf(names.types[value]),
  asset_kind: (value, names) => nameOf(names.kinds?.asset_kinds.find((kind) => kind.code === value)),
  place_kind: (value, names) => nameOf(names.kinds?.place_kinds.find((kind) => kind.code === value)),
  declared_photos: (value) => JSON.stringify(value),
};

/** How a value of a field is said. @returns {(field: string, value: any) => string} */
function useShown() {
  const names = { types: useTypes(), kinds: useReference("/kinds") };
  return (field, value) => (value === null || value === "" ? t("not_said") : SAID[field]?.(value, names) || String(value));
}

/** @param {{hazard: any, reload: () => void}} props */
export function Disagreements({ hazard, reload }) {
  const load = useLoad(`/hazards/${hazard.id}/disagreements`);
  if (load.problem) return html`<${ProblemNote} problem=${load.problem} onRetry=${load.reload} />`;
  const { items, not_applied: late } = load.data ?? { items: [], not_applied: [] };
  if (!items.length && !late.length) return null;
  const done = () => {
    load.reload();
    reload();
  };
  return html`<${Section} title=${t("disagreements")} id="disagreements">
    ${items.map((one) => html`<${Disagreement} key=${one.id} hazard=${hazard} one=${one} done=${done} />`)}
    ${late.length > 0 && html`<h3>${t("not_applied")}</h3>
      <ul class="plain rows">${late.map((act) => html`<li key=${act.id} class="row">
        <p>${word("item_kind", act.kind)} <span class="quiet">${act.person.name} ${act.device.name} ${when(act.made_at ?? act.received_at)}</span></p>
        <p class="quiet">${act.problem.detail}</p></li>`)}</ul>`}
  <//>`;
}

function Disagreement({ hazard, one, done }) {
  const { can, onTeam } = useSession();
  const shown = useShown();
  const [chosen, setChosen] = useState(null);
  const may = !one.settled_at && !chosen && can("settle_disagreement") && onTeam(hazard.office.id);
  const name = t(`field_${one.field}`);
  return html`<article aria-label=${name}>
    <h3>${name}</h3>
    <p class="quiet">${one.settled_at ? settled(one) : t(one.field === "severity" ? "gravest_stands" : "last_stands")}</p>
    <div class="pair">${one.assessments.map((said) => html`<div key=${said.id} class="card assessment">
      <strong>${shown(one.field, said.value)}</strong>
      <span class="quiet">${said.person?.name} ${said.device?.name ?? t("with_network")} ${when(said.said_at)}</span>
      ${said.reason && html`<p>${said.reason}</p>`}
      ${one.assessment_id === said.id && html`<span class="badge plain-badge">${t("this_holds")}</span>`}
      ${may && html`<button type="button" class="button" onClick=${() => setChosen(said)}>${t("let_hold", { value: shown(one.field, said.value) })}</button>`}
    </div>`)}</div>
    ${chosen && html`<${Choose} hazard=${hazard} one=${one} chosen=${chosen} label=${t("let_hold", { value: shown(one.field, chosen.value) })} done=${done} close=${() => setChosen(null)} />`}
  </article>`;
}

function settled(one) {
  return t("settled_line", { by: one.settled_by?.name ?? "", at: when(one.settled_at), reason: one.reason || t("came_to_agree") });
}

function Choose({ hazard, one, chosen, label, done, close }) {
  const form = useForm({ reason: "" });
  const act = async () => done(await send("POST", `/hazards/${hazard.id}/disagreements/${one.id}/choice`,
    { assessment_id: chosen.id, reason: form.values.reason }));
  return html`<div class="inline-form"><${Form} form=${form} act=${act} label=${label}>
    <${Field} form=${form} name="reason" label=${t("reason")} required />
    <${Ends} form=${form} reload=${done} close=${close}>${label}<//>
  <//></div>`;
}
