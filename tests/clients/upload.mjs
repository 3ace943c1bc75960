// One file by tus-js-client, as a web page sends it; broken off by the user in the middle, and continued.
// node upload.mjs ENDPOINT AUTHORIZATION FILE METADATA-AS-JSON CHUNK-BYTES

import { readFileSync } from "node:fs";
import { Upload } from "tus-js-client";

const [endpoint, authorization, path, metadata, chunk] = process.argv.slice(2);
const file = readFileSync(path);
let paused = false;

const upload = new Upload(file, {
  endpoint,
  headers: { Authorization: authorization },
  metadata: JSON.parse(metadata),
  chunkSize: Number(chunk),
  retryDelays: [0, 50, 100, 200, 400, 800],
  onProgress: pauseHalfway,
  onError(error) {
    console.error(String(error));
    process.exit(1);
  },
  onSuccess() {
    console.log(JSON.stringify({ url: upload.url, paused }));
  },
});
upload.start();

async function pauseHalfway(sent, total) {
  if (paused || sent < total / 2 || sent === total) return;
  paused = true;
  await upload.abort();
  upload.start();
}
