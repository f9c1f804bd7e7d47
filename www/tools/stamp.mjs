// Stamps: digests of the inputs of a build step, so that no step runs twice for the same inputs.
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { root } from "./paths.mjs";

/** Returns all files under the given paths, sorted; none for a path that does not exist. */
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

/** Computes a digest of the names and contents of files, and of other inputs. */
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
