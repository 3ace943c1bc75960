/** The next page of a list. */
import { html } from "./html.js";
import { t } from "./language.js";
import { ProblemNote } from "./ui.js";

/** @param {{pages: any}} props */
export function More({ pages }) {
  return html`<${ProblemNote} problem=${pages.moreProblem} />
    ${pages.cursor && html`<button type="button" class="button wide" disabled=${pages.busy} onClick=${pages.more}>
      ${pages.busy ? t("loading") : t("more")}</button>`}`;
}
