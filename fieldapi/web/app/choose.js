/** Choose who answers in one role, with the reason. */
import { send } from "./api.js";
import { FormProblem } from "./conflict.js";
import { Field, Form, Submit, useForm } from "./forms.js";
import { html } from "./html.js";
import { t, word } from "./language.js";

/** @param {{hazard: any, choice: {role: string, agency: any}, reload: () => void, put: (hazard: any) => void, close: () => void}} props */
export function Choose({ hazard, choice, reload, put, close }) {
  const form = useForm({ reason: "" });
  const name = choice.agency?.name ?? t("unknown_owner");
  const act = async () => {
    const said = { version: hazard.version, role: choice.role, agency_id: choice.agency?.id ?? null, reason: form.values.reason };
    put(await send("PUT", `/hazards/${hazard.id}/responsibilities`, said));
    close();
  };
  return html`<div class="inline-form">
    <${Form} form=${form} act=${act} label=${t("choose")}>
      <h3>${t("choose_as", { name, role: word("role", choice.role) })}</h3>
      <${Field} form=${form} name="reason" label=${t("reason")} kind="textarea" required hint=${t("choose_hint")} />
      <${FormProblem} form=${form} reload=${reload} />
      <div class="buttons end">
        <button type="button" class="button" onClick=${close}>${t("cancel")}</button>
        <${Submit} form=${form}>${t("choose")}<//>
      </div>
    <//>
  </div>`;
}
