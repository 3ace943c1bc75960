/** Filters that somebody keeps under a name, in this browser: the API has no place for them. */
import { useState } from "preact/hooks";
import { html } from "./html.js";
import { t } from "./language.js";
import { useSession } from "./session.js";

/** @param {{filter: any, onChoose: (filter: any) => void}} props */
export function SavedFilters({ filter, onChoose }) {
  const { me } = useSession();
  const key = `lanjian.filters.${me.id}`;
  const [saved, setSaved] = useState(() => JSON.parse(localStorage.getItem(key) ?? "{}"));
  const [name, setName] = useState("");
  const keep = (changed) => {
    localStorage.setItem(key, JSON.stringify(changed));
    setSaved(changed);
  };
  const remove = (gone) => keep(Object.fromEntries(Object.entries(saved).filter(([other]) => other !== gone)));
  const save = () => {
    keep({ ...saved, [name.trim()]: filter });
    setName("");
  };
  return html`<fieldset class="field saved-filters"><legend>${t("saved_filters")}</legend>
    <div class="buttons">${Object.keys(saved).map((one) => html`<span key=${one} class="saved">
      <button type="button" class="button" onClick=${() => onChoose(saved[one])}>${one}</button>
      <button type="button" class="button quiet-button" aria-label=${`${t("remove")} ${one}`} onClick=${() => remove(one)}>×</button></span>`)}</div>
    <label class="hidden" for="filter-name">${t("filter_name")}</label>
    <div class="copy-line"><input id="filter-name" maxlength="40" placeholder=${t("filter_name")} value=${name}
        onInput=${(event) => setName(event.target.value)} />
      <button type="button" class="button" disabled=${!name.trim()} onClick=${save}>${t("save_filter")}</button></div>
    <p class="hint">${t("filters_saved_here")}</p>
  </fieldset>`;
}
