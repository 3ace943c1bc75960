/** The map: MapLibre over our own areas. Loaded when it is first shown, because it is big. */
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { html } from "./html.js";
import { language, t, word } from "./language.js";
import { STATUSES } from "./life.js";
import { boundsOf, disc, grid, STYLE } from "./map-style.js";
import { MARKS, markPixels, StatusMark } from "./status-marks.js";

const CONTROLS = {
  zh: { "NavigationControl.ZoomIn": "放大", "NavigationControl.ZoomOut": "缩小", "Map.Title": "地图" },
  en: {},
};
const LABELLED = ["county", "township"];
const NEAR_ZOOM = 10.5;
const STYLESHEET = "/web/vendor/maplibre-gl.css";

/** The library and its stylesheet, which only a map needs. */
async function library() {
  const found = import("maplibre-gl");
  if (!document.querySelector(`link[href="${STYLESHEET}"]`)) {
    const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: STYLESHEET });
    const there = new Promise((done, failed) => Object.assign(link, { onload: done, onerror: failed }));
    document.head.prepend(link); // before our own, which change it
    await there;
  }
  return found;
}

/** Make the map in *place* once; null until it can be drawn on. */
function useMap(place) {
  const [made, setMade] = useState(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    let map = null;
    let wanted = true;
    library().then((gl) => {
      if (!wanted) return;
      map = create(gl, place.current);
      map.once("load", () => {
        for (const code of Object.keys(MARKS)) map.addImage(code, markPixels(code));
        if (wanted) setMade({ gl, map });
      });
    }).catch(() => setFailed(true));
    return () => {
      wanted = false;
      map?.remove();
    };
  }, []);
  return [made, failed];
}

function create(gl, container) {
  const map = new gl.Map({
    container, style: STYLE, center: [117.38, 37.77], zoom: 9, attributionControl: false, dragRotate: false,
    pitchWithRotate: false, touchPitch: false, maxPitch: 0, locale: CONTROLS[language()],
  });
  map.touchZoomRotate.disableRotation();
  map.addControl(new gl.NavigationControl({ showCompass: false }), "top-right");
  map.addControl(new gl.ScaleControl({ unit: "metric" }), "bottom-right");
  const near = () => container.classList.toggle("near", map.getZoom() >= NEAR_ZOOM);
  map.on("zoom", near);
  near();
  return map;
}

/** Names of areas as elements, since glyphs for symbol layers would have to come from a server. */
function useLabels(made, areas) {
  useEffect(() => {
    if (!made) return undefined;
    const markers = areas.filter((area) => LABELLED.includes(area.properties.kind)).map((area) => {
      const element = document.createElement("span");
      element.className = `map-label ${area.properties.kind}`;
      element.textContent = area.properties.name;
      const [west, south, east, north] = boundsOf([area.geometry]);
      return new made.gl.Marker({ element }).setLngLat([(west + east) / 2, (south + north) / 2]).addTo(made.map);
    });
    return () => markers.forEach((marker) => marker.remove());
  }, [made, areas]);
}

function useAreas(made, areas) {
  useEffect(() => {
    if (!made || !areas.length) return;
    made.map.getSource("areas").setData({ type: "FeatureCollection", features: areas });
    made.map.getSource("grid").setData(grid(boundsOf(areas.map((area) => area.geometry))));
  }, [made, areas]);
}

function useHazards(made, hazards, selected, onSelect) {
  useEffect(() => {
    made?.map.getSource("hazards").setData({ type: "FeatureCollection", features: hazards.map((hazard) => ({
      type: "Feature",
      geometry: { type: "Point", coordinates: [hazard.location.lon, hazard.location.lat] },
      properties: {
        id: hazard.id, status: hazard.status, severity: hazard.severity, overdue: hazard.overdue, selected: hazard.id === selected,
      },
    })) });
  }, [made, hazards, selected]);
  useEffect(() => {
    if (!made || !onSelect) return undefined;
    const clicked = made.map.on("click", "hazards", (event) => onSelect(event.features[0].properties.id));
    const enter = made.map.on("mouseenter", "hazards", () => (made.map.getCanvas().style.cursor = "pointer"));
    const leave = made.map.on("mouseleave", "hazards", () => (made.map.getCanvas().style.cursor = ""));
    return () => [clicked, enter, leave].forEach((heard) => heard.unsubscribe());
  }, [made, onSelect]);
}

