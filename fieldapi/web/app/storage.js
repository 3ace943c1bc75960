/** Will the browser keep what lies here? It may clear storage when space runs out, unless it promised not to. */
import { useEffect, useState } from "preact/hooks";

let asked = false;

/** Ask for the promise, once a session. */
export async function askToPersist() {
  if (asked || !navigator.storage?.persist) return;
  asked = true;
  await navigator.storage.persist();
}

/** @returns {{persisted: boolean, free: number} | null} null while unknown; *free* in bytes */
export function useStorage() {
  const [state, setState] = useState(null);
  useEffect(() => {
    if (!navigator.storage?.estimate) return;
    Promise.all([navigator.storage.persisted(), navigator.storage.estimate()]).then(
      ([persisted, { quota = 0, usage = 0 }]) => setState({ persisted, free: quota - usage }), () => {});
  }, []);
  return state;
}
