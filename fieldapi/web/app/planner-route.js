/** A sensible order of the spots that are due, on the map, in a list, and as a file for navigation software. */
import { useMemo, useState } from "preact/hooks";
import { address, query } from "./api.js";
import { distance } from "./format.js";
import { html } from "./html.js";
import { nameOf, t } from "./language.js";
import { useLoad } from "./load.js";
import { MapView } from "./map.js";
import { useLayers, useTypes } from "./reference.js";
import { Empty, Loaded, Section } from "./ui.js";

/** @param {{filter: any, start: string, setStart: (start: string) => void}} props start: `lon,lat` in WGS 84 */
export function Route({ filter, start, setStart }) {
  const [refused, setRefused] = useState(false);
  const asked = { ...filter, start, datum: start && "WGS84" };
  const load = useLoad(`/follow-ups/route${query(asked)}`);
  const here = () => navigator.geolocation.getCurrentPosition(
    ({ coords }) => setStart(`${coords.longitude.toFixed(6)},${coords.latitude.toFixed(6)}`),
    () => setRefused(true),
  );
  return html`<${Section} title=${t("route")} id="route">
    <div class="buttons">
      ${start ? html`<button type="button" class="button" onClick=${() => setStart("")}>${t("route_anywhere")}</button>`
        : html`<button type="button" class="button" onClick=${here}>${t("route_start")}</button>`}
      ${load.data?.items.length > 0 && html`<a class="button" download href=${address(`/follow-ups/route${query({ ...asked, f: "gpx" })}`)}>${t("route_gpx")}</a>`}
    </div>
    ${refused && html`<p class="note">${t("no_fix_device")}</p>`}
    <${Loaded} load=${load}>${() => html`<${Stops} route=${load.data} start=${start} />`}<//>
  <//>`;
}

function Stops({ route, start }) {
  const types = useTypes();
  const layers = useLayers(true);
  const located = useMemo(() => route.items.map((stop) => ({ ...stop, id: stop.hazard_id })), [route]);
  const line = useMemo(() => [
    ...(start ? [start.split(",").map(Number)] : []), ...route.items.map((stop) => [stop.location.lon, stop.location.lat]),
  ], [route, start]);
  if (!route.items.length) return html`<${Empty}>${t("route_none")}<//>`;
  return html`<div class="pick-map"><${MapView} label=${t("map_of_route")} layers=${layers} hazards=${located} line=${line} /></div>
    <p class="quiet">${t("route_length", { n: route.items.length, far: distance(route.length_m) })}</p>
    ${route.more && html`<p class="note">${t("route_more")}</p>`}
    ${route.without_place.length > 0 && html`<p class="note">
      ${t("route_without_place", { numbers: route.without_place.map((stop) => stop.hazard_number).join(t("comma")) })}</p>`}
    <ol class="plain rows">${route.items.map((stop) => html`<li key=${stop.hazard_id} class="stop"><span class="count-mark">${stop.position}</span>
      <div><a href=${`#/hazards/${stop.hazard_id}`}><strong>${nameOf(types[stop.hazard_type])}</strong> ${stop.address}</a>
        <p class="quiet">${stop.due_on}${stop.leg_m > 0 && ` · ${t("route_leg", { far: distance(stop.leg_m) })}`}
          ${stop.links && html` · <a href=${stop.links.geo}>${t("open_in")}</a>`}</p></div></li>`)}</ol>`;
}
