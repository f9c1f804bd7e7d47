// Finds the browsers that the tests drive, and installs Debian's where one is missing.
import { accessSync, constants, existsSync, readdirSync } from "node:fs";
import { delimiter, join } from "node:path";
import { installFromDebian } from "./debian.mjs";
import { geckodriver } from "./paths.mjs";
import { Trouble } from "./run.mjs";

/** Returns the path of the first installed program of these names, or undefined. */
function program(...names) {
  const folders = (process.env.PATH ?? "").split(delimiter);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable);
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Returns the path of WebKit's MiniBrowser, in its library's folder, which is named after the architecture. */
function miniBrowser() {
  const names = existsSync("/usr/lib") ? readdirSync("/usr/lib") : [];
  const folders = names.map((name) => join("/usr/lib", name, "webkit2gtk-4.1", "MiniBrowser"));
  return folders.find(isExecutable);
}

/** The path of an installed Chromium, or undefined. The variable CHROMIUM wins. */
export const findChromium = () => process.env.CHROMIUM || program("chromium", "chromium-browser", "google-chrome");

/** An installed Firefox and what drives it, or undefined when one is missing. The variable FIREFOX wins. */
export function findFirefox() {
  const found = { driver: isExecutable(geckodriver) ? geckodriver : program("geckodriver"), browser: firefox() };
  return Object.values(found).every(Boolean) ? found : undefined;
}

const firefox = () => process.env.FIREFOX || program("firefox-esr", "firefox");

/** The programs that make up WebKitGTK for tests, or undefined when one is missing. */
export function findWebKit() {
  const found = { driver: program("WebKitWebDriver"), browser: miniBrowser(), display: program("Xvfb") };
  return Object.values(found).every(Boolean) ? found : undefined;
}

const BROWSERS = [
  { name: "Chromium", find: findChromium, packages: ["chromium", "fonts-liberation"], variable: "CHROMIUM" },
  { name: "Firefox", find: firefox, packages: ["firefox-esr"], variable: "FIREFOX" },
  { name: "WebKitGTK", find: findWebKit, packages: ["webkit2gtk-driver", "libwebkit2gtk-4.1-0", "xvfb"] },
];

export async function ensureBrowsers() {
  const missing = BROWSERS.filter(({ find }) => !find());
  if (missing.length === 0) return;
  const names = missing.map(({ name }) => name).join(", ");
  const packages = missing.flatMap((browser) => browser.packages);
  const variables = missing.flatMap(({ variable }) => variable ?? []);
  const own = variables.length > 0 ? ` (or set ${variables.join(", ")} to the path of your own)` : "";
  const byHand = `apt-get install --no-install-recommends ${packages.join(" ")}${own}`;
  await installFromDebian(names, packages, byHand);
  const still = missing.filter(({ find }) => !find()).map(({ name }) => name);
  if (still.length > 0) throw new Trouble(`installed, but not to be found: ${still.join(", ")}; ${byHand}`);
}
