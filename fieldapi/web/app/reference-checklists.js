/** Checklists: their versions, out as XLSForm and in again after a dry run. */
import { useState } from "preact/hooks";
import { address, upload } from "./api.js";
import { html } from "./html.js";
import { nameOf, t } from "./language.js";
import { useLoad } from "./load.js";
import { useTypes } from "./reference.js";
import { useSession } from "./session.js";
import { Loaded, ProblemNote, Section } from "./ui.js";

export function Checklists() {
  const load = useLoad("/checklists");
  return html`<${Section} title=${t("checklists")} id="checklist-versions">
    <${Loaded} load=${load}>${() => html`<div class="scroll" tabindex="0" role="group" aria-label=${t("checklists")}><ul class="plain rows">${load.data.items.map((checklist) => html`
      <${Checklist} key=${checklist.hazard_type} checklist=${checklist} reload=${load.reload} />`)}</ul></div>`}<//>
  <//>`;
}

function Checklist({ checklist, reload }) {
  const { can } = useSession();
  const types = useTypes();
  const [tried, setTried] = useState(null);
  const [problem, setProblem] = useState(null);
  const path = `/checklists/${checklist.hazard_type}`;
  const bring = async (file, dryRun) => {
    const body = new FormData();
    body.set("options", JSON.stringify({ dry_run: dryRun }));
    body.set("file", file);
    setProblem(null);
    try {
      const report = await upload(`${path}/versions`, body, () => {});
      setTried(report.applied ? null : { file, report });
      if (report.applied) reload();
    } catch (failed) {
      setProblem(failed);
    }
  };
  const count = (name) => tried.report[name].length;
  return html`<li class="row"><div class="split"><span><strong>${nameOf(types[checklist.hazard_type])}</strong>
      <span class="quiet"> ${t("checklist_line", { version: checklist.version, n: checklist.items.length })}</span></span>
    <span class="buttons"><a class="button quiet-button" download href=${address(`${path}?f=xlsx`)}>${t("checklist_sheet")}</a>
      ${can("import_checklist") && html`<label class="button quiet-button file">${t("checklist_try")}<input type="file" class="hidden" accept=".xlsx"
        onChange=${(event) => bring(event.target.files[0], true)} /></label>`}</span></div>
    <${ProblemNote} problem=${problem} />
    ${tried && html`<div class="note" role="status"><p>${tried.report.same ? t("checklist_same") : t("checklist_changes", {
        added: count("added"), removed: count("removed"), changed: count("changed"), other: count("other"),
      })}</p>
      ${!tried.report.same && html`<button type="button" class="button" onClick=${() => bring(tried.file, false)}>${t("checklist_apply")}</button>`}</div>`}
  </li>`;
}
