// The hashes of what is published, as a page's `integrity` attribute or an import map takes them.
import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { filesUnder } from "./stamp.mjs";

const OWN = "integrity.json";

/** Writes `integrity.json`: every file by its path, but for itself and those left out. */
export async function writeIntegrity(folder, leftOut) {
  const hashes = {};
  for (const file of await filesUnder(folder)) {
    const path = relative(folder, file).split(sep).join("/");
    if (path === OWN || leftOut.includes(path)) continue;
    hashes[path] = `sha384-${createHash("sha384")
      .update(await readFile(file))
      .digest("base64")}`;
  }
  await writeFile(join(folder, OWN), `${JSON.stringify(hashes, null, 2)}\n`);
}
