/** Likely duplicates: each record that waits for confirmation beside what lies within 30 m of it; and merges taken back. */
import { useEffect, useState } from "preact/hooks";
import { get, query } from "./api.js";
import { DuplicatePair, isApart } from "./duplicate-pair.js";
import { distance } from "./format.js";
import { html } from "./html.js";
import { nameOf, t } from "./language.js";
import { useLoad, usePages } from "./load.js";
import { More } from "./more.js";
import { useTypes } from "./reference.js";
import { Unmerge } from "./unmerge.js";
import { BackLink, Empty, Loaded, Loading, ProblemNote, Section } from "./ui.js";

const NEAR_M = 30;
const PAGE = 20;

/** The pairs of these records, each once, nearest first. @param {any[]} records */
async function pairsOf(records) {
  const around = await Promise.all(records.map((one) => get(`/hazards/${one.id}/nearby${query({ radius_m: NEAR_M, limit: 5 })}`)));
  const pairs = new Map();
  records.forEach((one, index) => around[index].items.filter((other) => other.likely_duplicate).forEach((other) => {
    const key = [one.id, other.id].sort().join();
    if (!pairs.has(key) && !isApart(key)) pairs.set(key, { key, one, other, far: other.distance_m });
  }));
  return [...pairs.values()].sort((a, b) => a.far - b.far);
}

function usePairs(records, turn) {
  const [state, setState] = useState({ pairs: null, problem: null });
  const ids = records.map((one) => one.id).join();
  useEffect(() => {
    let wanted = true;
    pairsOf(records).then((pairs) => wanted && setState({ pairs, problem: null }), (problem) => wanted && setState({ pairs: null, problem }));
    return () => {
      wanted = false;
    };
  }, [ids, turn]);
  return state;
}

export function DuplicatesScreen() {
  const at = (cursor) => `/hazards${query({ status: "recorded", limit: PAGE, cursor })}`;
  const pages = usePages(at(null), at);
  const [turn, setTurn] = useState(0);
  const done = () => {
    pages.reload();
    setTurn(turn + 1);
  };
  return html`<div class="case">
    <${BackLink} to="#/me">${t("tab_me")}<//>
    <h1>${t("duplicates")}</h1>
    <p class="quiet">${t("duplicates_lead", { n: pages.items.length })}</p>
    <${Loaded} load=${pages}>${() => html`<${Pairs} records=${pages.items} turn=${turn} done=${done} />`}<//>
    <${More} pages=${pages} />
    <${Merged} key=${turn} done=${done} />
  </div>`;
}

function Pairs({ records, turn, done }) {
  const [chosen, setChosen] = useState(null);
  const { pairs, problem } = usePairs(records, turn);
  if (problem) return html`<${ProblemNote} problem=${problem} onRetry=${done} />`;
  if (!pairs) return html`<${Loading} />`;
  if (!pairs.length) return html`<${Empty}>${t("no_duplicates")}<//>`;
  const shown = pairs.find((pair) => pair.key === chosen) ?? pairs[0];
  return html`<div class="pairs">
    <ul class="plain rows panel" aria-label=${t("duplicates")}>${pairs.map((pair) => html`<li key=${pair.key}>
      <${PairLine} pair=${pair} shown=${pair === shown} onOpen=${() => setChosen(pair.key)} /></li>`)}</ul>
    <${DuplicatePair} key=${shown.key} pair=${shown} done=${done} />
  </div>`;
}

function PairLine({ pair: { one, other, far }, shown, onOpen }) {
  const types = useTypes();
  return html`<button type="button" class="pair-line" aria-pressed=${shown ? "true" : "false"} onClick=${onOpen}>
    <strong>${nameOf(types[one.type]) || one.type}</strong> <span class="badge plain-badge">${distance(far)}</span>
    <span class="number">${one.number} · ${other.number}</span></button>`;
}

/** What was merged lately, and the way back. */
function Merged({ done }) {
  const load = useLoad(`/hazards${query({ status: "duplicate", limit: PAGE })}`);
  const types = useTypes();
  return html`<${Section} title=${t("merged")} id="merged">
    <${Loaded} load=${load}>${() => html`
      ${!load.data.items.length && html`<${Empty}>${t("no_merged")}<//>`}
      <ul class="plain rows">${load.data.items.map((hazard) => html`<li key=${hazard.id} class="row">
        <p><a href=${`#/hazards/${hazard.id}`}>${hazard.number}</a> ${nameOf(types[hazard.type])} ${hazard.address}</p>
        <${Unmerge} hazard=${hazard} done=${done} /></li>`)}</ul>`}<//>
  <//>`;
}
