/** Correct what was recorded; the ledger keeps what it was before. */
import { useRef } from "preact/hooks";
import { send } from "./api.js";
import { FormProblem } from "./conflict.js";
import { Field, Form, Submit, useForm } from "./forms.js";
import { html } from "./html.js";
import { uuid7 } from "./ids.js";
import { t, word } from "./language.js";
import { SEVERITIES } from "./life.js";
import { canKeep, keep } from "./outbox-db.js";
import { sendNow } from "./outbox.js";
import { useSession } from "./session.js";

const FIELDS = ["severity", "address", "description"];

/** @param {{hazard: any, reload: () => void, put: (hazard: any) => void, close: () => void}} props */
export function Amend({ hazard, reload, put, close }) {
  // What stood here when the writing began: after a reload only what was typed is sent, not what others changed.
  const before = useRef(Object.fromEntries(FIELDS.map((name) => [name, hazard[name]]))).current;
  const form = useForm({ ...before, reason: "" });
  const { me } = useSession();
  const change = async (said, base) => {
    try {
      put(await send("PATCH", `/hazards/${hazard.id}`, said));
    } catch (problem) {
      if (problem.status !== 0 || !canKeep()) throw problem;
      await keep([[{ id: uuid7(), kind: "amendment", person: me.id, about: hazard.id, state: "queued", body: said, base }]]);
      sendNow();
    }
  };
  const act = async () => {
    const changed = FIELDS.filter((name) => form.values[name] !== before[name]);
    if (changed.length) {
      const said = { version: hazard.version, reason: form.values.reason };
      for (const name of changed) said[name] = form.values[name];
      await change(said, Object.fromEntries(changed.map((name) => [name, before[name]])));
    }
    close();
  };
  return html`<div class="inline-form">
    <${Form} form=${form} act=${act} label=${t("edit")}>
      <${Field} form=${form} name="severity" label=${t("severity")} kind="select"
        options=${SEVERITIES.map((code) => [code, word("severity", code)])} />
      <${Field} form=${form} name="address" label=${t("address")} />
      <${Field} form=${form} name="description" label=${t("description")} kind="textarea" rows=${4} />
      <${Field} form=${form} name="reason" label=${t("reason")} />
      <${FormProblem} form=${form} reload=${reload} />
      <div class="buttons end">
        <button type="button" class="button" onClick=${close}>${t("cancel")}</button>
        <${Submit} form=${form}>${t("save")}<//>
      </div>
    <//>
  </div>`;
}
