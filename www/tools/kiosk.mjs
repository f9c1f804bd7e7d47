// Writes the list of cached files, each with its hash, into the kiosk's worker. A change in any file changes the worker, which is
// how browsers detect an update.
import { readFile, writeFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { hashOf } from "./integrity.mjs";
import { filesUnder } from "./stamp.mjs";

const WORKER = "kiosk_worker.js";
/** The files that a kiosk needs: the page, the element with all that it loads, every compiled trial. */
const CACHED = [/^kiosk\.html$/, /^[\w-]+\.(js|wasm|css|png|webmanifest)$/, /^compiled\/.*\.(bin|txt|json)$/];
/** The entries for other uses. */
const EXCLUDED = /^(author|exit|frame|host|receive|screener|kiosk_worker)(_bg)?\./;

/** Writes the list into the worker in a folder. */
export async function listForKiosk(folder) {
  const list = {};
  for (const file of await filesUnder(folder)) {
    const path = relative(folder, file).split(sep).join("/");
    if (CACHED.some((cached) => cached.test(path)) && !EXCLUDED.test(path)) list[path] = await hashOf(file);
  }
  const worker = join(folder, WORKER);
  const code = await readFile(worker, "utf8");
  await writeFile(worker, `const LISTED = ${JSON.stringify(list, null, 2)};\n${code}`);
}
