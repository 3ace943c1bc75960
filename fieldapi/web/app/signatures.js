/** Who has signed the record of an inspection as it is now, and how to sign it: drawn, typed, in ink, or refused. */
import { useState } from "preact/hooks";
import { address, send, upload } from "./api.js";
import { Ends } from "./case-hazards.js";
import { Choices, Field, Form, useForm } from "./forms.js";
import { when } from "./format.js";
import { html } from "./html.js";
import { uuid7 } from "./ids.js";
import { t, word } from "./language.js";
import { canKeep, keep } from "./outbox-db.js";
import { isUnsent, sendNow, useOutbox } from "./outbox.js";
import { useSession } from "./session.js";
import { SignaturePad } from "./signature-pad.js";
import { ProblemNote, Section } from "./ui.js";

/** @param {{inspection: any, record: any, reload: () => void, put: (record: any) => void}} props */
export function Signatures({ inspection, record, reload, put }) {
  const { me, can } = useSession();
  const [doing, setDoing] = useState(null);
  const unsent = useOutbox(me.id).items.filter((item) => item.kind === "signature" && item.about === inspection.id && isUnsent(item));
  const waiting = Object.fromEntries(unsent.filter((item) => !item.body.remark_id).map((item) => [item.body.participant_id, item]));
  const open = record.status === "awaiting_signatures";
  // Somebody may have begun to sign while the answer to the one before was under way: their form stays.
  const acts = (name) => ({
    inspection, record, reload, close: () => setDoing(null),
    done: (after) => {
      put(after);
      setDoing((now) => (now === name ? null : now));
    },
  });
  return html`<${Section} title=${t("signatures")} id="signatures">
    ${record.missing.length > 0 && html`<div class="note"><p>${t("record_lacks")}</p><ul class="effects">${record.missing.map((one) => html`
      <li key=${one.code + one.name}>${one.name && `${one.name}：`}${word("record_lacks", one.code)}</li>`)}</ul></div>`}
    ${!open && !record.signatures.length && html`<p class="quiet">${t("sign_waits")}</p>`}
    <ul class="plain rows">${inspection.participants.map((person) => html`<li key=${person.id} class="row">
      <${Signed} inspection=${inspection} person=${person} all=${record.signatures} waiting=${waiting[person.id]} />
      ${open && can("sign_inspection") && doing !== person.id && !waiting[person.id] && html`<button type="button" class="button" onClick=${() => setDoing(person.id)}>
        ${t("sign")}<span class="hidden"> ${person.name}</span></button>`}
      ${doing === person.id && html`<${Sign} ...${acts(person.id)} person=${person} />`}
    </li>`)}</ul>
    <p class="quiet">${t("record_digest")}</p><p class="digest">${record.digest}</p>
    <div class="buttons">
      ${can("print_inspection") && html`<a class="button" href=${address(`/inspections/${inspection.id}/print`)} download>${t("print_record")}</a>`}
      ${open && can("scan_inspection") && doing !== "scan" && html`<button type="button" class="button" onClick=${() => setDoing("scan")}>${t("scan")}</button>`}
    </div>
    ${doing === "scan" && html`<${Scan} ...${acts("scan")} />`}
  <//>`;
}

function Signed({ inspection, person, all, waiting }) {
  const { can } = useSession();
  const mine = all.filter((one) => one.participant_id === person.id && !one.remark_id);
  const last = mine.at(-1);
  const line = html`<strong>${person.name}</strong> ${person.role && html`<span class="quiet">${word("participant_role", person.role)}</span>`}`;
  if (waiting) return html`<p>${line} <span class="badge plain-badge">${word("signature_way", waiting.body.way)}</span>${" "}
      <a class=${`badge item-state ${waiting.state}`} href="#/outbox">${t(`state_${waiting.state}`)}</a></p>`;
  if (!last) return html`<p>${line} <span class="badge plain-badge">${t("unsigned")}</span></p>`;
  return html`<p>${line} <span class="badge plain-badge">${word("signature_way", last.way)}</span>${" "}
      <span class=${`badge ${last.valid ? "anchored" : "overdue"}`}>${t(last.valid ? "signed_valid" : "signed_void")}</span></p>
    <p class="quiet">${when(last.entered_at)} ${last.entered_by.name} ${last.way === "refused" && last.said}</p>
    ${last.sha256 && can("read_signature") && last.way === "drawn" && html`<img class="signature" alt=${t("signature_of", { name: person.name })}
      src=${address(`/inspections/${inspection.id}/signatures/${last.id}/drawing`)} />`}`;
}

