// Writes into the kiosk's worker which files it keeps, each with its hash. A change in any of them makes another worker, and
// that is how browsers notice it.
import { readFile, writeFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { hashOf } from "./integrity.mjs";
import { filesUnder } from "./stamp.mjs";

const WORKER = "kiosk_worker.js";
/** What a kiosk needs of the package: the page, the element with all that it loads, every compiled trial. */
const KEPT = [/^kiosk\.html$/, /^[\w-]+\.(js|wasm|css|png|webmanifest)$/, /^compiled\/.*\.(bin|txt|json)$/];
/** What shows the questions in another way, or is not for people. */
const LEFT_OUT = /^(author|exit|frame|host|receive|screener|kiosk_worker)(_bg)?\./;

export async function listForKiosk(folder) {
  const list = {};
  for (const file of await filesUnder(folder)) {
    const path = relative(folder, file).split(sep).join("/");
    if (KEPT.some((kept) => kept.test(path)) && !LEFT_OUT.test(path)) list[path] = await hashOf(file);
  }
  const worker = join(folder, WORKER);
  const code = await readFile(worker, "utf8");
  await writeFile(worker, `const LISTED = ${JSON.stringify(list, null, 2)};\n${code}`);
}
