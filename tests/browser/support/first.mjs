// Pages that show the first question before the engine is loaded, for as long as a test needs.
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { trials } from "../../../www/tools/paths.mjs";
import { compileTrial } from "../../../www/tools/trials.mjs";
import { withPage } from "./browser.mjs";
import { hostPage } from "./host.mjs";
import { heard, listen, ready } from "./study.mjs";

const ENGINE = /\/engine_(bg\.wasm|plain\.js)$/;
export const FILE = "**/en.first.txt";

/** Holds the engine back; returns a function that releases it, or makes it `fail`. */
async function holdEngine(page) {
  let release;
  const held = new Promise((resolve) => {
    release = resolve;
  });
  await page.route(ENGINE, async (route) => {
    await ((await held) === "fails" ? route.fulfill({ status: 503 }) : route.continue());
  });
  return release;
}

/**
 * Opens a page with the element, and the engine held back. `attributes`: more attributes of the element; other options
 * as for `withPage`.
 *
 * `fn` also receives the `widget`; `begin`, which waits for the first question and remembers its nodes; `come`, which
 * releases the engine; `fail`, which makes it fail; and `kept`, which returns whether the nodes are the same, each in
 * its position.
 */
export function withFirst({ attributes = "", prepare, ...options }, fn) {
  let release;
  const before = async (page) => {
    await page.addInitScript(listen);
    await hostPage(page, { attributes: `loading="eager" ${attributes}` });
    release = await holdEngine(page);
    await prepare?.(page);
  };
  return withPage({ path: "/host.html", prepare: before, ...options }, async (opened) => {
    const { page } = opened;
    const widget = page.locator("trial-prescreener");
    const begin = async () => {
      await page.waitForFunction(() => window.heard.some(({ name }) => name === "ready"));
      await widget.evaluate((element) => {
        const stage = element.shadowRoot.querySelector("[data-first]");
        if (!stage) throw new Error("The first question does not stand without the engine");
        window.stood = [stage, ...stage.querySelectorAll("*")];
      });
    };
    const come = async () => {
      release();
      await ready(page);
    };
    const fail = () => release("fails");
    const kept = () =>
      widget.evaluate((element) => {
        const stage = element.shadowRoot.querySelector("[lang]");
        const stands = [stage, ...stage.querySelectorAll("*")];
        return stands.length === window.stood.length && stands.every((node, place) => node === window.stood[place]);
      });
    try {
      return await fn({ ...opened, widget, begin, come, fail, kept, heard: (name) => heard(page, name) });
    } finally {
      release();
    }
  });
}

/**
 * Compiles the shipped trial with a change to its definition; returns `answer`, which answers requests for its files,
 * and `remove`.
 */
export async function compileChanged(change) {
  const folder = await mkdtemp(join(tmpdir(), "prescreener-first-"));
  await cp(trials, join(folder, "trials"), { recursive: true });
  const file = join(folder, "trials", "nct07160205", "trial.json");
  const trial = JSON.parse(await readFile(file, "utf8"));
  change(trial);
  await writeFile(file, JSON.stringify(trial));
  await compileTrial(file, join(folder, "compiled"));
  const answer = async (route) => {
    const body = await readFile(join(folder, "compiled", new URL(route.request().url()).pathname.split("/").at(-1)));
    await route.fulfill({ body });
  };
  return { answer, remove: () => rm(folder, { recursive: true }) };
}
