/** Who may be responsible, said by the table that the device took along (docs/responsibility.md). */
import { ROLES } from "./life.js";

const NOT_BESIDE_A_ZONE = ["area_default", "unknown"];

/**
 * The rows of `responsibilities` for a well-fixed spot, or null outside the table's areas.
 * @param {any} table @param {{lon: number, lat: number}} spot @param {{type: string, asset_kind?: string, place_kind?: string}} asked
 */
export function lookUp(table, { lon, lat }, asked) {
  const here = table.areas.features.filter((row) => covers(row.geometry, lon, lat)).map((row) => row.properties);
  const county = here.find((area) => area.kind === "county");
  if (!county) return null;
  const town = here.find((area) => area.kind === "township" && area.code.startsWith(county.code));
  const place = table.places[(town ?? county).code];
  return ROLES.flatMap((role) => {
    const zones = here.filter((area) => speaks(area, asked.asset_kind)).map((area) => table.candidates[area.candidate]);
    const named = zones.filter((row) => row.role === role);
    const first = place[role].map((number) => table.rows[number]).find((row) => fits(row, asked));
    for (const row of first.candidates.map((number) => table.candidates[number])) {
      if (!(named.length && NOT_BESIDE_A_ZONE.includes(row.source))) named.push(row);
    }
    return rated(distinct(named), place.phrase);
  });
}

const speaks = (area, kind) => "candidate" in area && (area.asset_kinds === null || area.asset_kinds.includes(kind));

function fits(row, asked) {
  const typed = row.type === null || `${asked.type}.`.startsWith(`${row.type}.`);
  return typed && ["asset_kind", "place_kind"].every((name) => row[name] === null || row[name] === asked[name]);
}

/** Each agency once: the first row that names it. */
function distinct(rows) {
  const found = new Map();
  for (const row of rows) if (!found.has(row.agency?.id)) found.set(row.agency?.id, row);
  return [...found.values()];
}

function rated(rows, phrase) {
  const alone = rows.length === 1 && rows[0].agency !== null;
  const confidence = !alone ? "possible" : rows[0].verified ? "certain" : "likely";
  return rows.map((row) => ({ ...row, reason: `${phrase}；${row.reason}`, confidence }));
}

/** Inside, by counting the edges east of the point (RFC 7946 polygons). */
function covers(geometry, lon, lat) {
  const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
  let inside = false;
  for (const ring of polygons.flat()) {
    for (let i = 1; i < ring.length; i += 1) {
      const [[x1, y1], [x2, y2]] = [ring[i - 1], ring[i]];
      if (y1 > lat !== y2 > lat && lon < x1 + ((lat - y1) * (x2 - x1)) / (y2 - y1)) inside = !inside;
    }
  }
  return inside;
}
