/** Who may be responsible, per role, and why: candidates to be checked until a person chooses. */
import { html } from "./html.js";
import { t, word } from "./language.js";
import { ROLES } from "./life.js";

/**
 * @param {{items: any[], chosen?: Record<string, any>, onChoose?: (role: string, agency: any) => void}} props
 */
export function Candidates({ items, chosen, onChoose }) {
  return html`<div class="candidates">
    ${ROLES.map((role) => html`<section key=${role} class="role">
      <h3>${word("role_question", role)}</h3>
      ${chosen && html`<p class="chosen">${chosen[role] ? t("chosen", { name: chosen[role].name }) : t("not_chosen")}</p>`}
      <ul class="plain">
        ${items.filter((item) => item.role === role).map((item, index) => html`<${Candidate}
          key=${index} item=${item} chosen=${chosen?.[role]} onChoose=${onChoose} />`)}
      </ul>
    </section>`)}
  </div>`;
}

function Candidate({ item, chosen, onChoose }) {
  const { agency, role } = item;
  const isChosen = Boolean(agency && chosen && agency.id === chosen.id);
  return html`<li class=${`candidate ${isChosen ? "is-chosen" : ""}`}>
    <div class="candidate-head">
      <strong>${agency ? agency.name : t("unknown_owner")}</strong>
      <span class=${`badge confidence ${item.confidence}`}>${word("confidence", item.confidence)}</span>
      <span class="badge plain-badge">${word("source", item.source)}</span>
    </div>
    <p>${item.reason}</p>
    ${item.legal_basis.length > 0 && html`<p class="quiet">${t("legal_basis")} ${item.legal_basis.join("；")}</p>`}
    ${item.rule && html`<p class=${item.verified ? "verified" : "unverified"}>
      ${t(item.verified ? "verified" : "not_verified")}</p>`}
    ${onChoose && !isChosen && html`<button type="button" class="button" onClick=${() => onChoose(role, agency)}>
      ${t("choose")}<span class="hidden"> ${word("role", role)} ${agency ? agency.name : t("unknown_owner")}</span>
    </button>`}
  </li>`;
}

/** Flags in words. @param {{flags: string[]}} props */
export function Flags({ flags }) {
  if (!flags.length) return null;
  return html`<ul class="flags">${flags.map((flag) => html`<li key=${flag}>${word("hazard_flag", flag)}</li>`)}</ul>`;
}
