/** How a person is written in lists. */
import { word } from "./language.js";

/** Name, then office or agency and role. @param {any} person */
export function personLine(person) {
  const held = person.roles[0];
  return held ? `${person.name}（${(held.office ?? held.agency).name}${word("role", held.role)}）` : person.name;
}
