/** What the reporter was told and until when the next answer is owed. */
import { useState } from "preact/hooks";
import { send } from "./api.js";
import { Ends } from "./case-hazards.js";
import { CODES } from "./codes.js";
import { Field, Form, useForm } from "./forms.js";
import { today } from "./format.js";
import { Until } from "./home.js";
import { html } from "./html.js";
import { t, word } from "./language.js";
import { useSession } from "./session.js";
import { Empty, Section } from "./ui.js";

/** @param {{clue: any, reload: () => void, put: (clue: any) => void}} props */
export function ClueReplies({ clue, reload, put }) {
  const { can } = useSession();
  const [adding, setAdding] = useState(false);
  const open = can("reply_clue") && clue.state !== "received" && !clue.concluded_on && !adding;
  const aside = open && html`<button type="button" class="button" onClick=${() => setAdding(true)}>${t("clue_reply_add")}</button>`;
  const done = (after) => {
    setAdding(false);
    put(after);
  };
  return html`<${Section} title=${t("clue_replies")} id="clue-replies" aside=${aside}>
    ${clue.no_reply_reason && html`<p class="note">${t("clue_no_reply", { reason: word("no_reply_reason", clue.no_reply_reason) })}</p>`}
    ${clue.concluded_on && html`<p class="verified">${t("clue_concluded", { on: clue.concluded_on })}</p>`}
    ${clue.clocks.length > 0 && html`<dl class="facts">${clue.clocks.map((clock) => html`<div key=${clock.id} class="fact">
      <dt>${word("clue_clock", clock.kind)}</dt><dd>${t("clue_clock_line", { on: clock.due_on })}${" "}
        ${clock.state === "ended" ? html`<span class="badge plain-badge">${word("clock_outcome", clock.outcome)}</span>`
          : html`<${Until} on=${clock.due_on} />`}</dd></div>`)}</dl>`}
    ${adding && html`<${ReplyForm} clue=${clue} reload=${reload} done=${done} close=${() => setAdding(false)} />`}
    ${!clue.replies.length && html`<${Empty}>${t("no_clue_replies")}<//>`}
    <ul class="plain rows">${clue.replies.map((reply) => html`<li key=${reply.recorded_at} class="row">
      <p><strong>${word("reply_kind", reply.kind)}</strong> ${word("reply_channel", reply.channel)}</p>
      <p class="description">${reply.text}</p>
      <p class="quiet">${reply.on} ${reply.recorded_by.name}</p></li>`)}</ul>
  <//>`;
}

function ReplyForm({ clue, reload, done, close }) {
  const form = useForm({ kind: "procedural", channel: "phone", on: today(), text: "" });
  const act = async () => done(await send("POST", `/clues/register/${clue.id}/replies`, form.values));
  const select = (name, group) => html`<${Field} form=${form} name=${name} label=${t(`clue_reply_${name}`)} kind="select" required
    options=${Object.keys(CODES[group]).map((code) => [code, word(group, code)])} />`;
  return html`<div class="inline-form"><${Form} form=${form} act=${act} label=${t("clue_reply_add")}>
    ${select("kind", "reply_kind")}${select("channel", "reply_channel")}
    <${Field} form=${form} name="on" label=${t("clue_reply_on")} kind="date" required />
    <${Field} form=${form} name="text" label=${t("clue_reply_text")} kind="textarea" required hint=${t("clue_reply_online")} />
    <${Ends} form=${form} reload=${reload} close=${close}>${t("clue_reply_add")}<//>
  <//></div>`;
}
