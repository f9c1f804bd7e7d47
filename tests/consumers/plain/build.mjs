// No bundler: the package's folder is served as it is, and the script's hash is written into the page.
import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { packageFolder } from "../support/package.mjs";

export async function build(from, to) {
  await mkdir(to, { recursive: true });
  await cp(packageFolder, join(to, "prescreener"), { recursive: true });
  const hashes = JSON.parse(await readFile(join(packageFolder, "integrity.json"), "utf8"));
  const page = await readFile(join(from, "index.html"), "utf8");
  await writeFile(join(to, "index.html"), page.replace("HASH", hashes["prescreener.js"]));
}
