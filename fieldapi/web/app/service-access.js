/** The code of the agency's page: issued and told once, with messages to copy into any messenger. */
import { useState } from "preact/hooks";
import { send } from "./api.js";
import { Copy } from "./copy.js";
import { html } from "./html.js";
import { language, t } from "./language.js";
import { Qr } from "./qr.js";
import { ProblemNote, Section } from "./ui.js";

/** @param {{one: any, put: (one: any) => void}} props */
export function ServiceAccess({ one, put }) {
  const [issued, setIssued] = useState(null);
  const [problem, setProblem] = useState(null);
  const issue = async () => {
    setProblem(null);
    try {
      const access = await send("POST", `/services/${one.id}/access`, {});
      setIssued(access);
      put(access.service);
    } catch (failed) {
      setProblem(failed);
    }
  };
  return html`<${Section} title=${t("service_access")} id="service-access">
    ${issued ? html`<${Issued} issued=${issued} />` : html`<p class="quiet">${t(one.has_access ? "access_issued" : "access_none")}</p>`}
    <${ProblemNote} problem=${problem} />
    <button type="button" class="button" onClick=${issue}>${t(one.has_access ? "access_again" : "access_issue")}</button>
  <//>`;
}

function Issued({ issued }) {
  const [text, code] = [issued.text[language()], issued.code_text[language()]];
  return html`<p class="note" role="status">${t("access_once")}</p>
    <dl class="facts"><div class="fact"><dt>${t("access_code")}</dt><dd><strong class="access-code">${issued.code}</strong></dd></div></dl>
    <${Message} label=${t("access_message")} text=${text} />
    <${Message} label=${t("access_code_message")} text=${code} />
    <div class="field"><strong>${t("access_link")}</strong><${Copy} label=${t("access_link")} text=${issued.link} /></div>
    <${Qr} svg=${issued.qr_svg} label=${t("access_qr")} />`;
}

function Message({ label, text }) {
  const [copied, setCopied] = useState(false);
  const able = Boolean(navigator.clipboard);
  return html`<div class="field"><strong>${label}</strong>
    <p class="description message">${text}</p>
    ${able && html`<div class="buttons"><button type="button" class="button" onClick=${() => navigator.clipboard.writeText(text).then(() => setCopied(true))}>
      ${t(copied ? "copied" : "copy_message")}<span class="hidden"> ${label}</span></button></div>`}</div>`;
}
