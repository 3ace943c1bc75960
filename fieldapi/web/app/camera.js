/** The camera behind the page, and the shutter. */
import { useCallback, useEffect, useRef, useState } from "preact/hooks";

const PATIENCE_MS = 4_000;
const QUALITY = 0.92;
const WANTED = { audio: false, video: { facingMode: { ideal: "environment" }, width: { ideal: 4096 }, height: { ideal: 3072 } } };
const OBSTACLES = { NotAllowedError: "camera_denied", NotFoundError: "camera_none", NotReadableError: "camera_busy" };

/** Why there is no camera, or null. */
function obstacle() {
  if (!isSecureContext) return "camera_insecure";
  return navigator.mediaDevices?.getUserMedia ? null : "camera_none";
}

/** @returns {{video: any, said: string | null, ready: boolean, shoot: () => Promise<Blob>}} */
export function useCamera() {
  const video = useRef(/** @type {HTMLVideoElement | null} */ (null));
  const [state, setState] = useState({ said: obstacle(), ready: false });
  const start = useCallback(async (wanted) => {
    try {
      const stream = await navigator.mediaDevices.getUserMedia(WANTED);
      if (!wanted() || !video.current) return stop(stream);
      video.current.srcObject = stream;
      await video.current.play();
      setState({ said: null, ready: true });
    } catch (failed) {
      if (wanted()) setState({ said: OBSTACLES[failed.name] ?? "camera_none", ready: false });
    }
  }, []);
  useEffect(() => {
    if (obstacle()) return undefined;
    let mounted = true;
    const element = video.current;
    const resume = () => document.visibilityState === "visible" && trackOf(element)?.readyState === "ended" && start(() => mounted);
    start(() => mounted);
    document.addEventListener("visibilitychange", resume);
    return () => {
      mounted = false;
      document.removeEventListener("visibilitychange", resume);
      stop(element?.srcObject);
    };
  }, [start]);
  const shoot = useCallback(() => shot(video.current), []);
  return { video, ...state, shoot };
}

const trackOf = (element) => element?.srcObject?.getVideoTracks()[0];
const stop = (stream) => stream?.getTracks().forEach((track) => track.stop());

/** A photo by the camera itself where the browser has that, else the whole frame as it is seen. */
async function shot(element) {
  if (globalThis.ImageCapture) {
    try {
      return await within(PATIENCE_MS, new ImageCapture(trackOf(element)).takePhoto());
    } catch {
      // Some cameras refuse it, and some never answer.
    }
  }
  const canvas = document.createElement("canvas");
  canvas.width = element.videoWidth;
  canvas.height = element.videoHeight;
  canvas.getContext("2d").drawImage(element, 0, 0);
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture"))), "image/jpeg", QUALITY));
}

/** @template T @param {number} ms @param {Promise<T>} coming @returns {Promise<T>} */
function within(ms, coming) {
  return Promise.race([coming, new Promise((_, reject) => setTimeout(reject, ms, new Error("too late")))]);
}
