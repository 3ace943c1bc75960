/** Items as a file: photos under their own names, and what is said of them as JSON. */
import { bytesOf } from "./outbox-db.js";

const EXTENSIONS = { image: "jpg", video: "mp4" };

/** @param {any[]} items */
export async function exportUnsent(items) {
  const { zipSync, strToU8 } = await import("fflate");
  const files = { "items.json": strToU8(JSON.stringify(items, null, 1)) };
  for (const item of items.filter((one) => one.sha256)) {
    const bytes = await bytesOf(item.id);
    if (bytes) files[`${String(item.seq).padStart(6, "0")}-${item.sha256}.${extension(bytes)}`] = new Uint8Array(bytes);
  }
  saveFile(zipSync(files, { level: 0 }), `lanjian-${items[0].device}.zip`);
}

/** Hand bytes or text to the person as a file. @param {BlobPart} content @param {string} name */
export function saveFile(content, name) {
  const url = URL.createObjectURL(new Blob([content]));
  Object.assign(document.createElement("a"), { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** @param {ArrayBuffer} bytes */
function extension(bytes) {
  const isMovie = String.fromCharCode(...new Uint8Array(bytes, 4, 4)) === "ftyp";
  return isMovie ? EXTENSIONS.video : EXTENSIONS.image;
}
