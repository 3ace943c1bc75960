/** Reference data, fetched once per session: kinds, agencies, people, layers. */
import { useEffect, useState } from "preact/hooks";
import { get } from "./api.js";
import { today } from "./format.js";

/** @type {Map<string, Promise<any>>} */
const cache = new Map();

/** @param {string} path */
function once(path) {
  if (!cache.has(path)) {
    const coming = get(path);
    coming.catch(() => cache.delete(path));
    cache.set(path, coming);
  }
  return cache.get(path);
}

/** Forget everything: somebody else may sign in next. */
export function forget() {
  cache.clear();
}

/**
 * @param {string | false} path false asks for nothing
 * @returns {any} null until it is there
 */
export function useReference(path) {
  const [data, setData] = useState(null);
  useEffect(() => {
    let wanted = true;
    if (path) once(path).then((found) => wanted && setData(found), () => {});
    return () => {
      wanted = false;
    };
  }, [path]);
  return data;
}

/** @returns {any[]} */
export function useItems(path) {
  return useReference(path)?.items ?? NONE;
}

const NONE = [];

/** Hazard types by code. @returns {Record<string, any>} */
export function useTypes() {
  return Object.fromEntries(useItems("/hazard-types").map((type) => [type.code, type]));
}

/** The area layers in force today with their features: `[{layer, areas}]`. @param {boolean} wanted */
export function useLayers(wanted) {
  const [layers, setLayers] = useState([]);
  useEffect(() => {
    if (!wanted) return undefined;
    let mounted = true;
    once(`/layers?on=${today()}`)
      .then((list) =>
        Promise.all(list.items.map(async (layer) => ({ layer, areas: await once(`/layers/${layer.id}/features`) }))),
      )
      .then((found) => mounted && setLayers(found), () => {});
    return () => {
      mounted = false;
    };
  }, [wanted]);
  return layers;
}
