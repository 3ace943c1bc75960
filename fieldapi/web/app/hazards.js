/** Hazards: list, table and map of the same set; what is shown stands in the address. */
import { useCallback, useMemo, useState } from "preact/hooks";
import { query } from "./api.js";
import { Filters, NO_FILTER } from "./filters.js";
import { boxAround, isWithin, Radius } from "./hazard-radius.js";
import { HazardCard } from "./hazard-card.js";
import { HazardLedger } from "./hazard-ledger.js";
import { HazardTable } from "./hazard-table.js";
import { html } from "./html.js";
import { t } from "./language.js";
import { usePages } from "./load.js";
import { MapView } from "./map.js";
import { More } from "./more.js";
import { useLayers, useTypes } from "./reference.js";
import { useAddress } from "./router.js";
import { useWide } from "./screen-width.js";
import { useSession } from "./session.js";
import { Empty, Loading, ProblemNote } from "./ui.js";

const PAGE = 50;
const BLANK = { ...NO_FILTER, view: "list", around: "" };

/** What the address asks for, as the API takes it. */
function asked({ view, around, ...filter }) {
  const day = (name, time) => filter[name] && `${filter[name]}T${time}+08:00`;
  return { ...filter, seen_from: day("seen_from", "00:00:00"), seen_to: day("seen_to", "23:59:59"), bbox: boxAround(around) };
}

/** The path of a page of it. */
function path(values, cursor) {
  return `/hazards${query({ ...asked(values), limit: PAGE, cursor })}`;
}

/** The path of all of it as a spreadsheet, which has an order of its own. */
function ledgerPath(values) {
  const { sort, ...filter } = asked(values);
  return (said) => `/hazards/ledger${query({ ...filter, ...said })}`;
}

export function HazardsScreen() {
  const { can } = useSession();
  const wide = useWide();
  const [values, setValues] = useAddress(BLANK);
  const [selected, setSelected] = useState(null);
  const [drawing, setDrawing] = useState(false);
  const found = usePages(path(values, null), (cursor) => path(values, cursor));
  const items = useMemo(() => found.items.filter((hazard) => isWithin(hazard, values.around)), [found.data, found.items.length, values.around]);
  const pages = { ...found, items };
  const withMap = can("list_layers");
  const table = values.view === "table" && wide;
  const views = [...(wide ? ["list", "table"] : ["list"]), ...(withMap && !wide ? ["map"] : [])];
  const showMap = withMap && !table && (wide || values.view === "map");
  const radius = { values, setValues, drawing, setDrawing };
  return html`<div class=${`hazards ${withMap && !table ? "with-map" : ""}`}>
    <h1 class="hidden">${t("tab_hazards")}</h1>
    <div class="hazards-head">
      <${Filters} filter=${values} blank=${BLANK} onChange=${setValues} />
      <${HazardLedger} at=${ledgerPath(values)} />
      ${views.length > 1 && html`<${ViewTabs} views=${views} view=${values.view} setView=${(view) => setValues({ ...values, view })} />`}
    </div>
    ${table && html`<${HazardTable} pages=${pages} values=${values} setValues=${setValues} />`}
    ${!table && (wide || !withMap || values.view !== "map") && html`<${List} pages=${pages} selected=${selected} />`}
    ${showMap && html`<${HazardMap} pages=${pages} selected=${selected} setSelected=${setSelected} radius=${radius} />`}
  </div>`;
}

function ViewTabs({ views, view, setView }) {
  const shown = views.includes(view) ? view : views[0]; // an address of the desk may be opened on a phone
  return html`<div class="view-tabs" role="group" aria-label=${t("view")}>
    ${views.map((name) => html`<button key=${name} type="button" aria-pressed=${shown === name}
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
    <${More} pages=${pages} />
  </div>`;
}

function HazardMap({ pages, selected, setSelected, radius }) {
  const { values, setValues, drawing, setDrawing } = radius;
  const layers = useLayers(true);
  const types = useTypes();
  const located = useMemo(() => pages.items.filter((hazard) => "lon" in hazard.location), [pages.items]);
  const chosen = located.find((hazard) => hazard.id === selected);
  const select = useCallback((id) => {
    setSelected(id);
    document.getElementById(`hazard-${id}`)?.scrollIntoView({ block: "nearest" });
  }, []);
  const centre = (lon, lat) => {
    setDrawing(false);
    setValues({ ...values, around: [lon.toFixed(6), lat.toFixed(6), values.around.split(",")[2] ?? "500"].join() });
  };
  return html`<div class="map-side">
    <${MapView} label=${t("map_of_hazards")} layers=${layers} hazards=${located} selected=${selected} onSelect=${select}
      circle=${values.around} onPick=${drawing ? centre : undefined} legend />
    <${Radius} values=${values} setValues=${setValues} drawing=${drawing} setDrawing=${setDrawing} />
    ${chosen && html`<div class="map-card">
      <button type="button" class="close" aria-label=${t("close")} onClick=${() => setSelected(null)}>×</button>
      <${HazardCard} hazard=${chosen} type=${types[chosen.type]} />
    </div>`}
  </div>`;
}
