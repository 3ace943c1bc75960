/** How far others vouch for the ledger: its newest checkpoint, who cosigned it, time stamps, keys. */
import { address } from "./api.js";
import { Copy } from "./copy.js";
import { when } from "./format.js";
import { html } from "./html.js";
import { t } from "./language.js";
import { useLoad } from "./load.js";
import { BackLink, Empty, Loaded, Section } from "./ui.js";

export function LedgerScreen() {
  const ledger = useLoad("/ledger");
  return html`<div class="narrow"><${BackLink} to="#/me">${t("tab_me")}<//>
    <h1>${t("ledger")}</h1>
    <${Loaded} load=${ledger}>${() => html`<${Status} ledger=${ledger.data} />
      ${ledger.data.signed_size > 0 ? html`<${Checkpoint} />` : html`<${Empty}>${t("no_checkpoint")}<//>`}`}<//>
    <p class="hint">${t("ledger_check")}</p>
  </div>`;
}

function Status({ ledger }) {
  const { size, signed_size: signed, anchored_size: anchored } = ledger;
  const bar = (name, n) => html`<div class="ledger-bar"><span>${t(`ledger_${name}`, { n })}</span>
    <progress max=${Math.max(size, 1)} value=${n} aria-label=${t(`ledger_${name}`, { n })}></progress></div>`;
  return html`<${Section} title=${t("ledger_size", { n: size })} id="ledger-status">
    ${bar("signed", signed)}${bar("anchored", anchored)}
    ${ledger.waiting_since && html`<p class="unverified">${t("ledger_waiting", { at: when(ledger.waiting_since) })}</p>`}<//>`;
}

function Checkpoint() {
  const load = useLoad("/ledger/checkpoint");
  return html`<${Loaded} load=${load}>${() => {
    const { note, at, root, cosigned, stamped, keys } = load.data;
    return html`<${Section} title=${t("checkpoint")} id="checkpoint"><p>${when(at)}</p><p class="digest">${root}</p>
        <${Copy} label=${t("checkpoint_note")} text=${note} /><//>
      <${Section} title=${t("witnesses")} id="witnesses">${!cosigned.length && html`<${Empty}>${t("no_witnesses")}<//>`}
        <ul class="plain rows">${cosigned.map((one) => html`<li key=${one.witness} class="row"><strong>${one.witness}</strong> <span class="quiet">${when(one.at)}</span></li>`)}</ul><//>
      <${Section} title=${t("stamps")} id="stamps">${!stamped.length && html`<${Empty}>${t("no_stamps")}<//>`}
        <ul class="plain rows">${stamped.map((stamp) => html`<li key=${stamp.id} class="row">
          <a href=${address(`/ledger/timestamps/${stamp.id}`)} download>${t("stamp_line", { at: when(stamp.at), ends: when(stamp.ends_at) })}</a></li>`)}</ul><//>
      <${Section} title=${t("ledger_keys")} id="ledger-keys"><ul class="plain">${keys.map((key) => html`<li key=${key.vkey} class="digest">${key.vkey}</li>`)}</ul><//>`;
  }}<//>`;
}
