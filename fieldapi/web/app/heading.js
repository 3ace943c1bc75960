/** Where the camera points, as the device says: degrees clockwise from its north, followed while a screen needs it. */
import { useEffect, useRef } from "preact/hooks";

const FRESH_MS = 3_000;
const FLATTEST = 0.2; // of a camera that looks at the ground or the sky nobody can say where it points
const RADIANS = Math.PI / 180;

/**
 * The heading of a camera in the back of the device (W3C, Device Orientation and Motion: the worked example of a compass).
 * @param {{alpha: number, beta: number, gamma: number}} angles in degrees @returns {number | null}
 */
export function headingOf({ alpha, beta, gamma }) {
  const [a, b, c] = [alpha, beta, gamma].map((angle) => angle * RADIANS);
  const east = -Math.cos(a) * Math.sin(c) - Math.sin(a) * Math.sin(b) * Math.cos(c);
  const north = -Math.sin(a) * Math.sin(c) + Math.cos(a) * Math.sin(b) * Math.cos(c);
  return Math.hypot(east, north) < FLATTEST ? null : (Math.atan2(east, north) / RADIANS + 360) % 360;
}

/** @param {any} event of Safari with its own compass, or one that counts from north */
function said(event) {
  if (event.webkitCompassHeading >= 0) return event.webkitCompassHeading;
  return event.absolute && event.alpha !== null ? headingOf(event) : null;
}

/** @returns {{now: () => number | null, ask: () => void}} *ask*: of a tap, since iOS wants to be asked there */
export function useHeading() {
  const last = useRef({ heading: /** @type {number | null} */ (null), at: 0 });
  useEffect(() => {
    const turned = (event) => {
      const heading = said(event);
      if (heading !== null) last.current = { heading, at: Date.now() };
    };
    const name = "ondeviceorientationabsolute" in globalThis ? "deviceorientationabsolute" : "deviceorientation";
    addEventListener(name, turned);
    return () => removeEventListener(name, turned);
  }, []);
  const now = () => (last.current.heading !== null && Date.now() - last.current.at < FRESH_MS ? Math.round(last.current.heading * 10) / 10 : null);
  const ask = () => globalThis.DeviceOrientationEvent?.requestPermission?.().catch(() => {}); // refused: then without
  return { now, ask };
}
