/** A month with what is due and which rounds are planned on each day. */
import { addDays, today } from "./format.js";
import { html } from "./html.js";
import { t } from "./language.js";
import { Section } from "./ui.js";

/** The days of the weeks that *month* touches, Monday first. @param {string} month YYYY-MM */
function weeks(month) {
  const first = `${month}-01`;
  const monday = addDays(first, -((new Date(`${first}T00:00:00Z`).getUTCDay() + 6) % 7));
  const days = Array.from({ length: 42 }, (_, i) => addDays(monday, i));
  return [0, 1, 2, 3, 4, 5].map((week) => days.slice(week * 7, week * 7 + 7)).filter((week) => week.some((day) => day.startsWith(month)));
}

const counted = (rows, name) => rows.reduce((counts, row) => ({ ...counts, [row[name]]: (counts[row[name]] ?? 0) + 1 }), {});

/** @param {{values: any, setValues: (values: any) => void, due: any[], rounds: any[]}} props */
export function Month({ values, setValues, due, rounds }) {
  const dues = counted(due, "due_on");
  const planned = counted(rounds, "planned_on");
  const turn = (days) => () => setValues({ ...values, month: addDays(`${values.month}-15`, days).slice(0, 7) });
  const choose = (day) => () => setValues({ ...values, day: values.day === day ? "" : day });
  const aside = html`<div class="buttons">
    <button type="button" class="button" aria-label=${t("month_before")} onClick=${turn(-30)}>‹</button>
    <button type="button" class="button" aria-label=${t("month_after")} onClick=${turn(30)}>›</button></div>`;
  return html`<${Section} title=${values.month} id="month" aside=${aside}>
    <table class="month"><thead><tr>${t("weekdays").split(" ").map((day) => html`<th key=${day} scope="col">${day}</th>`)}</tr></thead>
      <tbody>${weeks(values.month).map((week) => html`<tr key=${week[0]}>${week.map((day) => html`<td key=${day}
        class=${[day.startsWith(values.month) ? "" : "other", day === today() ? "now" : "", day === values.day ? "chosen-day" : ""].join(" ")}>
        <${Day} day=${day} due=${dues[day]} rounds=${planned[day]} chosen=${day === values.day} choose=${choose(day)} /></td>`)}</tr>`)}</tbody></table>
  <//>`;
}

function Day({ day, due, rounds, chosen, choose }) {
  const number = Number(day.slice(8));
  const said = [due && t("month_due", { n: due }), rounds && t("month_rounds", { n: rounds })].filter(Boolean);
  if (!said.length) return html`<span class="day-number">${number}</span>`;
  const late = due && day < today();
  return html`<button type="button" class=${late ? "late" : ""} aria-pressed=${chosen} aria-label=${[day, ...said].join(t("comma"))} onClick=${choose}>
    <span class="day-number">${number}</span>
    ${due && html`<span class="dues">${due}</span>`}${rounds && html`<span class="rounds">${rounds}</span>`}</button>`;
}
