/** Forms whose errors stand beside their fields. */
import { useRef, useState } from "preact/hooks";
import { html } from "./html.js";
import { t } from "./language.js";

/**
 * Values, and the problem of the last attempt to send them.
 * @param {Record<string, any>} initial
 */
export function useForm(initial) {
  const [values, setValues] = useState(initial);
  const [problem, setProblem] = useState(null);
  const [busy, setBusy] = useState(false);
  const [touched, setTouched] = useState(false);
  const shown = useRef(new Set());
  const place = useRef(null);

  const set = (name, value) => {
    setTouched(true);
    setValues((before) => ({ ...before, [name]: value }));
  };
  /** Run *act* once at a time; a problem stays with the form, and the first wrong field gets the focus. */
  const submit = (act) => async (event) => {
    event?.preventDefault();
    if (busy) return;
    setBusy(true);
    setProblem(null);
    try {
      await act();
    } catch (failed) {
      setProblem(failed);
      setTimeout(() => place.current?.querySelector("[aria-invalid=true]")?.focus());
    } finally {
      setBusy(false);
    }
  };
  const shows = (path) => [...shown.current].some((name) => path === name || path.startsWith(`${name}.`));
  const errorAt = (name) =>
    problem?.fields?.find((field) => field.path === name || field.path.startsWith(`${name}.`))?.message;
  return { values, set, setValues, problem, setProblem, busy, touched, submit, shown, shows, errorAt, place };
}

/** Only what was filled in. @param {Record<string, any>} values */
export function filled(values) {
  const empty = (value) => value == null || value === "" || value === false || (Array.isArray(value) && !value.length);
  return Object.fromEntries(Object.entries(values).filter(([, value]) => !empty(value)));
}

/**
 * A labelled input bound to `form.values[name]`.
 * @param {{form: any, name: string, label: string, kind?: string, hint?: string, required?: boolean,
 *   options?: [string, string][], groups?: [string, [string, string][]][], rows?: number}} props
 */
export function Field(props) {
  const { form, name, label, hint, kind = "text", required } = props;
  form.shown.current.add(name);
  const error = form.errorAt(name);
  const id = `field-${name}`;
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ") || undefined;
  const common = {
    id, name, required,
    "aria-invalid": error ? "true" : undefined,
    "aria-describedby": described,
  };
  const check = kind === "checkbox";
  return html`<div class=${`field ${check ? "check" : ""} ${error ? "wrong" : ""}`}>
    ${!check && html`<label for=${id}>${label}${required && html`<span class="must"> ${t("must")}</span>`}</label>`}
    <${Input} ...${props} common=${common} />
    ${check && html`<label for=${id}>${label}</label>`}
    ${hint && html`<p class="hint" id=${`${id}-hint`}>${hint}</p>`}
    ${error && html`<p class="field-error" id=${`${id}-error`}>${error}</p>`}
  </div>`;
}

function Input({ form, name, kind = "text", options, groups, rows = 3, common, autocomplete, inputmode, readonly }) {
  const value = form.values[name];
  const onInput = (event) => form.set(name, event.target.value);
  if (kind === "textarea") return html`<textarea ...${common} rows=${rows} value=${value} onInput=${onInput}></textarea>`;
  if (kind === "select") {
    return html`<select ...${common} value=${value} onChange=${onInput}>
      ${(options ?? []).map(option)}
      ${(groups ?? []).map(([label, items]) => html`<optgroup key=${label} label=${label}>${items.map(option)}</optgroup>`)}
    </select>`;
  }
  if (kind === "checkbox") {
    return html`<input ...${common} type="checkbox" checked=${value}
      onChange=${(event) => form.set(name, event.target.checked)} />`;
  }
  return html`<input ...${common} type=${kind} value=${value} onInput=${onInput} autocomplete=${autocomplete}
    inputmode=${inputmode} readonly=${readonly} step=${kind === "number" ? "any" : undefined} />`;
}

function option([value, label]) {
  return html`<option key=${value} value=${value}>${label}</option>`;
}

/**
 * Several of a list, as check boxes in a group.
 * @param {{form: any, name: string, label: string, options: [string, string][], hint?: string}} props
 */
export function Choices({ form, name, label, options, hint }) {
  form.shown.current.add(name);
  const error = form.errorAt(name);
  const chosen = form.values[name];
  const toggle = (value) =>
    form.set(name, chosen.includes(value) ? chosen.filter((other) => other !== value) : [...chosen, value]);
  return html`<fieldset class=${`field choices ${error ? "wrong" : ""}`}>
    <legend>${label}</legend>
    ${hint && html`<p class="hint">${hint}</p>`}
    ${options.map(([value, text]) => html`<label key=${value} class="choice">
      <input type="checkbox" checked=${chosen.includes(value)} onChange=${() => toggle(value)}
        aria-invalid=${error ? "true" : undefined} /><span>${text}</span>
    </label>`)}
    ${error && html`<p class="field-error">${error}</p>`}
  </fieldset>`;
}

/** The form element itself. @param {{form: any, act: () => Promise<any>, label?: string, children: any}} props */
export function Form({ form, act, label, children }) {
  return html`<form ref=${form.place} aria-label=${label} noValidate onSubmit=${form.submit(act)}>${children}</form>`;
}

export function Submit({ form, children, kind = "primary" }) {
  return html`<button type="submit" class=${`button ${kind}`} disabled=${form.busy}>
    ${form.busy ? t("sending") : children}
  </button>`;
}
