/** As the superior office: move a clue that nobody registered to the right office below. */
import { send } from "./api.js";
import { FormProblem } from "./conflict.js";
import { Field, Form, Submit, useForm } from "./forms.js";
import { html } from "./html.js";
import { t } from "./language.js";
import { useItems } from "./reference.js";
import { Section } from "./ui.js";

/** @param {{clue: any, reload: () => void, put: (clue: any) => void}} props */
export function ClueRedirect({ clue, reload, put }) {
  const form = useForm({ office_id: "", reason: "" });
  const offices = useItems("/offices").filter((office) => office.id !== clue.office.id);
  const act = async () => put(await send("PUT", `/clues/register/${clue.id}/office`, form.values));
  return html`<${Section} title=${t("clue_redirect")} id="clue-redirect"><${Form} form=${form} act=${act} label=${t("clue_redirect")}>
    <${Field} form=${form} name="office_id" label=${t("office")} kind="select" required
      options=${[["", t("please_choose")], ...offices.map((office) => [office.id, office.name])]} />
    <${Field} form=${form} name="reason" label=${t("reason")} kind="textarea" required />
    <${FormProblem} form=${form} reload=${reload} />
    <div class="buttons end"><${Submit} form=${form}>${t("clue_redirect")}<//></div>
  <//><//>`;
}
