// The package as a consumer gets it: packed, and installed from the tarball.
import { mkdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { pkg, root } from "../../../www/tools/paths.mjs";
import { run } from "../../../www/tools/run.mjs";

export const consumers = dirname(dirname(fileURLToPath(import.meta.url)));
/** Where the package is once it is installed. */
export const packageFolder = join(consumers, "node_modules", "prescreener");
/** Where everything made here goes. */
export const output = join(root, "target", "consumers");

/** Packs the package; gives the tarball's path and the paths of the files in it. */
export async function pack() {
  await mkdir(output, { recursive: true });
  const printed = await run("npm", ["pack", pkg, "--pack-destination", output, "--json", "--ignore-scripts"], {
    show: "none",
  });
  // npm may warn before it answers.
  const [{ filename, files }] = JSON.parse(printed.slice(printed.indexOf("[\n")));
  return { tarball: join(output, filename), files: files.map(({ path }) => path).sort() };
}

/** Installs the packed package beside what the lock file names. Nothing is fetched. */
export async function install() {
  const { tarball, files } = await pack();
  await run("npm", ["install", "--no-save", "--offline", "--ignore-scripts", tarball], { show: "none", cwd: consumers });
  return files;
}

export const readPackage = async (path) => readFile(join(packageFolder, path), "utf8");
