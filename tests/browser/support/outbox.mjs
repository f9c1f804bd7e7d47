// A page with only the outbox, and sealed texts to put into it.
import assert from "node:assert/strict";
import { randomBytes, randomUUID } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { www } from "../../../www/tools/paths.mjs";
import { CSP, serve } from "../../../www/tools/serve.mjs";
import { launch } from "./browser.mjs";
import { openFlaky } from "./flaky.mjs";

const OUTBOX = `import * as store from "./kiosk/outbox/outbox.ts";
import * as keep from "./kiosk/outbox/delivery_loop.ts";
const outbox = { ...store, ...keep };`;

const { build } = createRequire(join(www, "package.json"))("esbuild");

/** The module, and `describe` to format an error. */
const SHOW = `
  const describe = ({ name, code, message }) => [name, code].filter(Boolean).join(" ") + ": " + message;
  Object.assign(window, { outbox, describe });
`;

/** Serves the page. `script`: what it runs, with `outbox` (the module) in scope; `connect`: where it may send to. */
export async function serveOutbox({ script = SHOW, connect = [], pages } = {}) {
  const folder = await mkdtemp(join(tmpdir(), "prescreener-outbox-"));
  await build({
    stdin: { contents: `${OUTBOX}\n${script}`, resolveDir: www },
    bundle: true,
    format: "iife",
    outfile: join(folder, "page.js"),
    logLevel: "warning",
  });
  const html = '<!doctype html><title>Outbox</title><script defer src="page.js"></script>';
  await writeFile(join(folder, "index.html"), html);
  const origins = connect.map((url) => new URL(url).origin).join(" ");
  const server = await serve({
    folder,
    csp: CSP.replace("connect-src 'self'", `connect-src 'self' ${origins}`),
    pages,
  });
  const close = async () => {
    await server.close();
    await rm(folder, { recursive: true });
  };
  return { url: server.url, close };
}

/** Returns a referral as the outbox sees it: without the key a sealed text looks like random bytes after its head. */
export function referral(length = 300) {
  const sealed = Buffer.concat([Buffer.from([0x70, 0x73, 1]), randomBytes(length)]).toString("base64url");
  return { id: randomUUID(), sealed };
}

/**
 * Starts a browser, a page with the outbox (at `url`, with `pages` served besides) and an endpoint (`flaky`).
 * `withOutbox(fn, choose)` opens the page in a fresh profile with the outbox as `box`; `withTabs` opens several;
 * `choose` is the endpoint's. `deliver` runs one round.
 */
export async function startOutbox(t, { pages } = {}) {
  const browser = await launch();
  t.after(() => browser.close());
  const flaky = await openFlaky();
  t.after(() => flaky.close());
  const site = await serveOutbox({ connect: [flaky.url], pages });
  t.after(() => site.close());
  const withTabs = async (count, fn, choose = () => "ok") => {
    const context = await browser.newContext();
    Object.assign(flaky, { got: [], busiest: 0, choose });
    try {
      const tabs = [];
      for (let index = 0; index < count; index++) {
        const page = await context.newPage();
        await page.goto(site.url);
        await open(page);
        tabs.push(page);
      }
      await fn(...tabs, context);
    } finally {
      await context.close();
    }
  };
  const deliver = (page) => page.evaluate((url) => box.deliver(new URL(url)), flaky.url);
  return { browser, flaky, url: site.url, withTabs, withOutbox: (fn, choose) => withTabs(1, fn, choose), deliver };
}

/** Opens the outbox as `box`. */
export async function open(page) {
  await page.waitForFunction(() => "outbox" in window);
  await page.evaluate(async () => {
    window.states = [];
    window.box = await outbox.Outbox.open();
  });
}

export async function put(page, ...referrals) {
  await page.evaluate(async (list) => {
    for (const { id, sealed } of list) {
      await box.put(id, sealed);
      // Gives each a time of its own.
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  }, referrals);
}

/** Returns the reason for which `put` rejects. */
export const refusal = (page, id, sealed) =>
  page.evaluate(([id, sealed]) => box.put(id, sealed).then(() => "taken", describe), [id, sealed]);

export const waits = (page) => page.evaluate(() => box.waiting());
export const ids = (list) => list.map(({ id }) => id);

export const keep = (page, url, pauses) =>
  page.evaluate(
    ([url, pauses]) => {
      const note = ({ trouble, ...state }) => states.push(trouble ? { ...state, trouble: trouble.code } : state);
      window.stop = outbox.keepDelivering(box, new URL(url), note, pauses);
    },
    [url, pauses],
  );
export const stop = (page) => page.evaluate(() => window.stop());
export const states = (page) => page.evaluate(() => window.states);

/** Waits until something holds, for at most ten seconds. */
export async function until(holds) {
  const end = Date.now() + 10_000;
  while (!(await holds())) {
    assert.ok(Date.now() < end, `never held: ${holds}`);
    await wait(10);
  }
}
