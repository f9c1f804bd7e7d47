// Remembers what a result was made from, so that nothing is made twice.
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { root } from "./paths.mjs";

/** All files under the given paths, sorted; a path that does not exist has none. */
export async function filesUnder(...paths) {
  const found = [];
  for (const path of paths) {
    const entries = await readdir(path, { withFileTypes: true }).catch((error) => {
      if (error.code === "ENOTDIR") found.push(path);
      else if (error.code !== "ENOENT") throw error;
      return [];
    });
    found.push(...(await filesUnder(...entries.map((entry) => join(path, entry.name)))));
  }
  return found.sort();
}

/** One digest over the names and contents of files, and over anything else the result depends on. */
export async function digest(paths, ...more) {
  const hash = createHash("sha256").update(JSON.stringify(more));
  for (const file of await filesUnder(...paths)) {
    const content = await readFile(file);
    hash.update(`\0${relative(root, file)}\0${content.length}\0`).update(content);
  }
  return hash.digest("hex");
}

export const readStamp = (file) => readFile(file, "utf8").catch(() => "");

export async function writeStamp(file, value) {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, value);
}
