/** Record a hazard: what, where, who may be responsible, photos. */
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { get, send } from "./api.js";
import { photoItem } from "./draft.js";
import { Field, filled, Form, Submit, useForm } from "./forms.js";
import { instantOf, localValue } from "./format.js";
import { html } from "./html.js";
import { uuid7 } from "./ids.js";
import { nameOf, t, word } from "./language.js";
import { SEVERITIES } from "./life.js";
import { LiveCandidates } from "./live-candidates.js";
import { LocationField, locationOf } from "./location.js";
import { canKeep, keep } from "./outbox-db.js";
import { sendNow } from "./outbox.js";
import { PhotoPicker } from "./photo-picker.js";
import { Problem } from "./problem.js";
import { useItems, useReference } from "./reference.js";
import { go, goFreely, useLeaveGuard } from "./router.js";
import { useSession } from "./session.js";
import { useLoad } from "./load.js";
import { ProblemNote, Section } from "./ui.js";
import { useUploads } from "./uploads.js";

const empty = () => ({
  type: "", asset_kind: "", place_kind: "", severity: "", description: "", address: "", inspection_id: "",
  seen_at: localValue(new Date()), position: null, no_fix: false, no_fix_reason: "",
});

/** @param {Record<string, any>} values @param {string} id */
function draftOf(values, id) {
  const said = ["type", "asset_kind", "place_kind", "severity", "description", "address", "inspection_id"];
  const optional = filled(Object.fromEntries(said.map((name) => [name, values[name]])));
  return { id, seen_at: instantOf(values.seen_at), location: locationOf(values), ...optional };
}

const EMPTIED = { asset_kind: null, place_kind: null, description: "", address: "" };

/** Record it. When the answer to an earlier try was lost and the form was changed since, bring that record up to date. */
async function record(draft) {
  try {
    return await send("POST", "/hazards", draft);
  } catch (problem) {
    if (problem.code !== "id_taken") throw problem;
    const kept = await get(`/hazards/${draft.id}`);
    const { id, inspection_id = null, ...changes } = draft;
    if (inspection_id !== kept.inspection_id) throw new Problem(0, { code: "saved_before", detail: t("saved_before", kept) });
    return send("PATCH", `/hazards/${id}`, { version: kept.version, ...EMPTIED, ...changes });
  }
}

/** The record and its photos go to the outbox, under the ids that they have: it may have arrived after all. */
async function keepForLater(draft, photos, person) {
  const of = (photo) => ({ id: photo.id, person, about: draft.id, kind: photo.kind, camera: photo.camera, place: photo.place });
  const shots = await Promise.all(photos.map((photo) => photoItem(photo.file, of(photo))));
  await keep([[{ id: draft.id, kind: "hazard", person, state: "queued", body: draft }], ...shots]);
  sendNow();
}

export function RecordScreen() {
  const { me } = useSession();
  const form = useForm(useMemo(empty, []));
  const uploads = useUploads();
  const id = useRef(uuid7());
  const [saved, setSaved] = useState(null);
  const types = useItems("/hazard-types");
  const type = types.find((one) => one.code === form.values.type);
  const unsent = saved ? uploads.photos.some((photo) => photo.state !== "sent") : form.touched || uploads.photos.length > 0;
  const [leaving, setLeaving] = useState(false);
  useLeaveGuard(unsent && !leaving, t(saved ? "leave_photos" : "leave_unsent"));

  const act = async () => {
    const hazard = saved ?? (await record(draftOf(form.values, id.current)));
    setSaved(hazard);
    if (await uploads.sendAll(hazard.id)) {
      setLeaving(true);
      setTimeout(() => go(`#/hazards/${hazard.id}`));
    }
  };
  const later = async () => {
    await keepForLater(draftOf(form.values, id.current), uploads.photos, me.id);
    goFreely("#/outbox");
  };
  return html`<div class="narrow">
    <h1>${t("record_title")}</h1>
    <${Form} form=${form} act=${act} label=${t("record_title")}>
      ${!saved && html`<${What} form=${form} types=${types} type=${type} />`}
      ${saved && html`<p class="note" role="status">${t("saved_photos_open", { number: saved.number })}</p>`}
      <${Section} title=${t("photos")} id="record-photos">
        <${PhotoPicker} uploads=${uploads} place=${form.values.position} wanted=${type?.required_shots ?? []}
          hazardId=${saved?.id ?? null} />
      <//>
      <${ProblemNote} problem=${form.problem} form=${form}
        onRetry=${form.problem?.status === 0 && !saved && canKeep() ? later : undefined} retryLabel=${t("send_later")} />
      <div class="buttons end">
        ${saved && html`<a class="button" href=${`#/hazards/${saved.id}`}>${t("to_hazard")}</a>`}
        <${Submit} form=${form}>${t(saved ? "send_photos" : "save")}<//>
      </div>
    <//>
  </div>`;
}

