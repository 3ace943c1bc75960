/** The moves of a document that the API offers; what is missing is named and leads to its part. */
import { useState } from "preact/hooks";
import { send } from "./api.js";
import { Ends } from "./case-hazards.js";
import { Field, Form, useForm } from "./forms.js";
import { html } from "./html.js";
import { t, word } from "./language.js";
import { useSession } from "./session.js";
import { Section } from "./ui.js";

// What takes something back says why, and is drawn apart from the way ahead.
const CAUTIOUS = new Set(["send_back", "discard"]);

/** @param {{one: any, reload: () => void, put: (one: any) => void}} props */
export function DocumentMoves({ one, reload, put }) {
  const { can } = useSession();
  const [verb, setVerb] = useState(null);
  const moves = can("move_document") ? one.moves : [];
  const done = (after) => {
    setVerb(null);
    put(after);
  };
  return html`<${Section} title=${t("next")} id="document-moves">
    ${one.state === "draft" && html`<${Missing} one=${one} />`}
    ${!moves.length && html`<p class="quiet">${t("document_nothing_offered")}</p>`}
    ${verb && moves.includes(verb)
      ? html`<${MoveForm} key=${verb} verb=${verb} one=${one} reload=${reload} done=${done} close=${() => setVerb(null)} />`
      : html`<div class="buttons">${moves.map((name) => html`<button key=${name} type="button"
          class=${`button ${CAUTIOUS.has(name) ? "" : "primary"}`} disabled=${name === "submit" && one.missing.length > 0}
          onClick=${() => setVerb(name)}>${word("document_move", name)}</button>`)}</div>`}
  <//>`;
}

function Missing({ one }) {
  if (!one.missing.length) return html`<p class="verified">${t("document_complete")}</p>`;
  const titled = Object.fromEntries(one.fields.map((part) => [part.name, part.title]));
  return html`<div class="note"><p>${t("document_missing", { n: one.missing.length })}</p>
    <ul class="plain missing">${one.missing.map((name) => html`<li key=${name}>
      <button type="button" class="button quiet-button" onClick=${() => show(name)}>${titled[name] || name}</button></li>`)}</ul></div>`;
}

/** Lead to a part: a link would be taken for a route. @param {string} name */
function show(name) {
  const part = document.getElementById(`part-${name}`);
  part.scrollIntoView({ block: "center" });
  part.querySelector("button, input, textarea")?.focus({ preventScroll: true });
}

function MoveForm({ verb, one, reload, done, close }) {
  const form = useForm({ note: "" });
  const act = async () => {
    const said = { version: one.version, note: form.values.note };
    const path = `/documents/${one.id}/${verb === "approve" ? "approval" : "moves"}`;
    done(await send("POST", path, verb === "approve" ? said : { move: verb, ...said }));
  };
  return html`<${Form} form=${form} act=${act} label=${word("document_move", verb)}>
    <h3>${word("document_move", verb)}</h3>
    <${Field} form=${form} name="note" label=${word("case_field", "note")} kind="textarea" required=${CAUTIOUS.has(verb)} />
    <${Ends} form=${form} reload=${reload} close=${close}>${word("document_move", verb)}<//>
  <//>`;
}
