/** The reply form as a file for an agency without a network, and the zip that comes back. */
import { useState } from "preact/hooks";
import { address, upload } from "./api.js";
import { html } from "./html.js";
import { t } from "./language.js";
import { ProblemNote } from "./ui.js";

/** @param {{one: any, put: (one: any) => void}} props */
export function ReplyKit({ one, put }) {
  const [file, setFile] = useState(null);
  const [problem, setProblem] = useState(null);
  const enter = async (event) => {
    event.preventDefault();
    setProblem(null);
    const form = new FormData();
    form.append("file", file);
    await upload(`/services/${one.id}/replies`, form, () => {}).then(put, setProblem);
  };
  return html`<p class="hint">${t("reply_kit_lead")}</p>
    <a class="button" href=${address(`/services/${one.id}/reply-kit`)} download>${t("reply_kit")}</a>
    <form onSubmit=${enter}><div class="field"><label for="reply-kit">${t("reply_kit_back")}</label>
      <input id="reply-kit" type="file" accept=".zip,application/zip" onChange=${(event) => setFile(event.target.files[0] ?? null)} /></div>
      <${ProblemNote} problem=${problem} />
      <div class="buttons"><button type="submit" class="button" disabled=${!file}>${t("reply_kit_send")}</button></div></form>`;
}
