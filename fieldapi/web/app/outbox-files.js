/** The way without a network to the server: what is unsent as files, and the receipts read back. */
import { useState } from "preact/hooks";
import { html } from "./html.js";
import { t } from "./language.js";
import { exportUnsent, saveFile } from "./outbox-export.js";
import { isSealable, packagesOf, takeReceipts } from "./outbox-package.js";
import { useSession } from "./session.js";
import { ProblemNote, Section } from "./ui.js";

/** @param {{items: any[]}} props unsent ones */
export function OutboxFiles({ items }) {
  const { me, can } = useSession();
  const [said, setSaid] = useState(null);
  const [problem, setProblem] = useState(null);
  const [busy, setBusy] = useState(false);
  const sealable = items.filter(isSealable);
  const doing = (act) => async (event) => {
    setBusy(true);
    setProblem(null);
    await act(event).then(setSaid, setProblem);
    setBusy(false);
  };
  const seal = doing(async () => {
    let n = 0;
    for await (const { name, content } of packagesOf(me, sealable)) {
      saveFile(content, name);
      n += 1;
    }
    return t("packages_made", { n, items: sealable.length });
  });
  const receive = doing(async ({ target }) => {
    const text = await target.files[0].text();
    target.value = "";
    return t("receipts_taken", await takeReceipts(text, items));
  });
  return html`<${Section} title=${t("without_network")} id="outbox-files">
    ${can("send_package") && html`<p class="quiet">${t("without_network_lead")}</p>`}
    <${ProblemNote} problem=${problem} />
    ${said && html`<p class="note" role="status">${said}</p>`}
    <div class="buttons">
      ${can("send_package") && html`
        <button type="button" class="button primary" disabled=${busy || !sealable.length} onClick=${seal}>${t("seal_packages")}</button>
        <label class="button file">${t("read_receipts")}
          <input class="hidden" type="file" accept=".json,application/json" disabled=${busy} onChange=${receive} /></label>`}
      ${items.length > 0 && html`<button type="button" class="button quiet-button" onClick=${() => exportUnsent(items)}>${t("outbox_export")}</button>`}
    </div>
  <//>`;
}
