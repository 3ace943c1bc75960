/** Markup in tagged templates; htm escapes every value, so text from people is never markup. */
import { h } from "preact";
import htm from "htm";

export const html = htm.bind(h);
