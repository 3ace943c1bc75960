/** What this device still holds: waiting, refused and why, drafts; and what arrived lately. */
import { useEffect, useState } from "preact/hooks";
import { reopen, usePicture } from "./draft.js";
import { when } from "./format.js";
import { html } from "./html.js";
import { t, word } from "./language.js";
import { change, discard } from "./outbox-db.js";
import { Conflict, isConflict } from "./outbox-conflict.js";
import { exportUnsent } from "./outbox-export.js";
import { OutboxFiles } from "./outbox-files.js";
import { isUnsent, markAnchored, sendNow, useOutbox } from "./outbox.js";
import { useTypes } from "./reference.js";
import { go } from "./router.js";
import { useSession } from "./session.js";
import { useStorage } from "./storage.js";
import { BackLink, Empty, Section, sentence } from "./ui.js";

const STEP = 30;

export function OutboxScreen() {
  const { me, can } = useSession();
  const { items, drafts } = useOutbox(me.id);
  const storage = useStorage();
  const stored = items.filter((item) => item.state === "stored");
  useEffect(() => {
    if (can("read_anchors")) markAnchored(stored).catch(() => {}); // only a mark: asked again next time
  }, [stored.length]);
  const unsent = items.filter((item) => isUnsent(item) && item.state !== "captured");
  const past = items.filter((item) => !isUnsent(item)).reverse();
  return html`<div class="narrow">
    <h1>${t("outbox")}</h1>
    <p class="quiet">${t("outbox_lead")}</p>
    ${storage && !storage.persisted && html`<p class="note">${t("storage_not_promised")}</p>`}
    ${!navigator.onLine && html`<p class="note">${t("offline_now")}</p>`}
    <${Section} title=${t("outbox_unsent", { n: unsent.length })} id="outbox-unsent">
      ${!unsent.length && html`<${Empty}>${t("outbox_empty")}<//>`}
      <${Rows} shown=${unsent} items=${items} />
      <div class="buttons">
        <button type="button" class="button primary" onClick=${sendNow}>${t("send_now")}</button>
      </div>
    <//>
    ${items.length > 0 && html`<${OutboxFiles} items=${items.filter(isUnsent)} />`}
    ${drafts.length > 0 && html`<${Section} title=${t("drafts")} id="outbox-drafts">
      <ul class="plain rows">${drafts.map((draft) => html`<li key=${draft.id}><${DraftRow} draft=${draft} /></li>`)}</ul>
    <//>`}
    ${past.length > 0 && html`<${Section} title=${t("outbox_past")} id="outbox-past">
      <${Rows} shown=${past} items=${items} />
    <//>`}
    <p class="buttons"><${BackLink} to="#/capture">${t("tab_record")}<//>
      ${can("send_package") && html`<a class="button" href="#/packages">${t("packages")}</a>`}</p>
  </div>`;
}

/** Some of them, and more when asked: a thousand at once would hold up the page. @param {{shown: any[], items: any[]}} props */
function Rows({ shown, items }) {
  const [most, setMost] = useState(STEP);
  return html`<ul class="plain rows">${shown.slice(0, most).map((item) => html`<${Row} key=${item.seq} item=${item} items=${items} />`)}</ul>
    ${shown.length > most && html`<button type="button" class="button" onClick=${() => setMost(most + STEP)}>${t("more")}</button>`}`;
}

function DraftRow({ draft }) {
  const types = useTypes();
  return html`<a class="row" href=${`#/capture/${draft.id}`}>
    <strong>${types[draft.type]?.name_zh ?? t("unsorted_photos")}</strong>
    <span class="quiet">${t("draft_line", { n: draft.shots.length, at: when(draft.seen_at) })}</span></a>`;
}

/** @param {{item: any, items: any[]}} props */
function Row({ item, items }) {
  return html`<li class=${`outbox-row ${item.state}`}>
    ${item.sha256 && item.state !== "discarded" && html`<${Thumb} id=${item.id} />`}
    <div>
      <p><strong>${t(`item_${item.kind}`)}</strong> <span class="quiet">#${item.seq} ${when(item.made_at)}</span>
        ${" "}<span class=${`badge item-state ${item.state}`}>${t(`state_${item.state}`)}</span></p>
      ${item.receipt?.number && html`<p><a href=${`#/hazards/${item.id}`}>${item.receipt.number}</a></p>`}
      ${item.sha256 && html`<p class="digest">SHA-256 ${item.sha256.slice(0, 16)}…</p>`}
      ${item.reason && html`<p class="quiet">${t("discarded_because", { why: item.reason })}</p>`}
      ${item.problem && html`<${Trouble} problem=${item.problem} />`}
      ${isConflict(item) && item.state === "refused" && html`<${Conflict} item=${item} />`}
      ${item.state === "refused" && html`<${WaysOut} item=${item} items=${items} />`}
    </div>
  </li>`;
}

function Thumb({ id }) {
  return html`<img class="thumb" src=${usePicture(id)} alt=${t("photo_of_kind", { kind: word("photo_kind", "") })} />`;
}

function Trouble({ problem }) {
  return html`<div class="field-error"><p>${sentence({ ...problem, message: problem.detail })}</p>
    ${problem.fields.map((field) => html`<p key=${field.path}>${field.path}: ${field.message}</p>`)}</div>`;
}

/** What can be done about a refused item. */
function WaysOut({ item, items }) {
  const [reason, setReason] = useState(null);
  const again = async () => {
    await change(item.seq, { state: "queued", problem: null });
    sendNow();
  };
  const correct = async () => {
    await reopen(item, items.filter((one) => one.kind === "photo" && one.about === item.id));
    go(`#/capture/${item.id}`);
  };
  if (reason !== null) {
    return html`<div class="field"><label for=${`why-${item.seq}`}>${t("discard_why")}</label>
      <input id=${`why-${item.seq}`} value=${reason} onInput=${(event) => setReason(event.target.value)} />
      <div class="buttons"><button type="button" class="button" onClick=${() => setReason(null)}>${t("cancel")}</button>
        <button type="button" class="button" disabled=${!reason.trim()} onClick=${() => discard(item, reason.trim())}>${t("discard")}</button></div></div>`;
  }
  return html`<div class="buttons">
    ${item.kind === "hazard" && html`<button type="button" class="button primary" onClick=${correct}>${t("correct")}</button>`}
    <button type="button" class="button" onClick=${again}>${t("retry")}</button>
    <button type="button" class="button" onClick=${() => exportUnsent([item])}>${t("export")}</button>
    <button type="button" class="button quiet-button" onClick=${() => setReason("")}>${t("discard")}…</button>
  </div>`;
}
