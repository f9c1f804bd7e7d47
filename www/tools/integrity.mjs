// Writes the hashes of the published files, for `integrity` attributes and import maps.
import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { filesUnder } from "./stamp.mjs";

const OWN = "integrity.json";

/** Returns the hash of a file in the form of such attributes. */
export async function hashOf(file) {
  const hash = createHash("sha384").update(await readFile(file));
  return `sha384-${hash.digest("base64")}`;
}

/** Writes `integrity.json`: the hash of every file by its path, except itself and the excluded files. */
export async function writeIntegrity(folder, excluded) {
  const hashes = {};
  for (const file of await filesUnder(folder)) {
    const path = relative(folder, file).split(sep).join("/");
    if (path === OWN || excluded.includes(path)) continue;
    hashes[path] = await hashOf(file);
  }
  await writeFile(join(folder, OWN), `${JSON.stringify(hashes, null, 2)}\n`);
}
