/** How the map is drawn: blank ground, a grid, the office's own areas, hazards. Nothing comes from outside. */

const EMPTY = { type: "FeatureCollection", features: [] };
const kind = (name) => ["==", ["get", "kind"], name];

export const STYLE = {
  version: 8,
  sources: {
    grid: { type: "geojson", data: EMPTY },
    areas: { type: "geojson", data: EMPTY },
    circle: { type: "geojson", data: EMPTY },
    line: { type: "geojson", data: EMPTY },
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
      id: "other-line", type: "line", source: "areas", filter: ["!", ["in", ["get", "kind"], ["literal", ["county", "township", "zone"]]]],
      paint: { "line-color": "#6b4e9b", "line-width": 1, "line-dasharray": [4, 2] },
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
      id: "line", type: "line", source: "line",
      paint: { "line-color": "#17375e", "line-width": 2.5, "line-opacity": 0.7, "line-dasharray": [2, 1] },
    },
    {
      id: "overdue", type: "circle", source: "hazards", filter: ["get", "overdue"],
      paint: { "circle-radius": 15, "circle-color": "#b3261e", "circle-opacity": 0.25, "circle-stroke-color": "#b3261e", "circle-stroke-width": 1.5 },
    },
    {
      id: "selected", type: "circle", source: "hazards", filter: ["get", "selected"],
      paint: { "circle-radius": 18, "circle-opacity": 0, "circle-stroke-color": "#17375e", "circle-stroke-width": 3 },
    },
    {
      id: "hazards", type: "symbol", source: "hazards",
      layout: {
        "icon-image": ["get", "status"], "icon-allow-overlap": true,
        "icon-size": ["match", ["get", "severity"], "critical", 0.6, "high", 0.52, "medium", 0.44, 0.36],
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
