/** The preview of a photo. Until the server has made it, that is said here, and it is asked for again. */
import { useEffect, useState } from "preact/hooks";
import { address } from "./api.js";
import { html } from "./html.js";
import { t } from "./language.js";

const AGAIN_MS = 2000;

/** @param {{photo: any, name: string, onLoad?: (event: Event) => void}} props *onLoad* hears when it can be measured */
export function Preview({ photo, name, onLoad }) {
  const [late, setLate] = useState(false);
  useEffect(() => {
    if (!late) return undefined;
    const again = setTimeout(() => setLate(false), AGAIN_MS);
    return () => clearTimeout(again);
  }, [late]);
  if (late) return html`<p class="hint" role="status">${t("preview_later")}</p>`;
  return html`<img draggable=${false} src=${address(`/photos/${photo.id}/preview?size=1600`)} alt=${name}
    onLoad=${onLoad} onError=${() => setLate(true)} />`;
}
