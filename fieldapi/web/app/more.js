/** The end of a list that comes in pages. */
import { html } from "./html.js";
import { t } from "./language.js";
import { ProblemNote } from "./ui.js";

/** The next page of a list. @param {{pages: any}} props */
export function More({ pages }) {
  return html`<${ProblemNote} problem=${pages.moreProblem} />
    ${pages.cursor && html`<button type="button" class="button wide" disabled=${pages.busy} onClick=${pages.more}>
      ${pages.busy ? t("loading") : t("more")}</button>`}`;
}
