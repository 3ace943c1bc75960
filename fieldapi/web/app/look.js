/** Light or dark, and type large enough for old eyes; kept in this browser. */
import { useState } from "preact/hooks";
import { html } from "./html.js";
import { t } from "./language.js";
import { Section } from "./ui.js";

//  name: its choices, the first by default
const LOOKS = { theme: ["system", "light", "dark"], size: ["normal", "large"] };
const KEY = (name) => `lanjian.${name}`;

const chosen = (name) => (LOOKS[name].includes(localStorage.getItem(KEY(name))) ? localStorage.getItem(KEY(name)) : LOOKS[name][0]);

/** Show the page as it was chosen. */
export function applyLook() {
  for (const name of Object.keys(LOOKS)) document.documentElement.dataset[name] = chosen(name);
}

function useLook(name) {
  const [value, setValue] = useState(chosen(name));
  return [value, (next) => {
    localStorage.setItem(KEY(name), next);
    applyLook();
    setValue(next);
  }];
}

/** The switch in the header. */
export function LargeType() {
  const [size, setSize] = useLook("size");
  const large = size === "large";
  return html`<button type="button" class="large-type" aria-pressed=${large} onClick=${() => setSize(large ? "normal" : "large")}>${t("large_type")}</button>`;
}

export function Look() {
  const [theme, setTheme] = useLook("theme");
  return html`<${Section} title=${t("look")} id="look"><div class="field"><label for="look-theme">${t("theme")}</label>
    <select id="look-theme" value=${theme} onChange=${(event) => setTheme(event.target.value)}>
      ${LOOKS.theme.map((one) => html`<option key=${one} value=${one}>${t(`theme_${one}`)}</option>`)}</select></div>
    <p class="hint">${t("large_hint")}</p><//>`;
}
