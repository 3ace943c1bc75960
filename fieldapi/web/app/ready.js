/** Before setting out: does everything that is needed in the street work on this device? */
import { useEffect, useState } from "preact/hooks";
import { useCamera } from "./camera.js";
import { useFix } from "./fix.js";
import { distance, size, when } from "./format.js";
import { html } from "./html.js";
import { keptAt, takeAlong } from "./kept.js";
import { t } from "./language.js";
import { useSession } from "./session.js";
import { askToPersist, useStorage } from "./storage.js";

const CLOCK_TOLERANCE_S = 30;
const FEW_BYTES = 500e6;

/** Seconds between this clock and the server's, null without a network. */
async function clockDifference() {
  const answer = await fetch("/healthz", { cache: "no-store" });
  return Math.round((Date.now() - new Date(answer.headers.get("Date")).getTime()) / 1000);
}

/** @param {() => Promise<any>} ask @param {unknown} turn @returns {any} undefined while asking, null when it failed */
function useAsked(ask, turn) {
  const [found, setFound] = useState(undefined);
  useEffect(() => {
    ask().then(setFound, () => setFound(null));
  }, [turn]);
  return found;
}

export function ReadyScreen() {
  const { me, can } = useSession();
  const [turn, setTurn] = useState(0);
  const camera = useCamera();
  const fix = useFix();
  const storage = useStorage();
  const clock = useAsked(clockDifference, turn);
  const copies = useAsked(() => keptAt(me.id, "/offline/responsibility"), turn);
  const refresh = async () => {
    await askToPersist();
    await takeAlong(can).catch(() => {});
    setTurn(turn + 1);
  };
  return html`<div class="narrow ready">
    <h1>${t("ready_title")}</h1>
    <video ref=${camera.video} autoplay playsinline muted class="ready-view" aria-label=${t("camera")}></video>
    <ul class="plain rows panel">
      <${Check} name="ready_camera" good=${camera.ready} waiting=${!camera.said} said=${camera.said && t(camera.said)} />
      <${Check} name="ready_fix" good=${fix.place !== null} waiting=${!fix.said}
        said=${fix.place ? t("fix_now", { far: distance(fix.place.accuracy_m ?? 0) }) : fix.said && t(fix.said)} />
      <${Check} name="ready_storage" good=${storage?.persisted && storage.free > FEW_BYTES} waiting=${!storage}
        said=${storage && t(storage.persisted ? "ready_free" : "ready_free_risky", { size: size(storage.free) })} />
      <${Check} name="ready_clock" good=${clock != null && Math.abs(clock) <= CLOCK_TOLERANCE_S} waiting=${clock === undefined}
        said=${clock === null ? t("ready_clock_unknown") : t("ready_clock_off", { n: clock ?? "" })} />
      <${Check} name="ready_offline" good=${Boolean(navigator.serviceWorker?.controller)} said=${!navigator.serviceWorker?.controller && t("ready_worker_none")} />
      <${Check} name="ready_data" good=${Boolean(copies)} waiting=${copies === undefined}
        said=${copies ? t("ready_data_at", { at: when(copies.toISOString()) }) : t("ready_data_none")} />
    </ul>
    <button type="button" class="button primary" onClick=${refresh}>${t("ready_refresh")}</button>
    <a class="button" href="#/capture">${t("tab_record")}</a>
  </div>`;
}

function Check({ name, good, waiting = false, said = null }) {
  const state = good ? "good" : waiting ? "waiting" : "bad";
  return html`<li class=${`check-row ${state}`}><strong>${t(name)}</strong>
    <span>${state === "waiting" ? t("ready_waiting") : said || t("ready_good")}</span></li>`;
}
