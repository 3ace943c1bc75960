/** Reference data at the desk: layers and their imports, rules, checklists. */
import { html } from "./html.js";
import { Checklists } from "./reference-checklists.js";
import { Imports, Layers } from "./reference-layers.js";
import { Rules } from "./reference-rules.js";
import { t } from "./language.js";
import { useSession } from "./session.js";
import { BackLink } from "./ui.js";

export function ReferenceScreen() {
  const { can } = useSession();
  return html`<div class="case">
    <${BackLink} to="#/me">${t("tab_me")}<//>
    <h1>${t("reference")}</h1>
    <div class="columns">
      <div>${can("list_layers") && html`<${Layers} />`}${can("list_imports") && html`<${Imports} />`}
        ${can("list_checklists") && html`<${Checklists} />`}</div>
      <div>${can("list_rules") && html`<${Rules} />`}</div>
    </div>
  </div>`;
}
