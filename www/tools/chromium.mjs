// Finds the Chromium that the browser tests drive, and installs Debian's when there is none.
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { explain, run, Trouble } from "./run.mjs";

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
  if (process.getuid?.() !== 0) throw new Trouble(`Chromium is missing; install it by hand as root: ${byHand}`);
  console.log("Installing Chromium from Debian");
  const apt = (...args) =>
    run("apt-get", ["-qq", "-y", "-o", "DPkg::Lock::Timeout=300", ...args], {
      show: "none",
      env: { DEBIAN_FRONTEND: "noninteractive" },
    });
  try {
    await apt("update");
    await apt("install", "--no-install-recommends", "chromium", "fonts-liberation");
  } catch (error) {
    throw explain(error, "Chromium", byHand);
  }
  if (!findChromium()) throw new Trouble(`Chromium was installed but is not on PATH; ${byHand}`);
  console.log("Chromium is installed");
}
