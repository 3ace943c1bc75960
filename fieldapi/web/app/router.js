/** Hash routes, and a question before something unsent is left. */
import { useEffect, useState } from "preact/hooks";

/** @type {(() => boolean) | null} */
let mayLeave = null;
let here = location.hash;

/** @returns {string[]} the parts of the route, "#/hazards/new" → ["hazards", "new"] */
function parts() {
  return location.hash.replace(/^#\/?/, "").split("/").filter(Boolean);
}

/** @param {string} route without the hash sign */
export function go(route) {
  location.hash = route;
}

export function useRoute() {
  const [route, setRoute] = useState(parts);
  useEffect(() => {
    const moved = () => {
      if (location.hash === here) return;
      if (mayLeave && !mayLeave()) {
        history.replaceState(null, "", here || "#/");
        return;
      }
      here = location.hash;
      setRoute(parts());
      scrollTo(0, 0);
    };
    addEventListener("hashchange", moved);
    return () => removeEventListener("hashchange", moved);
  }, []);
  return route;
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
