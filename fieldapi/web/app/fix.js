/** Where the device is, followed while a screen needs it: the fix at the shutter, never an older one. */
import { useEffect, useRef, useState } from "preact/hooks";

const FRESH_MS = 30_000;
/** Codes of the W3C Geolocation API, as keys of the texts. */
export const REFUSALS = { 1: "no_fix_denied", 2: "no_fix_unavailable", 3: "no_fix_timeout" };

/** A position in the API's shape. The browser answers in WGS 84 from all its sources together. */
export function placeOf({ coords }) {
  return {
    lon: coords.longitude, lat: coords.latitude, datum: "WGS84", source: "fused",
    accuracy_m: coords.accuracy > 0 ? Math.min(coords.accuracy, 100_000) : null,
  };
}

/** Why the device can't say where it is, or null. */
export function obstacle() {
  if (!isSecureContext) return "no_fix_insecure";
  return "geolocation" in navigator ? null : "no_fix_device";
}

/** @returns {{place: any, said: string | null, now: () => any}} *now*: the place if it is fresh, else null */
export function useFix() {
  const [state, setState] = useState({ place: null, said: obstacle() });
  const last = useRef({ place: null, at: 0 });
  useEffect(() => {
    if (obstacle()) return undefined;
    const found = (position) => {
      last.current = { place: placeOf(position), at: position.timestamp };
      setState({ place: last.current.place, said: null });
    };
    const failed = ({ code }) => setState((before) => ({ ...before, said: REFUSALS[code] }));
    const watch = navigator.geolocation.watchPosition(found, failed, { enableHighAccuracy: true, maximumAge: 0, timeout: 20_000 });
    return () => navigator.geolocation.clearWatch(watch);
  }, []);
  const now = () => (Date.now() - last.current.at < FRESH_MS ? last.current.place : null);
  return { ...state, now };
}
