/** What was recorded within 30 m already: asked of the server, or looked for among the copies on the device. */
import { useEffect, useState } from "preact/hooks";
import { get, query } from "./api.js";
import { distance } from "./format.js";
import { html } from "./html.js";
import { nameOf, t } from "./language.js";
import { keptHazards } from "./kept.js";
import { useTypes } from "./reference.js";
import { useSession } from "./session.js";
import { Status } from "./ui.js";

const NEAR_M = 30;
const DEGREE_M = 111_320;

/** Metres on the ground, exact enough for a street. */
function apart(a, b) {
  const east = (a.lon - b.lon) * Math.cos((a.lat * Math.PI) / 180);
  return Math.hypot(east, a.lat - b.lat) * DEGREE_M;
}

async function around(place, type, person) {
  try {
    const found = await get(`/hazards/nearby${query({ lon: place.lon, lat: place.lat, datum: place.datum, type, radius_m: NEAR_M })}`);
    return { items: found.items, offline: false };
  } catch (problem) {
    if (problem.status !== 0) return { items: [], offline: false };
  }
  const known = await keptHazards(person);
  const items = known.filter((hazard) => "lon" in hazard.location).map((hazard) => ({ ...hazard, distance_m: apart(place, hazard.location) }));
  return { items: items.filter((hazard) => hazard.distance_m <= NEAR_M), offline: true };
}

/** @param {{place: any, type: string}} props */
export function NearDuplicates({ place, type }) {
  const { me } = useSession();
  const types = useTypes();
  const [found, setFound] = useState({ items: [], offline: false });
  const spot = place && type ? `${place.lon.toFixed(4)} ${place.lat.toFixed(4)} ${type}` : null;
  useEffect(() => {
    let wanted = true;
    setFound({ items: [], offline: false });
    if (spot) around(place, type, me.id).then((answer) => wanted && setFound(answer), () => {});
    return () => {
      wanted = false;
    };
  }, [spot]);
  if (!found.items.length) return null;
  return html`<section class="note" aria-label=${t("near_duplicates")}>
    <p><strong>${t("near_duplicates")}</strong> ${found.offline && t("from_copies")}</p>
    <ul class="plain rows">${found.items.map((hazard) => html`<li key=${hazard.id}><a class="row" href=${`#/hazards/${hazard.id}`}>
      <span>${hazard.number} ${nameOf(types[hazard.type]) || hazard.type} ${hazard.address}</span>
      <span class="badges"><${Status} code=${hazard.status} /><span class="quiet">${distance(hazard.distance_m)}</span></span></a></li>`)}</ul>
  </section>`;
}
