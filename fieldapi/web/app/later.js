/** Screens whose modules come when they are first opened, so that the first load stays small. */
import { useEffect, useState } from "preact/hooks";
import { html } from "./html.js";
import { Problem } from "./problem.js";
import { Loading, ProblemNote } from "./ui.js";

/**
 * A screen in place of the one that *load* brings; `fetch` on it brings it before it is shown.
 * @param {() => Promise<any>} load @param {string} name of its export
 */
export function later(load, name) {
  let there = null;
  const fetch = () => load().then((module) => (there = module[name]));
  function Later(props) {
    const [found, setFound] = useState({ Screen: there, problem: null });
    useEffect(() => {
      if (found.Screen) return;
      fetch().then(
        (Screen) => setFound({ Screen, problem: null }),
        () => setFound({ Screen: null, problem: new Problem(0, { code: "no_connection" }) }),
      );
    }, []);
    if (found.problem) return html`<${ProblemNote} problem=${found.problem} />`;
    return found.Screen ? html`<${found.Screen} ...${props} />` : html`<${Loading} />`;
  }
  return Object.assign(Later, { fetch });
}
