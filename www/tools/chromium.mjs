// Finds the Chromium that the browser tests drive, and installs Debian's when there is none.
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { installFromDebian } from "./debian.mjs";
import { Trouble } from "./run.mjs";

const NAMES = ["chromium", "chromium-browser", "google-chrome"];

/** The path of an installed Chromium, or undefined. The variable CHROMIUM wins. */
export function findChromium() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  const folders = (process.env.PATH ?? "").split(delimiter);
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable);
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

export async function ensureChromium() {
  if (findChromium()) return;
  const byHand = "apt-get install chromium (or set CHROMIUM to the path of a Chromium or Chrome)";
  await installFromDebian("Chromium", ["chromium", "fonts-liberation"], byHand);
  if (!findChromium()) throw new Trouble(`Chromium was installed but is not on PATH; ${byHand}`);
  console.log("Chromium is installed");
}
