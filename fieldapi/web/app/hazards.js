/** Hazards: list and map together; on the phone as two tabs. */
import { useCallback, useMemo, useState } from "preact/hooks";
import { query } from "./api.js";
import { Filters, NO_FILTER } from "./filters.js";
import { HazardCard } from "./hazard-card.js";
import { html } from "./html.js";
import { t } from "./language.js";
import { usePages } from "./load.js";
import { MapView } from "./map.js";
import { useLayers, useTypes } from "./reference.js";
import { useWide } from "./screen-width.js";
import { useSession } from "./session.js";
import { Empty, Loading, ProblemNote } from "./ui.js";

const PAGE = 50;
// Kept while other screens are looked at, so that going back finds the same list.
let kept = { filter: NO_FILTER, view: "list" };

function useKept(name) {
  const [value, setValue] = useState(kept[name]);
  return [value, (chosen) => {
    kept = { ...kept, [name]: chosen };
    setValue(chosen);
  }];
}

export function HazardsScreen() {
  const { can } = useSession();
  const wide = useWide();
  const [filter, setFilter] = useKept("filter");
  const [view, setView] = useKept("view");
  const [selected, setSelected] = useState(null);
  const at = (cursor) => `/hazards${query({ ...filter, overdue: filter.overdue || null, limit: PAGE, cursor })}`;
  const pages = usePages(at(null), at);
  const withMap = can("list_layers");
  return html`<div class=${`hazards ${withMap ? "with-map" : ""}`}>
    <h1 class="hidden">${t("tab_hazards")}</h1>
    <${Filters} filter=${filter} onChange=${setFilter} />
    ${withMap && !wide && html`<${ViewTabs} view=${view} setView=${setView} />`}
    ${(wide || !withMap || view === "list") && html`<${List} pages=${pages} selected=${selected} />`}
    ${withMap && (wide || view === "map") && html`<${HazardMap} pages=${pages} selected=${selected} setSelected=${setSelected} />`}
  </div>`;
}

function ViewTabs({ view, setView }) {
  return html`<div class="view-tabs" role="group" aria-label=${t("view")}>
    ${["list", "map"].map((name) => html`<button key=${name} type="button" aria-pressed=${view === name}
      onClick=${() => setView(name)}>${t(`view_${name}`)}</button>`)}
  </div>`;
}

function List({ pages, selected }) {
  const types = useTypes();
  if (pages.problem) return html`<div class="list"><${ProblemNote} problem=${pages.problem} onRetry=${pages.reload} /></div>`;
  if (!pages.data) return html`<div class="list"><${Loading} /></div>`;
  return html`<div class="list" aria-busy=${pages.loading}>
    <p class="quiet" role="status">${t(pages.cursor ? "loaded_count" : "count", { n: pages.items.length })}</p>
    ${pages.items.length === 0 && html`<${Empty}>${t("no_hazards")}<//>`}
    ${pages.items.map((hazard) => html`<${HazardCard} key=${hazard.id} hazard=${hazard} type=${types[hazard.type]}
      selected=${hazard.id === selected} />`)}
    <${ProblemNote} problem=${pages.moreProblem} />
    ${pages.cursor && html`<button type="button" class="button wide" disabled=${pages.busy} onClick=${pages.more}>
      ${pages.busy ? t("loading") : t("more")}</button>`}
  </div>`;
}

function HazardMap({ pages, selected, setSelected }) {
  const layers = useLayers(true);
  const types = useTypes();
  const located = useMemo(() => pages.items.filter((hazard) => "lon" in hazard.location), [pages.data, pages.items.length]);
  const chosen = located.find((hazard) => hazard.id === selected);
  const select = useCallback((id) => {
    setSelected(id);
    document.getElementById(`hazard-${id}`)?.scrollIntoView({ block: "nearest" });
  }, []);
  return html`<div class="map-side">
    <${MapView} label=${t("map_of_hazards")} layers=${layers} hazards=${located} selected=${selected} onSelect=${select} legend />
    ${chosen && html`<div class="map-card">
      <button type="button" class="close" aria-label=${t("close")} onClick=${() => setSelected(null)}>×</button>
      <${HazardCard} hazard=${chosen} type=${types[chosen.type]} />
    </div>`}
  </div>`;
}
