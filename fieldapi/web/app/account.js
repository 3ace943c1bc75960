/** Who I am; the only screen of those who have no work here yet. */
import { useState } from "preact/hooks";
import { Deputies } from "./deputies.js";
import { GloveSwitch } from "./gloves.js";
import { html } from "./html.js";
import { t, word } from "./language.js";
import { Look } from "./look.js";
import { NoticeSettings } from "./notice-settings.js";
import { isUnsent, useOutbox } from "./outbox.js";
import { Security } from "./security.js";
import { useSession } from "./session.js";
import { ProblemNote } from "./ui.js";

//  route    label        needs the action
const MORE = [
  ["cases", "tab_cases", "list_cases"],
  ["duplicates", "duplicates", "read_nearby"],
  ["clues", "clues", "list_clues"],
  ["documents", "documents", "list_documents"],
  ["services", "services", "list_services"],
  ["contributions", "contributions", "list_contributions"],
  ["outgoing", "outgoing", "list_outgoing_notices"],
  ["packages", "packages", "send_package"],
  ["accounts", "accounts", "list_accounts"],
  ["reference", "reference", "list_layers"],
  ["ledger", "ledger", "read_ledger"],
];

export function AccountScreen() {
  const { me, can, signOut } = useSession();
  const [problem, setProblem] = useState(null);
  const more = MORE.filter(([, , action]) => can(action));
  const unsent = useOutbox(me.id).items.filter(isUnsent).length;
  const [warned, setWarned] = useState(false);
  const leave = () => (unsent && !warned ? setWarned(true) : signOut().catch(setProblem));
  return html`<div class="narrow">
    <h1>${me.name}</h1>
    ${!can("list_hazards") && !more.length && html`<p class="note">${t("no_work_here")}</p>`}
    <section class="panel">
      <h2>${t("roles")}</h2>
      <ul class="plain">
        ${me.roles.map((held) => html`<li key=${held.role + (held.office ?? held.agency)?.id}>
          ${(held.office ?? held.agency)?.name} ${word("role", held.role)}
        </li>`)}
      </ul>
      <p class="quiet">${t("account_name")} ${me.username}</p>
    </section>
    ${more.length > 0 && html`<nav class="panel more" aria-label=${t("more_pages")}>${more.map(([name, label]) => html`
      <a key=${name} class="row" href=${`#/${name}`}>${t(label)}</a>`)}</nav>`}
    <${Look} />
    ${can("set_notice_settings") && html`<${NoticeSettings} />`}
    ${can("list_deputies") && html`<${Deputies} />`}
    ${can("change_password") && html`<${Security} />`}
    <${ProblemNote} problem=${problem} />
    ${warned && unsent > 0 && html`<p class="note" role="alert">${t("sign_out_unsent", { n: unsent })}</p>`}
    <button type="button" class="button" onClick=${leave}>${t(warned && unsent ? "sign_out_anyway" : "sign_out")}</button>
    <p><a href="#/outbox">${t("outbox")}</a> · <a href="#/ready">${t("ready_title")}</a></p>
    <${GloveSwitch} />
    <p><a href="/api/v1/docs">${t("api_docs")}</a></p>
  </div>`;
}
