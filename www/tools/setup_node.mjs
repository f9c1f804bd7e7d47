// Installs npm packages from the lock file, only if it has changed.
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { root, www } from "./paths.mjs";
import { explain, run, Trouble } from "./run.mjs";
import { readStamp, writeStamp } from "./stamp.mjs";
import { installing } from "./steps.mjs";

export function ensureNode() {
  const major = Number(process.versions.node.split(".")[0]);
  if (major < 20) throw new Trouble(`Node ${process.versions.node} is too old; install Node 20 or newer`);
}

/** Installs the packages in the lock file of a folder. */
export async function ensurePackages(folder = www) {
  const lock = await readFile(join(folder, "package-lock.json"));
  const wanted = createHash("sha256").update(lock).digest("hex");
  // `npm ci` deletes node_modules first, and the stamp with it.
  const stamp = join(folder, "node_modules", ".lock-digest");
  if ((await readStamp(stamp)) === wanted) return;
  const place = relative(root, folder);
  const what = `the npm packages of ${place}`;
  // npm's own patience is more than a minute before it says that there is no network.
  const patience = ["--fetch-retries=2", "--fetch-retry-mintimeout=1000", "--fetch-retry-maxtimeout=4000"];
  const install = () => run("npm", ["ci", "--ignore-scripts", ...patience], { show: "none", cwd: folder });
  await installing(what, install).catch((error) => {
    throw explain(error, what, `npm --prefix ${place} ci`);
  });
  await writeStamp(stamp, wanted);
}
