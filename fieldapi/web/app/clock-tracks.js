/** Periods drawn on one scale of days, with today; each is also said in words. */
import { addDays, daysUntil, today } from "./format.js";
import { Until } from "./home.js";
import { html } from "./html.js";
import { t, word } from "./language.js";
import { useLoad } from "./load.js";
import { Loaded, Section } from "./ui.js";

/** @param {{subject: string}} props the id of a case or hazard */
export function ClockTracks({ subject }) {
  const load = useLoad(`/clocks?subject=${subject}&limit=100`);
  return html`<${Section} title=${t("case_clocks")} id="clock-tracks">
    <${Loaded} load=${load}>${() => html`<${Tracks} clocks=${load.data.items} />`}<//>
  <//>`;
}

function Tracks({ clocks }) {
  if (!clocks.length) return html`<p class="quiet">${t("no_clocks")}</p>`;
  const days = [today(), ...clocks.flatMap((clock) => [clock.started_on, end(clock)])].sort();
  const from = addDays(days[0], -1);
  const length = Math.max(daysUntil(days.at(-1), from) + 1, 7);
  const at = (day) => (daysUntil(day, from) / length) * 100;
  const sorted = [...clocks].sort((one, other) => (one.started_on < other.started_on ? -1 : 1));
  return html`<ul class="plain tracks">${sorted.map((clock) => html`<${Track} key=${clock.id} clock=${clock} at=${at} />`)}</ul>
    <p class="hint">${clocks[0].notice}</p>`;
}

/** The later of the last day and of the day on which it ended. */
function end(clock) {
  return clock.ended_on && clock.ended_on > clock.due_on ? clock.ended_on : clock.due_on;
}

function Track({ clock, at }) {
  const over = clock.state === "ended";
  const kind = over ? `over ${clock.outcome}` : clock.overdue ? "late" : clock.state;
  return html`<li class="track">
    <div class="split"><strong>${clock.rule.name}</strong>
      ${over ? html`<span class="badge plain-badge">${word("clock_outcome", clock.outcome)}</span>`
        : clock.state === "suspended" ? html`<span class="badge plain-badge">${t("clock_waits")}</span>`
          : html`<${Until} on=${clock.due_on} />`}</div>
    <div class="track-line" aria-hidden="true">
      <span class=${`track-bar ${kind}`} style=${{ left: `${at(clock.started_on)}%`, width: `${Math.max(at(clock.due_on) - at(clock.started_on), 1)}%` }}></span>
      ${clock.ended_on && html`<span class="track-end" style=${{ left: `${at(clock.ended_on)}%` }}></span>`}
      <span class="track-today" style=${{ left: `${at(today())}%` }}></span>
    </div>
    <p class="quiet">${t("clock_span", { from: clock.started_on, to: clock.due_on })}
      ${clock.provisional && `（${t("provisional")}）`} · ${clock.rule.article}</p>
  </li>`;
}
