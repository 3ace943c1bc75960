/** Glove mode: everything that is touched grows to 64 px and more. Remembered on the device. */
import { useState } from "preact/hooks";
import { html } from "./html.js";
import { t } from "./language.js";

const KEY = "lanjian.gloves";

/** Apply what was chosen before. */
export function dress() {
  document.documentElement.classList.toggle("gloves", localStorage.getItem(KEY) === "on");
}

export function GloveSwitch() {
  const [on, setOn] = useState(localStorage.getItem(KEY) === "on");
  const turn = () => {
    localStorage.setItem(KEY, on ? "off" : "on");
    setOn(!on);
    dress();
  };
  return html`<button type="button" class="button" aria-pressed=${on ? "true" : "false"} onClick=${turn}>${t("glove_mode")}</button>`;
}