/** Look at the place in question, else at the hazards, else at the areas; again when there is something new. */
function useView(made, areas, hazards, pick) {
  useEffect(() => {
    if (!made) return;
    if (pick) {
      made.map.easeTo({ center: [pick.lon, pick.lat], zoom: Math.max(made.map.getZoom(), 14), duration: 0 });
      return;
    }
    const points = hazards.map(({ location }) => ({ coordinates: [location.lon, location.lat] }));
    const bounds = boundsOf(points.length ? points : areas.map((area) => area.geometry));
    if (bounds) made.map.fitBounds(bounds, { padding: 48, maxZoom: 13, duration: 0 });
  }, [made, areas, hazards, pick]);
}

/** A circle to look within, `lon,lat,metres`. */
function useCircle(made, circle) {
  useEffect(() => {
    if (!made || circle === undefined) return;
    const around = circle ? [disc(...circle.split(",").map(Number))] : [];
    made.map.getSource("circle").setData({ type: "FeatureCollection", features: around });
  }, [made, circle]);
}

/** A round, as pairs of degrees. */
function useLine(made, line) {
  useEffect(() => {
    if (!made || !line) return;
    made.map.getSource("line").setData({ type: "Feature", properties: {}, geometry: { type: "LineString", coordinates: line } });
  }, [made, line]);
}

function usePick(made, pick, onPick) {
  useEffect(() => {
    if (!made || !onPick) return undefined;
    const clicked = made.map.on("click", (event) => onPick(event.lngLat.lng, event.lngLat.lat));
    return () => clicked.unsubscribe();
  }, [made, onPick]);
  useEffect(() => {
    if (!made || !pick) return undefined;
    const marker = new made.gl.Marker({ color: "#17375e" }).setLngLat([pick.lon, pick.lat]).addTo(made.map);
    const around = pick.accuracy_m ? [disc(pick.lon, pick.lat, pick.accuracy_m)] : [];
    made.map.getSource("circle").setData({ type: "FeatureCollection", features: around });
    return () => marker.remove();
  }, [made, pick]);
}

const NOBODY = [];

/**
 * @param {{label: string, layers: {layer: any, areas: any}[], hazards?: any[], selected?: string | null,
 *   onSelect?: (id: string) => void, pick?: {lon: number, lat: number, accuracy_m?: number | null} | null,
 *   onPick?: (lon: number, lat: number) => void, circle?: string, line?: number[][], legend?: boolean}} props
 */
export function MapView({ label, layers, hazards = NOBODY, selected, onSelect, pick, onPick, circle, line, legend }) {
  const place = useRef(null);
  const [made, failed] = useMap(place);
  const areas = useMemo(() => layers.flatMap(({ areas: found }) => found.features), [layers]);
  useAreas(made, areas);
  useLabels(made, areas);
  useHazards(made, hazards, selected, onSelect);
  useView(made, areas, hazards, pick);
  usePick(made, pick, onPick);
  useCircle(made, circle);
  useLine(made, line);
  const centre = () => onPick(made.map.getCenter().lng, made.map.getCenter().lat);
  return html`<div class="map" role="region" aria-label=${label} data-ready=${made ? "yes" : "no"}>
    <div class="map-ground">
      <div class="map-canvas" ref=${place}></div>
      ${failed && html`<p class="map-failed" role="alert">${t("map_failed")}</p>`}
      ${onPick && html`<span class="crosshair" aria-hidden="true"></span>
        <button type="button" class="button map-centre" disabled=${!made} onClick=${centre}>${t("use_centre")}</button>`}
      ${legend && html`<${Legend} />`}
    </div>
    <${Credit} layers=${layers} />
  </div>`;
}

function Legend() {
  return html`<details class="legend"><summary>${t("legend")}</summary><ul class="plain">
    ${STATUSES.slice(0, -2).map((code) => html`<li key=${code}><${StatusMark} code=${code} coloured />${word("status", code)}</li>`)}
    <li><span class="halo"></span>${t("overdue")}</li>
    <li class="quiet">${t("legend_size")}</li>
  </ul></details>`;
}

/** Who drew the areas, and that some of them are invented. */
function Credit({ layers }) {
  const said = [...new Set(layers.map(({ areas }) => areas.attribution))];
  return html`<p class="map-credit">
    ${layers.some(({ layer }) => layer.invented) && html`<strong>${t("invented")}</strong>`}
    ${said.map((text) => html`<span key=${text}>${text}</span>`)}
  </p>`;
}
