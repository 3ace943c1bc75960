/** How the map is drawn: blank ground, a grid, the office's own areas, hazards. Nothing comes from outside. */

export const COLOURS = { critical: "#b3261e", high: "#c4510a", medium: "#8a6500", low: "#2f6aa8" };
const EMPTY = { type: "FeatureCollection", features: [] };
const severity = ["match", ["get", "severity"], ...Object.entries(COLOURS).flat(), "#555555"];
const kind = (name) => ["==", ["get", "kind"], name];

export const STYLE = {
  version: 8,
  sources: {
    grid: { type: "geojson", data: EMPTY },
    areas: { type: "geojson", data: EMPTY },
    circle: { type: "geojson", data: EMPTY },
    hazards: { type: "geojson", data: EMPTY },
  },
  layers: [
    { id: "ground", type: "background", paint: { "background-color": "#eef1f5" } },
    { id: "county-fill", type: "fill", source: "areas", filter: kind("county"), paint: { "fill-color": "#ffffff" } },
    { id: "grid", type: "line", source: "grid", paint: { "line-color": "#d5dbe4", "line-width": 0.8 } },
    {
      id: "zone-fill", type: "fill", source: "areas", filter: kind("zone"),
      paint: { "fill-color": "#2c7a7b", "fill-opacity": 0.12 },
    },
    {
      id: "township-line", type: "line", source: "areas", filter: kind("township"),
      paint: { "line-color": "#8d9bb0", "line-width": 1, "line-dasharray": [3, 2] },
    },
    {
      id: "zone-line", type: "line", source: "areas", filter: kind("zone"),
      paint: { "line-color": "#2c7a7b", "line-width": 1.2, "line-dasharray": [1, 1.5] },
    },
    {
      id: "county-line", type: "line", source: "areas", filter: kind("county"),
      paint: { "line-color": "#17375e", "line-width": 2 },
    },
    {
      id: "circle", type: "fill", source: "circle",
      paint: { "fill-color": "#2f6aa8", "fill-opacity": 0.18, "fill-outline-color": "#2f6aa8" },
    },
    {
      id: "hazards", type: "circle", source: "hazards",
      paint: {
        "circle-radius": ["case", ["get", "selected"], 11, 7],
        "circle-color": ["case", ["get", "done"], "#ffffff", severity],
        "circle-stroke-color": ["case", ["get", "done"], severity, "#ffffff"],
        "circle-stroke-width": ["case", ["get", "done"], 3, 1.5],
      },
    },
  ],
};

/** Meridians and parallels every 0.05 degrees around *bounds*. @param {[number, number, number, number]} bounds */
export function grid([west, south, east, north]) {
  const step = 0.05;
  const from = (value) => Math.floor(value / step - 4) * step;
  const to = (value) => Math.ceil(value / step + 4) * step;
  const lines = [];
  for (let lon = from(west); lon <= to(east) + 1e-9; lon += step) lines.push([[lon, from(south)], [lon, to(north)]]);
  for (let lat = from(south); lat <= to(north) + 1e-9; lat += step) lines.push([[from(west), lat], [to(east), lat]]);
  return { type: "Feature", properties: {}, geometry: { type: "MultiLineString", coordinates: lines } };
}

/** A circle of *metres* around a place, good enough to look at. @param {number} lon @param {number} lat @param {number} metres */
export function disc(lon, lat, metres) {
  const degrees = metres / 111320;
  const ring = Array.from({ length: 49 }, (_, i) => {
    const angle = (i / 48) * 2 * Math.PI;
    return [lon + (degrees * Math.cos(angle)) / Math.cos((lat * Math.PI) / 180), lat + degrees * Math.sin(angle)];
  });
  return { type: "Feature", properties: {}, geometry: { type: "Polygon", coordinates: [ring] } };
}

/** @param {any[]} geometries @returns {[number, number, number, number] | null} west, south, east, north */
export function boundsOf(geometries) {
  const points = geometries.flatMap((geometry) => geometry.coordinates.flat(Infinity));
  if (!points.length) return null;
  const lons = points.filter((_, i) => i % 2 === 0);
  const lats = points.filter((_, i) => i % 2 === 1);
  return [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)];
}
