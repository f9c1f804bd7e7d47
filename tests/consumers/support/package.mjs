// The package as a consumer gets it: packed, and installed from the tarball.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { consumers, pkg, root } from "../../../www/tools/paths.mjs";
import { run } from "../../../www/tools/run.mjs";
import { digest, readStamp, writeStamp } from "../../../www/tools/stamp.mjs";

/** The path of the installed package. */
export const packageFolder = join(consumers, "node_modules", "prescreener");
/** The folder for everything made here. */
export const output = join(root, "target", "consumers");

/** Packs the package; returns the tarball's path and the paths of the files in it. */
export async function pack() {
  await mkdir(output, { recursive: true });
  const printed = await run("npm", ["pack", pkg, "--pack-destination", output, "--json", "--ignore-scripts"], {
    show: "none",
  });
  // npm may print warnings first.
  const [{ filename, files }] = JSON.parse(printed.slice(printed.indexOf("[\n")));
  return { tarball: join(output, filename), files: files.map(({ path }) => path).sort() };
}

/** Installs the packed package beside what the lock file names, unless it is there already. Fetches nothing. */
export async function install() {
  const wanted = await digest([pkg]);
  const stamp = join(consumers, "node_modules", ".prescreener-digest");
  if ((await readStamp(stamp)) === wanted) return;
  const { tarball } = await pack();
  await run("npm", ["install", "--no-save", "--offline", "--ignore-scripts", tarball], {
    show: "none",
    cwd: consumers,
  });
  await writeStamp(stamp, wanted);
}
