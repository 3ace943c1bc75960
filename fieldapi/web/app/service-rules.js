/** Which kinds of documents an office serves electronically; a chief decides kind by kind. */
import { useState } from "preact/hooks";
import { send } from "./api.js";
import { kindName } from "./documents.js";
import { when } from "./format.js";
import { html } from "./html.js";
import { t } from "./language.js";
import { useLoad } from "./load.js";
import { useItems } from "./reference.js";
import { useSession } from "./session.js";
import { BackLink, Loaded, ProblemNote, Section } from "./ui.js";

export function ServiceRulesScreen() {
  const load = useLoad("/service-rules");
  return html`<div class="narrow"><${BackLink} to="#/services">${t("services")}<//>
    <h1>${t("service_rules")}</h1>
    <p class="quiet">${t("service_rules_lead")}</p>
    <${Loaded} load=${load}>${() => html`<${Rules} rules=${load.data} put=${load.put} />`}<//>
  </div>`;
}

function Rules({ rules, put }) {
  const { can, onTeam } = useSession();
  const [problem, setProblem] = useState(null);
  const kinds = useItems("/document-kinds").filter((kind) => kind.kind in rules.bundled);
  const set = (kind, electronic) => send("PUT", "/service-rules", { kind, electronic }).then(put, setProblem);
  return html`<${ProblemNote} problem=${problem} />
    ${kinds.map((kind) => {
      const rule = rules.items.find((row) => row.kind === kind.kind && onTeam(row.office.id));
      const electronic = rule ? rule.electronic : rules.bundled[kind.kind];
      const aside = can("set_service_rule") && html`<button type="button" class="button" onClick=${() => set(kind.kind, !electronic)}>
        ${t(electronic ? "rule_close" : "rule_open")}<span class="hidden"> ${kindName(kind)}</span></button>`;
      return html`<${Section} key=${kind.kind} title=${kindName(kind)} id=${`rule-${kind.kind}`} aside=${aside}>
        <p><span class="badge plain-badge">${t(electronic ? "rule_electronic" : "rule_paper")}</span>${" "}
          <span class="quiet">${rule ? t("rule_set", { by: rule.set_by.name, at: when(rule.set_at) }) : t("rule_bundled")}</span></p><//>`;
    })}`;
}