function What({ form, types, type }) {
  const kinds = useReference("/kinds");
  const open = useLoad("/inspections?status=open,recording");
  const { values } = form;
  return html`<${Section} title=${t("what")} id="record-what">
      <${Field} form=${form} name="type" label=${t("type")} kind="select" required
        options=${[["", t("please_choose")]]} groups=${families(types)} />
      <${AssetKind} form=${form} kinds=${kinds} type=${type} />
      <${Field} form=${form} name="place_kind" label=${t("place_kind")} kind="select"
        options=${[["", t("not_said")], ...codes(kinds?.place_kinds)]} />
      <${Field} form=${form} name="severity" label=${t("severity")} kind="select"
        options=${[["", severityDefault(type)], ...SEVERITIES.map((code) => [code, word("severity", code)])]} />
    <//>
    <${Section} title=${t("where_when")} id="record-where">
      <${LocationField} form=${form} />
      <${Field} form=${form} name="address" label=${t("address")} hint=${t("address_hint")} />
      <${Field} form=${form} name="seen_at" label=${t("seen_at")} kind="datetime-local" required />
    <//>
    <${Section} title=${t("candidates")} id="record-candidates">
      <p class="quiet">${t("candidates_lead")}</p>
      <${LiveCandidates} type=${values.type} assetKind=${values.asset_kind} placeKind=${values.place_kind}
        position=${values.position} />
    <//>
    <${Section} title=${t("more_words")} id="record-words">
      <${Field} form=${form} name="description" label=${t("description")} kind="textarea" rows=${4} />
      <${Checklist} type=${type} />
      ${open.data?.items.length > 0 && html`<${Field} form=${form} name="inspection_id" label=${t("inspection")} kind="select"
        options=${[["", t("no_inspection")], ...open.data.items.map((one) => [one.id, `${one.number} ${one.title}`])]} />`}
    <//>`;
}

function AssetKind({ form, kinds, type }) {
  const fitting = (kinds?.asset_kinds ?? []).filter((kind) => !type || type.asset_kinds.includes(kind.code));
  const chosen = form.values.asset_kind;
  const strange = Boolean(chosen && type) && !fitting.some((kind) => kind.code === chosen);
  useEffect(() => {
    if (strange) form.set("asset_kind", "");
  }, [strange]);
  if (type && !fitting.length) return null;
  return html`<${Field} form=${form} name="asset_kind" label=${t("asset_kind")} kind="select"
    hint=${type?.family === "manhole" ? t("asset_hint") : undefined}
    options=${[["", t("not_said")], ...codes(fitting)]} />`;
}

/** What to look at on the spot, from the hazard type. */
function Checklist({ type }) {
  if (!type?.checklist.length) return null;
  return html`<details class="checklist"><summary>${t("checklist")}</summary>
    <ul>${type.checklist.map((item) => html`<li key=${item.key}>
      ${nameOf({ name_zh: item.label_zh, name_en: item.label_en })}${item.unit && ` (${item.unit})`}</li>`)}</ul>
  </details>`;
}

/** @param {any[]} types @returns {[string, [string, string][]][]} */
function families(types) {
  const names = [...new Set(types.map((type) => type.family))];
  return names.map((name) => [
    word("family", name),
    types.filter((type) => type.family === name).map((type) => [type.code, nameOf(type)]),
  ]);
}

/** @param {any[] | undefined} rows @returns {[string, string][]} */
const codes = (rows) => (rows ?? []).map((row) => [row.code, nameOf(row)]);

/** @param {any} type */
function severityDefault(type) {
  return type ? t("severity_default", { name: word("severity", type.default_severity) }) : t("severity_by_type");
}
