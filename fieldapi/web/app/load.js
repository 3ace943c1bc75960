/** Loading with its three states: waiting, failed (and try again), there. */
import { useCallback, useEffect, useState } from "preact/hooks";
import { get } from "./api.js";

/**
 * @param {string | null} path null loads nothing
 * @returns {{data: any, problem: any, loading: boolean, reload: () => void, put: (data: any) => void}}
 */
export function useLoad(path) {
  const [state, setState] = useState({ data: null, problem: null, loading: path !== null });
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    if (path === null) return undefined;
    const stop = new AbortController();
    setState((before) => ({ ...before, problem: null, loading: true }));
    get(path, stop.signal).then(
      (data) => setState({ data, problem: null, loading: false }),
      (problem) => stop.signal.aborted || setState({ data: null, problem, loading: false }),
    );
    return () => stop.abort();
  }, [path, turn]);
  const reload = useCallback(() => setTurn((before) => before + 1), []);
  const put = useCallback((data) => setState({ data, problem: null, loading: false }), []);
  return { ...state, reload, put };
}

/** Items of a list that comes in pages. @param {string} path @param {(cursor: string | null) => string} at */
export function usePages(path, at) {
  const first = useLoad(path);
  const [later, setLater] = useState({ path, items: [], cursor: null, busy: false, problem: null });
  const mine = later.path === path && later.items.length > 0;
  const cursor = mine ? later.cursor : (first.data?.next_cursor ?? null);
  const more = async () => {
    const before = mine ? later.items : [];
    setLater({ path, items: before, cursor, busy: true, problem: null });
    try {
      const page = await get(at(cursor));
      setLater({ path, items: [...before, ...page.items], cursor: page.next_cursor, busy: false, problem: null });
    } catch (problem) {
      setLater({ path, items: before, cursor, busy: false, problem });
    }
  };
  const items = first.data ? [...first.data.items, ...(mine ? later.items : [])] : [];
  return { ...first, items, cursor, more, busy: later.busy, moreProblem: later.problem };
}

/** Several things at once. @param {string[]} paths @returns {{items: any[] | null, problem: any}} */
export function useMany(paths) {
  const [state, setState] = useState({ items: null, problem: null });
  useEffect(() => {
    let wanted = true;
    Promise.all(paths.map((path) => get(path))).then(
      (items) => wanted && setState({ items, problem: null }),
      (problem) => wanted && setState({ items: null, problem }),
    );
    return () => {
      wanted = false;
    };
  }, [paths.join()]);
  return state;
}
