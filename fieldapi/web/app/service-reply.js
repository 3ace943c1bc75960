/** What the agency answered, hazard by hazard, its photos beside ours. */
import { address } from "./api.js";
import { when } from "./format.js";
import { html } from "./html.js";
import { nameOf, t, word } from "./language.js";
import { useMany } from "./load.js";
import { useTypes } from "./reference.js";
import { useSession } from "./session.js";
import { Empty, ProblemNote, Section } from "./ui.js";

/** @param {{one: any}} props */
export function ServiceReply({ one }) {
  const { reply } = one;
  return html`<${Section} title=${t("service_reply")} id="service-reply">
    ${!reply ? html`<${Empty}>${t("no_service_reply")}<//>` : html`<${Reply} one=${one} reply=${reply} />`}<//>`;
}

function Reply({ one, reply }) {
  const { can } = useSession();
  const hazards = useMany(reply.items.map((item) => `/hazards/${item.hazard_id}`));
  const paper = (found, label) => found && can("read_reply_paper")
    && html`<a class="original" href=${address(`/services/${one.id}/papers/${found.sha256}`)} download>${label}</a>`;
  return html`<p>${t("reply_line", { name: reply.name, post: reply.post, at: when(reply.submitted_at) })}
      ${reply.late && html`<span class="badge overdue">${t("reply_late")}</span>`}</p>
    <p class="hint">${t("reply_is_claim")}</p>
    ${reply.note && html`<p class="description">${reply.note}</p>`}
    ${paper(reply.letter, t("reply_letter"))}
    <${ProblemNote} problem=${hazards.problem} />
    <ul class="plain rows">${reply.items.map((item, index) => html`<li key=${item.hazard_id} class="row">
      <${Item} item=${item} hazard=${hazards.items?.[index]} />${paper(item.paper, t("reply_paper"))}</li>`)}</ul>
    <p class="digest">${t("reply_digest")} ${reply.digest}</p>`;
}

function Item({ item, hazard }) {
  const types = useTypes();
  const ours = (hazard?.photos ?? []).filter((photo) => photo.status === "accepted" && photo.preview !== "none").map((photo) => photo.id);
  return html`<a class="row" href=${`#/hazards/${item.hazard_id}`}>
      ${hazard && html`<p class="number">${hazard.number}</p><p><strong>${nameOf(types[hazard.type]) || hazard.type}</strong> ${hazard.address}</p>`}
      <p class="badges"><span class=${`badge plain-badge answer-${item.answer}`}>${word("reply_answer", item.answer)}</span>
        ${item.done_on && html`<span class="quiet">${t("reply_done_on", { on: item.done_on })}</span>`}</p></a>
    ${item.note && html`<p class="description">${item.note}</p>`}
    <div class="beside"><${Pictures} title=${t("reply_ours")} ids=${ours} /><${Pictures} title=${t("reply_photos")} ids=${item.photo_ids} /></div>`;
}

function Pictures({ title, ids }) {
  return html`<div><p class="quiet">${title}（${ids.length}）</p><ul class="photo-grid">${ids.map((id) => html`<li key=${id}>
    <img class="thumb" loading="lazy" src=${address(`/photos/${id}/preview?size=320`)} alt=${title} /></li>`)}</ul></div>`;
}
