/** Bring the sealed package of a colleague's phone, and take the receipts back to it. */
import { useState } from "preact/hooks";
import { upload } from "./api.js";
import { html } from "./html.js";
import { t, word } from "./language.js";
import { saveFile } from "./outbox-export.js";
import { BackLink, ProblemNote, Section } from "./ui.js";

const MARKS = { stored: "anchored", repeated: "anchored", waiting: "due-soon", conflict: "overdue", refused: "overdue" };

export function PackagesScreen() {
  const [brought, setBrought] = useState([]);
  const [problem, setProblem] = useState(null);
  const [part, setPart] = useState(null);
  const bring = async ({ target }) => {
    setProblem(null);
    try {
      for (const file of target.files) {
        const form = new FormData();
        form.set("file", file);
        setPart(0);
        const receipts = await upload("/sync/packages", form, setPart);
        setBrought((before) => [{ name: file.name, receipts }, ...before]);
      }
    } catch (failed) {
      setProblem(failed);
    }
    setPart(null);
    target.value = "";
  };
  return html`<div class="narrow">
    <${BackLink} to="#/outbox">${t("outbox")}<//>
    <h1>${t("packages")}</h1>
    <p class="quiet">${t("packages_lead")}</p>
    <label class="button primary file">${t("package_file")}
      <input type="file" class="hidden" accept=".age" multiple disabled=${part !== null} onChange=${bring} /></label>
    ${part !== null && html`<p role="status"><progress value=${part} aria-label=${t("sending")}></progress></p>`}
    <${ProblemNote} problem=${problem} />
    ${brought.map((one) => html`<${Receipts} key=${one.receipts.package} ...${one} />`)}
  </div>`;
}

/** @param {{name: string, receipts: any}} props */
function Receipts({ name, receipts }) {
  const save = () => saveFile(JSON.stringify(receipts, null, 1), `receipts-${receipts.package.slice(0, 8)}.json`);
  const button = html`<button type="button" class="button primary" onClick=${save}>${t("save_receipts")}</button>`;
  return html`<${Section} title=${name} id=${`package-${receipts.package}`} aside=${button}>
    <p class="digest">SHA-256 ${receipts.package}</p>
    <ul class="plain rows">${receipts.results.map((result) => html`<li key=${result.id} class="row">
      <p>#${result.seq} <span class=${`badge ${MARKS[result.status]}`}>${word("package_result", result.status)}</span></p>
      ${result.code && html`<p class="quiet">${[result.code, ...result.fields.map((field) => field.path)].join(" · ")}</p>`}</li>`)}</ul>
  <//>`;
}
