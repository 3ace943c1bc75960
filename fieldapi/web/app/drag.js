/** Drawing over a picture with a finger, pen or mouse: from where to where, in parts of it, 0 to 1. */
import { useState } from "preact/hooks";

export const STEP = 0.02; // of the picture, per arrow key
export const ARROWS = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] };
export const between = (low, value, high) => Math.min(Math.max(value, low), high);

/**
 * @param {(drag: {from: [number, number], to: [number, number]}) => void} drawn told when it is let go
 * @returns {{drag: any, handlers: any}} *handlers* for the element over which is drawn
 */
export function useDrag(drawn) {
  const [drag, setDrag] = useState(null);
  const at = (event) => {
    const frame = event.currentTarget.getBoundingClientRect();
    return [(event.clientX - frame.left) / frame.width, (event.clientY - frame.top) / frame.height].map((part) => between(0, part, 1));
  };
  const onPointerDown = (event) => {
    if (event.target.closest("button")) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    setDrag({ from: at(event), to: at(event) });
  };
  const onPointerMove = (event) => drag && setDrag({ ...drag, to: at(event) });
  const onPointerUp = () => {
    if (drag) drawn(drag);
    setDrag(null);
  };
  return { drag, handlers: { onPointerDown, onPointerMove, onPointerUp, onPointerCancel: () => setDrag(null) } };
}
