/** Where a hazard is: as normalised and as received. */
import { distance, position } from "./format.js";
import { html } from "./html.js";
import { t, word } from "./language.js";
import { Fact } from "./ui.js";

/** @param {{location: any}} props */
export function Positions({ location }) {
  if ("no_fix_reason" in location) return html`<${Fact} name=${t("location")}>${t("no_fix_because", { why: location.no_fix_reason })}<//>`;
  const { received } = location;
  return html`
    <${Fact} name=${`${t("location")} WGS84`}>${position(location.lon, location.lat)}
      ${location.accuracy_m ? ` · ${t("accuracy", { far: distance(location.accuracy_m) })}` : ""}<//>
    <${Fact} name=${t("as_received")}>${position(received.lon, received.lat)} ${received.datum}
      · ${word("location_source", received.source)}<//>`;
}
