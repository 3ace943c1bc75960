/** How one wants to be told: a digest a day, and what it leaves out. */
import { useState } from "preact/hooks";
import { send } from "./api.js";
import { CODES } from "./codes.js";
import { Choices, Field, Form, Submit, useForm } from "./forms.js";
import { html } from "./html.js";
import { t, word } from "./language.js";
import { useLoad } from "./load.js";
import { Loaded, ProblemNote, Section } from "./ui.js";

export function NoticeSettings() {
  const load = useLoad("/notifications/settings");
  return html`<${Section} title=${t("notice_settings")} id="notice-settings">
    <${Loaded} load=${load}>${() => html`<${Settings} settings=${load.data} />`}<//><//>`;
}

function Settings({ settings }) {
  const { email, daily, muted, language } = settings;
  const form = useForm({ email: email ?? "", daily, muted, language });
  const [saved, setSaved] = useState(false);
  const act = async () => {
    await send("PUT", "/notifications/settings", { ...form.values, email: form.values.email || null });
    setSaved(true);
  };
  return html`<${Form} form=${form} act=${act} label=${t("notice_settings")}>
    <${Field} form=${form} name="email" label=${t("notice_email")} kind="email" autocomplete="email" />
    <${Field} form=${form} name="daily" label=${t("notice_daily")} kind="checkbox" />
    <${Choices} form=${form} name="muted" label=${t("notice_muted")} options=${Object.keys(CODES.notice_event).map((code) => [code, word("notice_event", code)])} />
    <${Field} form=${form} name="language" label=${t("notice_language")} kind="select" options=${[["zh", "中文"], ["en", "English"]]} />
    <${ProblemNote} problem=${form.problem} form=${form} />
    ${saved && html`<p class="verified" role="status">${t("settings_saved")}</p>`}
    <div class="buttons end"><${Submit} form=${form}>${t("save")}<//></div>
  <//>`;
}
