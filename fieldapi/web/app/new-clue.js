/** Enter a letter, visit or call; the code for whoever brought it is told once. */
import { useState } from "preact/hooks";
import { send } from "./api.js";
import { CODES } from "./codes.js";
import { Copy } from "./copy.js";
import { Field, filled, Form, Submit, useForm } from "./forms.js";
import { position as written, today } from "./format.js";
import { html } from "./html.js";
import { t, word } from "./language.js";
import { picked, PickMap } from "./location.js";
import { useItems } from "./reference.js";
import { useLeaveGuard } from "./router.js";
import { BackLink, ProblemNote, Section } from "./ui.js";

const OTHERS = new Set(["online", "snapshot", "volunteer"]); // these come by their own doors
const EMPTY = {
  source: "letter", received_on: today(), first_visit: false, said: "", place: "", area_code: "", location: null, seen_on: "",
  "reporter.name": "", "reporter.contact": "",
};

export function NewClueScreen() {
  const [issued, setIssued] = useState(null);
  return html`<div class="narrow">
    <${BackLink} to="#/clues">${t("clues")}<//>
    <h1>${t("clue_receive")}</h1>
    ${issued ? html`<${Issued} issued=${issued} again=${() => setIssued(null)} />` : html`<${Received} done=${setIssued} />`}
  </div>`;
}

function bodyOf({ "reporter.name": name, "reporter.contact": contact, ...values }) {
  const reporter = filled({ name, contact });
  return { ...filled(values), ...(Object.keys(reporter).length && { reporter }) };
}

function Received({ done }) {
  const form = useForm(EMPTY);
  const [sent, setSent] = useState(false);
  useLeaveGuard(form.touched && !sent, t("leave_unsent"));
  const sources = Object.keys(CODES.clue_source).filter((code) => !OTHERS.has(code)).map((code) => [code, word("clue_source", code)]);
  const act = async () => {
    const issued = await send("POST", "/clues/received", bodyOf(form.values));
    setSent(true);
    done(issued);
  };
  return html`<p class="quiet">${t("clue_receive_lead")}</p>
    <${Form} form=${form} act=${act} label=${t("clue_receive")}>
      <${Section} title=${t("clue_source")} id="new-clue-source">
        <${Field} form=${form} name="source" label=${t("clue_source")} kind="select" required options=${sources} />
        <${Field} form=${form} name="received_on" label=${t("clue_received_on")} kind="date" required />
        <${Field} form=${form} name="first_visit" label=${t("clue_is_first_visit")} kind="checkbox" />
      <//>
      <${Section} title=${t("clue_said")} id="new-clue-said">
        <${Field} form=${form} name="said" label=${t("clue_said")} kind="textarea" rows=${6} required />
        <${Field} form=${form} name="seen_on" label=${t("clue_seen_on")} kind="date" />
        <${Where} form=${form} />
      <//>
      <${Section} title=${t("reporter")} id="new-clue-reporter">
        <p class="hint">${t("clue_anonymous_hint")}</p>
        <${Field} form=${form} name="reporter.name" label=${t("reporter_name")} autocomplete="off" />
        <${Field} form=${form} name="reporter.contact" label=${t("reporter_contact")} autocomplete="off" />
      <//>
      <${ProblemNote} problem=${form.problem} form=${form} />
      <div class="buttons end"><${Submit} form=${form}>${t("save")}<//></div>
    <//>`;
}

function Where({ form }) {
  const [open, setOpen] = useState(false);
  const counties = useItems("/offices").map((office) => [office.area_code, office.short_name]);
  const { location } = form.values;
  form.shown.current.add("location");
  const error = form.errorAt("location");
  return html`<${Field} form=${form} name="place" label=${t("clue_place")} hint=${t("clue_where_hint")} />
    <${Field} form=${form} name="area_code" label=${t("clue_county")} kind="select" options=${[["", t("please_choose")], ...counties]} />
    <div class="buttons"><button type="button" class="button" aria-expanded=${open} onClick=${() => setOpen(!open)}>${t(open ? "close_map" : "pick_on_map")}</button></div>
    ${location && html`<p class="fix"><strong>${written(location.lon, location.lat)}</strong>
      <button type="button" class="button quiet-button" onClick=${() => form.set("location", null)}>${t("remove")}</button></p>`}
    ${open && html`<${PickMap} position=${location} onPick=${(lon, lat) => form.set("location", picked(lon, lat))} />`}
    ${error && html`<p class="field-error">${error}</p>`}`;
}

function Issued({ issued, again }) {
  return html`<${Section} title=${t("clue_entered")} id="clue-issued">
    <p class="note" role="status">${t("clue_receive_lead")}</p>
    <${Labelled} label=${t("clue_code")} text=${issued.code} />
    <${Labelled} label=${t("clue_code_link")} text=${issued.link} />
    <${Labelled} label=${t("clue_code_message")} text=${t("clue_code_text", issued)} />
    <div class="buttons"><a class="button primary" href="#/clues">${t("clues")}</a>
      <button type="button" class="button" onClick=${again}>${t("clue_enter_another")}</button></div>
  <//>`;
}

function Labelled({ label, text }) {
  return html`<div class="field"><strong>${label}</strong><${Copy} label=${label} text=${text} /></div>`;
}
