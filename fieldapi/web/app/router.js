/** Hash routes with values after "?", and a question before something unsent is left. */
import { useEffect, useState } from "preact/hooks";
import { query } from "./api.js";

/** @type {(() => boolean) | null} */
let mayLeave = null;
let here = location.hash;
// What stood after "?" when a screen was left, by its path, so that coming back finds the same list.
const kept = new Map();

const path = () => location.hash.split("?")[0];

/** @returns {string[]} the parts of the route, "#/hazards/new?q=x" → ["hazards", "new"] */
export function routeNow() {
  return path().replace(/^#\/?/, "").split("/").filter(Boolean);
}

/** @param {string} route */
export function go(route) {
  location.hash = route;
}

/** Go on after everything was kept: nothing is asked. @param {string} route */
export function goFreely(route) {
  mayLeave = null;
  go(route);
}

export function useRoute() {
  const [route, setRoute] = useState(routeNow);
  useEffect(() => {
    const moved = () => {
      if (location.hash === here) return;
      if (mayLeave && !mayLeave()) {
        history.replaceState(null, "", here || "#/");
        return;
      }
      here = location.hash;
      setRoute(routeNow());
      scrollTo(0, 0);
    };
    addEventListener("hashchange", moved);
    return () => removeEventListener("hashchange", moved);
  }, []);
  return route;
}

/** @param {Record<string, string>} blank */
function said(blank) {
  const written = location.hash.split("?")[1] ?? kept.get(path()) ?? "";
  return { ...blank, ...Object.fromEntries(new URLSearchParams(written)) };
}

/**
 * Texts that stand after "?" in the address, such as filters; what differs from *blank* is written there.
 * A change replaces the entry of the history, so that Back leaves the screen.
 * @param {Record<string, string>} blank @returns {[Record<string, string>, (values: Record<string, string>) => void]}
 */
export function useAddress(blank) {
  const [values, setValues] = useState(() => said(blank));
  useEffect(() => {
    const [opened, moved] = [path(), () => path() === opened && setValues(said(blank))];
    addEventListener("hashchange", moved);
    return () => removeEventListener("hashchange", moved);
  }, []);
  const set = (changed) => {
    const different = Object.entries(changed).filter(([name, value]) => value !== blank[name]);
    const written = query(Object.fromEntries(different));
    kept.set(path(), written.slice(1));
    history.replaceState(null, "", path() + written);
    here = location.hash;
    setValues(changed);
  };
  return [values, set];
}

/** Ask with *question* before the page is left, while *unsent* holds. @param {boolean} unsent @param {string} question */
export function useLeaveGuard(unsent, question) {
  useEffect(() => {
    if (!unsent) return undefined;
    const warn = (event) => event.preventDefault();
    mayLeave = () => confirm(question);
    addEventListener("beforeunload", warn);
    return () => {
      mayLeave = null;
      removeEventListener("beforeunload", warn);
    };
  }, [unsent, question]);
}
