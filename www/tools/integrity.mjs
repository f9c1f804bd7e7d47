// The hashes of what is published, as a page's `integrity` attribute or an import map takes them.
import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { filesUnder } from "./stamp.mjs";

const OWN = "integrity.json";

/** The hash of a file, as such attributes hold it. */
export async function hashOf(file) {
  const hash = createHash("sha384").update(await readFile(file));
  return `sha384-${hash.digest("base64")}`;
}

/** Writes `integrity.json`: every file by its path, but for itself and those left out. */
export async function writeIntegrity(folder, leftOut) {
  const hashes = {};
  for (const file of await filesUnder(folder)) {
    const path = relative(folder, file).split(sep).join("/");
    if (path === OWN || leftOut.includes(path)) continue;
    hashes[path] = await hashOf(file);
  }
  await writeFile(join(folder, OWN), `${JSON.stringify(hashes, null, 2)}\n`);
}
