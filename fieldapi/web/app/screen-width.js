/** Is there room for two columns? */
import { useEffect, useState } from "preact/hooks";

const WIDE = matchMedia("(min-width: 900px)");

export function useWide() {
  const [wide, setWide] = useState(WIDE.matches);
  useEffect(() => {
    const changed = () => setWide(WIDE.matches);
    WIDE.addEventListener("change", changed);
    return () => WIDE.removeEventListener("change", changed);
  }, []);
  return wide;
}
