// Opens the kiosk's page, in a browser of its own where its files must outlast the page.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { www } from "../../../www/tools/paths.mjs";
import { withPage } from "./browser.mjs";
import { listen, ready, TODAY } from "./study.mjs";

const NOON = `${TODAY}T12:00:00`;

const texts = Object.fromEntries(
  ["en", "es"].map((language) => {
    const path = join(www, "kiosk", "messages", `${language}.json`);
    return [language, JSON.parse(readFileSync(path, "utf8")).texts];
  }),
);

/** Returns the kiosk's text for a key. */
export function says(key, language = "en", values = {}) {
  const text = texts[language][`kiosk.${key}`];
  if (text === undefined) throw new Error(`The kiosk has no text ${key} in ${language}`);
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

/** Presses a button of the kiosk itself. */
export const pressKiosk = (page, key, language) =>
  page
    .getByRole("button", { name: says(key, language), exact: true })
    .first()
    .click();

/** Presses *Finish and clear*, and confirms. */
export async function finish(page, language) {
  await pressKiosk(page, "finish", language);
  await pressKiosk(page, "finish.yes", language);
  await cleared(page);
}

/** Waits for the welcome screen after everything was cleared. */
export async function cleared(page) {
  await page.waitForURL(/\?cleared$/);
  await page.getByText(says("cleared")).waitFor();
}

/**
 * Opens the kiosk at its welcome screen, on the day `TODAY`. `meta`: the site's settings in the page. `start`:
 * continues to the first question. `clock`: the test controls the time. Other options as for `withPage`; without
 * `serviceWorkers: "allow"` in `context` the page is as a server sends it.
 */
export function withKiosk({ meta = {}, start, clock, prepare, context = {}, path = "/pkg/kiosk.html", ...more }, fn) {
  const before = async (page) => {
    if (clock) await page.clock.install({ time: NOON });
    else await page.addInitScript(setDay, NOON);
    await page.addInitScript(listen);
    await page.addInitScript(setMeta, meta);
    await prepare?.(page);
  };
  const settings = { serviceWorkers: "block", ...context };
  return withPage({ ...more, path, context: settings, prepare: before }, async (opened) => {
    const { page } = opened;
    if (start) await begin(page);
    return fn({ ...opened, widget: page.locator("trial-prescreener") });
  });
}

/** Continues to the first question. */
export async function begin(page, language) {
  await pressKiosk(page, "start", language);
  await ready(page);
}

/**
 * Changes a file of the package in `files`, and updates its listed hash or not. The new version has `more` at its end,
 * or is what `more` returns.
 */
export async function change(files, name, more, { listed }) {
  const hash = async () =>
    `sha384-${createHash("sha384")
      .update(await readFile(join(files, name)))
      .digest("base64")}`;
  const before = await hash();
  const old = await readFile(join(files, name), "utf8");
  await writeFile(join(files, name), typeof more === "function" ? more(old) : old + more);
  if (!listed) return;
  const worker = join(files, "kiosk_worker.js");
  const list = await readFile(worker, "utf8");
  assert.ok(list.includes(before));
  await writeFile(worker, list.replace(before, await hash()));
}

/** Writes a site's key into the page of the package in `files`, and lists the page again, as KIOSK.md says. */
export const setKey = (files, key) =>
  change(files, "kiosk.html", (html) => html.replace(/(site-key" content=")/, `$1${key.public}`), { listed: true });

/** In a page: sets the starting time. */
function setDay(noon) {
  const Now = Date;
  const ahead = Now.parse(noon) - Now.now();
  window.Date = class extends Now {
    constructor(...given) {
      super(...(given.length > 0 ? given : [Now.now() + ahead]));
    }
    static now() {
      return Now.now() + ahead;
    }
  };
}

/** In a page: writes a site's settings before the page's own script reads them. */
function setMeta(meta) {
  new MutationObserver(() => {
    for (const [name, content] of Object.entries(meta)) {
      const element = document.querySelector(`meta[name=prescreener-${name}]`);
      if (element && element.content !== content) element.content = content;
    }
  }).observe(document, { childList: true, subtree: true });
}
