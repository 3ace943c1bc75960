/** The candidates for what is being typed, before anything is recorded. */
import { useEffect, useState } from "preact/hooks";
import { query } from "./api.js";
import { Candidates, Flags } from "./candidates.js";
import { html } from "./html.js";
import { t } from "./language.js";
import { useLoad } from "./load.js";
import { lookUp } from "./offline-candidates.js";
import { Loading, ProblemNote } from "./ui.js";

const PATIENCE_MS = 300;

/** The path to ask, once the typing has paused; null while something is missing. */
function usePaused(path) {
  const [settled, setSettled] = useState(path);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(path), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [path]);
  return settled;
}

/** @param {{type: string, assetKind: string, placeKind: string, position: any}} props */
export function LiveCandidates({ type, assetKind, placeKind, position }) {
  const asked = position && type
    ? `/responsibility${query({
      lon: position.lon, lat: position.lat, datum: position.datum, accuracy_m: position.accuracy_m, type,
      asset_kind: assetKind, place_kind: placeKind,
    })}`
    : null;
  const path = usePaused(asked);
  const load = useLoad(path);
  if (!path || !asked) return html`<p class="quiet">${t("candidates_need")}</p>`;
  if (load.problem?.status === 0) {
    return html`<${Provisional} spot=${position} asked=${{ type, asset_kind: assetKind, place_kind: placeKind }} />`;
  }
  if (load.problem) return html`<${ProblemNote} problem=${load.problem} onRetry=${load.reload} />`;
  if (!load.data) return html`<${Loading} />`;
  return html`<div aria-live="polite">
    <p class="quiet">${load.data.area ? t("in_area", { name: load.data.area.name }) : t("in_no_area")}</p>
    <${Flags} flags=${load.data.flags} />
    <${Candidates} items=${load.data.responsibilities} />
  </div>`;
}

/** Without a network: by the table that the device took along, and said to be so. */
function Provisional({ spot, asked }) {
  const table = useLoad("/offline/responsibility");
  if (table.loading) return html`<${Loading} />`;
  const items = table.data && spot.datum === "WGS84" ? lookUp(table.data, spot, asked) : null;
  return html`<p class="note">${t(items ? "provisional_candidates" : "no_candidates_offline")}</p>
    ${items && html`<${Candidates} items=${items} />`}`;
}