const WAYS = { drawn: "strokes", typed: "name", refused: "reason" };

/** @param {{inspection: any, record: any, person: any, remark?: any, reload: () => void, done: (record: any) => void, close: () => void}} props */
export function Sign({ inspection, record, person, remark, reload, done, close }) {
  const { me } = useSession();
  const form = useForm({ way: "drawn", strokes: [], name: person.name, reason: "" });
  const { way } = form.values;
  form.shown.current.add("strokes");
  const act = async () => {
    const said = { participant_id: person.id, way, signed_digest: remark?.digest ?? record.digest, [WAYS[way]]: form.values[WAYS[way]] };
    const item = { id: uuid7(), kind: "signature", person: me.id, about: inspection.id, state: "queued", body: remark ? { ...said, remark_id: remark.id } : said };
    try {
      done(await send("POST", `/inspections/${inspection.id}/signatures`, item.body, item.id));
    } catch (problem) {
      if (problem.status !== 0 || !canKeep()) throw problem;
      await keep([[item]]);
      sendNow();
      close();
    }
  };
  const label = t("sign_as", { name: person.name });
  return html`<div class="inline-form"><${Form} form=${form} act=${act} label=${label}>
    <h3>${label}</h3>
    <${Field} form=${form} name="way" label=${t("sign_how")} kind="select" options=${Object.keys(WAYS).map((code) => [code, word("signature_way", code)])} />
    ${way === "drawn" && html`<${SignaturePad} strokes=${form.values.strokes} onChange=${(strokes) => form.set("strokes", strokes)} />
      ${form.errorAt("strokes") && html`<p class="field-error">${form.errorAt("strokes")}</p>`}`}
    ${way === "typed" && html`<${Field} form=${form} name="name" label=${t("sign_name")} required />`}
    ${way === "refused" && html`<${Field} form=${form} name="reason" label=${t("sign_reason")} kind="textarea" required />`}
    <${Ends} form=${form} reload=${reload} close=${close}>${t("sign")}<//>
  <//></div>`;
}

function Scan({ inspection, done, close }) {
  const form = useForm({ participant_ids: [] });
  const [problem, setProblem] = useState(null);
  const [busy, setBusy] = useState(false);
  const bring = async (event) => {
    const body = new FormData();
    body.set("options", JSON.stringify(form.values));
    body.set("file", event.target.files[0]);
    event.target.value = "";
    setBusy(true);
    setProblem(null);
    await upload(`/inspections/${inspection.id}/scans`, body, () => {}).then(done, setProblem);
    setBusy(false);
  };
  const ready = form.values.participant_ids.length > 0 && !busy;
  return html`<div class="inline-form"><p class="quiet">${t("scan_lead")}</p>
    <${Choices} form=${form} name="participant_ids" label=${t("scan_people")}
      options=${inspection.participants.map((person) => [person.id, person.name])} />
    <${ProblemNote} problem=${problem} />
    <div class="buttons end"><button type="button" class="button" onClick=${close}>${t("cancel")}</button>
      <label class=${`button file ${ready ? "primary" : ""}`}>${busy ? t("sending") : t("scan")}
        <input type="file" class="hidden" accept="image/*" disabled=${!ready} onChange=${bring} /></label></div>
  </div>`;
}
