/** One card: its spots as they are proposed, what people decide about them, and the act that writes it. */
import { useState } from "preact/hooks";
import { send } from "./api.js";
import { CardFiles, CardSpot } from "./card-spot.js";
import { when } from "./format.js";
import { html } from "./html.js";
import { t } from "./language.js";
import { useLoad } from "./load.js";
import { useSession } from "./session.js";
import { BackLink, Loaded, ProblemNote, Section } from "./ui.js";

/** @param {{id: string}} props */
export function CardScreen({ id }) {
  const load = useLoad(`/cards/${id}`);
  return html`<div class="narrow">
    <${BackLink} to="#/cards">${t("cards")}<//>
    <${Loaded} load=${load}>${() => html`<${Card} card=${load.data} put=${load.put} reload=${load.reload} />`}<//>
  </div>`;
}

function Card({ card, put, reload }) {
  const { onTeam } = useSession();
  const [chosen, setChosen] = useState(/** @type {string[]} */ ([]));
  const [state, setState] = useState({ busy: false, problem: null });
  const open = card.state === "open" && onTeam(card.office.id);
  /** Send it and show the card as it is then; whoever asks hears of a problem. */
  const say = async (path, said) => {
    put(await send("POST", `/cards/${card.id}/${path}`, { version: card.version, ...said }));
    setChosen([]);
  };
  const write = async (path, said) => {
    setState({ busy: true, problem: null });
    let problem = null;
    await say(path, said).catch((refused) => { problem = refused; });
    setState({ busy: false, problem });
  };
  const toggle = (id) => setChosen(chosen.includes(id) ? chosen.filter((other) => other !== id) : [...chosen, id]);
  const acts = {
    open, busy: state.busy, chosen, toggle, reload,
    act: (act, said) => write("acts", { act, ...said }), say: (act, said) => say("acts", { act, ...said }),
  };
  const decided = card.spots.filter((spot) => spot.state === "decided").length;
  return html`<h1>${card.name}</h1>
    <p class="quiet">${when(card.created_at)} · ${card.created_by.name} ·
      ${t("card_line", { files: card.file_count, unsorted: card.unsorted_count })}</p>
    <${ProblemNote} problem=${state.problem} onRetry=${state.problem?.code === "stale_version" ? reload : undefined}
      retryLabel=${t("reload")} />
    ${card.spots.map((spot, index) => html`<${CardSpot} key=${spot.id} spot=${spot} number=${index + 1}
      next=${card.spots[index + 1]} card=${card} acts=${acts} />`)}
    ${card.unsorted.length > 0 && html`<${Unsorted} card=${card} acts=${acts} />`}
    ${card.skipped.length > 0 && html`<details><summary>${t("skipped_files", { n: card.skipped.length })}</summary>
      <ul class="plain">${card.skipped.map((item) => html`<li key=${item.name}>
        <span class="number">${item.name}</span> <span class="quiet">${item.message}</span></li>`)}</ul></details>`}
    ${open && html`<div class="buttons end"><button type="button" class="button primary" disabled=${state.busy || !decided}
      onClick=${() => write("apply", {})}>${t("apply_card", { n: decided })}</button></div>`}`;
}

function Unsorted({ card, acts }) {
  const mine = card.unsorted.filter((file) => acts.chosen.includes(file.id)).map((file) => file.id);
  return html`<${Section} title=${t("unsorted_files")} id="unsorted">
    <${CardFiles} card=${card} files=${card.unsorted} acts=${acts} />
    ${acts.open && html`<div class="buttons"><button type="button" class="button" disabled=${acts.busy || !mine.length}
      onClick=${() => acts.act("split", { file_ids: mine })}>${t("make_spot")}</button></div>`}
  <//>`;
}
