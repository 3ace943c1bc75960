/** Does anybody else vouch for a record yet? */
import { useEffect, useRef } from "preact/hooks";
import { when } from "./format.js";
import { html } from "./html.js";
import { t } from "./language.js";
import { useLoad } from "./load.js";
import { useSession } from "./session.js";

/**
 * What is known of the hazard and its photos, by id; asked again whenever the hazard changes.
 * @param {any} hazard @returns {Record<string, any>}
 */
export function useAnchors(hazard) {
  const { can } = useSession();
  const load = useLoad(can("read_anchors") ? `/hazards/${hazard.id}/anchors` : null);
  const stamp = `${hazard.version}.${hazard.photos.length}`;
  const asked = useRef(stamp);
  useEffect(() => {
    if (asked.current !== stamp) load.reload();
    asked.current = stamp;
  }, [stamp]);
  return Object.fromEntries((load.data?.items ?? []).map((item) => [item.id, item]));
}

/** @param {{of: any}} props one item of `useAnchors`, if it is known */
export function Anchored({ of }) {
  if (!of) return null;
  if (!of.anchored) return html`<span class="badge unanchored" title=${t("unanchored_hint")}>${t("unanchored")}</span>`;
  const by = of.witnessed_at ? "witnessed_at" : "stamped_at";
  return html`<span class="badge anchored" title=${t(by, { at: when(of[by]) })}>${t("anchored")}</span>`;
}
