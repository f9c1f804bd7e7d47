// The kiosk starts without a network, from exactly the listed files, and changes only between two people.
import assert from "node:assert/strict";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { pkg } from "../../../www/tools/paths.mjs";
import { serve } from "../../../www/tools/serve.mjs";
import { complaints, overflowing, withAxe } from "../support/axe.mjs";
import { launchProfile } from "../support/browser.mjs";
import { answer, asked, heading, press } from "../support/interview.mjs";
import { begin, change, finish, says, setKey } from "../support/kiosk.mjs";
import { newKey, open } from "../support/native.mjs";
import { EXCLUDED, POSSIBLE } from "../support/people.mjs";
import { handOn, scanned } from "../support/refer.mjs";
import { heard, listen } from "../support/study.mjs";
import { text } from "../support/words.mjs";

/** A clinic: its server with a copy of the package, and its tablet with a profile. Both can be stopped and started. */
async function clinic(fn, options = {}) {
  const [files, profile] = await Promise.all(
    ["site", "tablet"].map((name) => mkdtemp(join(tmpdir(), `kiosk-${name}-`))),
  );
  await cp(pkg, files, { recursive: true });
  const opened = { files, server: undefined, context: undefined, requests: [] };
  let port = 0;
  const here = {
    ...opened,
    async open() {
      here.server = await serve({ folder: files, port, ...options });
      port = Number(new URL(here.server.url).port);
    },
    async close() {
      await here.server?.close();
      here.server = undefined;
    },
    async start() {
      here.context = await launchProfile(profile);
      const [page] = here.context.pages();
      await page.addInitScript(listen);
      await page.goto(`http://localhost:${port}/kiosk.html`);
      return { page, widget: page.locator("trial-prescreener") };
    },
    async stop() {
      await here.context?.close();
      here.context = undefined;
    },
  };
  try {
    await here.open();
    await fn(here);
  } finally {
    await here.stop();
    await here.close();
    await Promise.all([files, profile].map((folder) => rm(folder, { recursive: true, force: true })));
  }
}

const ready = (page) => page.getByText(says("offline.ready")).waitFor();

async function sit(page, widget) {
  await begin(page);
  await answer(widget, EXCLUDED);
  await press(widget, "finish");
  assert.equal(await heading(widget), text("verdict.not_eligible.heading"));
}

const state = (page) =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration("kiosk.html");
    const worker = (one) => one?.state ?? null;
    return {
      controlled: navigator.serviceWorker.controller !== null,
      active: worker(registration?.active),
      waiting: worker(registration?.waiting),
      caches: (await caches.keys()).length,
    };
  });
/** Waits until the page answers yes. A pending promise is not yet an answer. */
async function until(page, question) {
  for (let time = 0; time < 400; time++) {
    if (await page.evaluate(question).catch(() => false)) return;
    await page.waitForTimeout(50);
  }
  throw new Error(`This never comes true: ${question}`);
}

const KEPT = { controlled: true, active: "activated", waiting: null, caches: 1 };
const NEVER = { controlled: false, active: null, waiting: null, caches: 0 };

test("without a network", async (t) => {
  await t.test("the kiosk starts cold, and works up to the result, person after person", async () => {
    await clinic(async (here) => {
      const first = await here.start();
      await ready(first.page);
      assert.deepEqual(await state(first.page), KEPT);
      await here.stop();
      await here.close();
      const { page, widget } = await here.start();
      await ready(page);
      await sit(page, widget);
      await finish(page);
      await page.getByRole("button", { name: "Español" }).click();
      await page.getByRole("button", { name: says("start", "es") }).click();
      await widget.locator("[lang=es] #heading").waitFor();
      await finish(page, "es").catch(() => {});
      await page.getByRole("heading", { name: says("welcome") }).waitFor();
      assert.equal((await page.context().cookies()).length, 0);
    });
  });

  await t.test("a result is sealed, kept across a restart, and shown as a code", async () => {
    await clinic(async (here) => {
      const key = newKey();
      await setKey(here.files, key);
      const first = await here.start();
      await ready(first.page);
      await here.close();
      await begin(first.page);
      await answer(first.widget, POSSIBLE);
      await press(first.widget, "finish");
      await handOn(first.widget);
      await first.widget.getByText(text("refer.news.kept")).waitFor();
      const [{ detail }] = await heard(first.page, "refer");
      await here.stop();
      const { page } = await here.start();
      const waits = page.getByRole("button", { name: says("outbox", "en", { count: 1 }) });
      await waits.waitFor();
      await waits.press("Enter");
      await page.getByRole("button", { name: says("outbox.code") }).click();
      const letters = await scanned(page.locator("svg.code"));
      assert.equal(letters, `#sealed=${detail.sealed}`);
      assert.equal(JSON.parse(open(key, letters)).id, detail.id);
    });
  });

  await t.test("only listed files are served, as they were checked", async () => {
    await clinic(async (here) => {
      const { page, widget } = await here.start();
      await ready(page);
      await change(here.files, "session.js", "throw new Error('changed');", { listed: false });
      await sit(page, widget);
      const answered = (path) => page.evaluate(async (name) => (await fetch(name)).status, path);
      assert.deepEqual([await answered("frame.html"), await answered("session.js")], [404, 200]);
      const headers = await page.evaluate(async () => Object.fromEntries((await fetch("kiosk.html")).headers));
      assert.equal(headers["cache-control"], "no-store");
      // A file that the browser evicted is fetched and checked again.
      const status = (name) =>
        page.evaluate(async (path) => {
          for (const key of await caches.keys()) await (await caches.open(key)).delete(path);
          return fetch(path).then(
            (response) => response.status,
            () => "refused",
          );
        }, name);
      assert.deepEqual([await status("prescreener.js"), await status("session.js")], [200, "refused"]);
    });
  });
});

test("a file that is not the listed one", async (t) => {
  await t.test("is refused and named, and the kiosk works only with a network", async () => {
    await clinic(async (here) => {
      await change(here.files, "compiled/nct07160205/es.txt", " ", { listed: false });
      const { page, widget } = await here.start();
      await page.getByText(says("offline.refused", "en", { files: "compiled/nct07160205/es.txt" })).waitFor();
      assert.deepEqual(await state(page), NEVER);
      await sit(page, widget);
      await finish(page);
      assert.deepEqual(await state(page), NEVER);
    });
  });

  await t.test("is refused in a new version too, and the previous version stays", async () => {
    await clinic(async (here) => {
      const first = await here.start();
      await ready(first.page);
      await here.stop();
      await change(here.files, "kiosk.css", "\n", { listed: true });
      await change(here.files, "session.js", "\n", { listed: false });
      const { page, widget } = await here.start();
      await page.getByText(says("offline.refused", "en", { files: "session.js" })).waitFor();
      assert.deepEqual(await state(page), KEPT);
      await here.close();
      await sit(page, widget);
    });
  });

  await t.test("or is missing keeps the kiosk from being stored", async () => {
    await clinic(async (here) => {
      await rm(join(here.files, "engine_plain.js"));
      const { page } = await here.start();
      await page.getByText(says("offline.none")).waitFor();
      assert.deepEqual(await state(page), NEVER);
    });
  });
});

/** In a page of the same origin other than the kiosk: replaces a kept file permanently. */
async function tamper(context, url, path, content, type) {
  const other = await context.newPage();
  await other.goto(new URL("receive.html", url).href);
  await other.evaluate(
    async ([name, text, kind]) => {
      for (const key of await caches.keys()) {
        const cache = await caches.open(key);
        await cache.put(new URL(name, location.href), new Response(text, { headers: { "Content-Type": kind } }));
      }
    },
    [path, content, type],
  );
  await other.close();
}

const SPY = "globalThis.meddled = true;";
const JS = "text/javascript";
const warning = (page, language = "en") =>
  page.locator(`[lang=${language}]`).getByRole("heading", { name: says("changed", language) });

test("a kept file that another page of the same website has changed", async (t) => {
  const files = {
    "kiosk.js": [SPY, JS],
    "session.js": [SPY, JS],
    "kiosk.html": [`<!doctype html><script src="spy.js"></script><p>Your answers, please</p>`, "text/html"],
    "compiled/nct07160205/en.result.txt": ["prescreener/words/1", "text/plain"],
  };
  for (const [path, [content, type]] of Object.entries(files)) {
    await t.test(`is not used, and the staff are warned, also without a network: ${path}`, async () => {
      await clinic(async (here) => {
        const { page } = await here.start();
        await withAxe(page);
        await ready(page);
        const url = page.url();
        await tamper(page.context(), url, path, content, type);
        await here.close();
        await page.reload();
        for (const language of ["en", "es"]) {
          await warning(page, language).waitFor();
          assert.ok(await page.getByText(says("changed.files", language, { files: path })).isVisible());
        }
        assert.equal(await page.evaluate(() => globalThis.meddled), undefined);
        assert.equal(await page.locator("script, trial-prescreener").count(), 0);
        assert.deepEqual(await complaints(page), []);
        assert.deepEqual(await overflowing(page), []);
        // Without a network the published files cannot be fetched.
        await page.getByRole("button", { name: says("changed.mend") }).click();
        await page.getByText(says("changed.network")).waitFor();
        assert.ok(await warning(page).isVisible());
        await here.open();
        await page.getByRole("button", { name: says("changed.mend", "es") }).click();
        await ready(page);
        assert.equal(await page.evaluate(() => globalThis.meddled), undefined);
        await here.close();
        await sit(page, page.locator("trial-prescreener"));
      });
    });
  }

  await t.test("during an interview is not used either, and the warning waits for the next person", async () => {
    await clinic(async (here) => {
      const { page, widget } = await here.start();
      await ready(page);
      const url = page.url();
      await begin(page);
      await tamper(page.context(), url, "compiled/nct07160205/es.txt", "a stranger's words", "text/plain");
      await page.getByRole("button", { name: "Español" }).click();
      await page.waitForFunction(() => window.heard.some(({ name }) => name === "error"));
      assert.equal(await widget.locator("[lang=es] #heading").count(), 0);
      assert.equal(await asked(widget), "diagnosis");
      await answer(widget, EXCLUDED);
      await page.getByRole("button", { name: says("finish", "es"), exact: true }).click();
      await page.getByRole("button", { name: says("finish.yes", "es"), exact: true }).click();
      await warning(page).waitFor();
    });
  });

  await t.test("between two people is reported at once", async () => {
    await clinic(async (here) => {
      const { page } = await here.start();
      await ready(page);
      await tamper(page.context(), page.url(), "refer.js", SPY, JS);
      await page.evaluate(() => fetch("refer.js").catch(() => {}));
      await warning(page).waitFor();
    });
  });
});

test("a new version", async (t) => {
  const mark = (page) =>
    page.evaluate(async () => (await (await fetch("kiosk.css")).text()).match(/\/\* version .* \*\//)?.[0] ?? null);

  await t.test("is prepared beside the old one, and takes over once the person is gone", async () => {
    await clinic(async (here) => {
      const { page, widget } = await here.start();
      await ready(page);
      await begin(page);
      await change(here.files, "kiosk.css", "/* version 2 */", { listed: true });
      await page.evaluate(async () => (await navigator.serviceWorker.getRegistration("kiosk.html")).update());
      await until(page, async () => (await navigator.serviceWorker.getRegistration("kiosk.html")).waiting !== null);
      assert.deepEqual(await state(page), { ...KEPT, waiting: "installed", caches: 2 });
      assert.equal(await mark(page), null);
      assert.equal(await asked(widget), "diagnosis");
      await answer(widget, EXCLUDED);
      await press(widget, "finish");
      assert.equal(await heading(widget), text("verdict.not_eligible.heading"));
      await finish(page);
      // The page is loaded again from the new version.
      await page.waitForEvent("framenavigated");
      await ready(page);
      await until(page, async () => (await caches.keys()).length === 1);
      assert.deepEqual(await state(page), KEPT);
      assert.equal(await mark(page), "/* version 2 */");
      await here.close();
      await sit(page, widget);
    });
  });

  await t.test("takes over at once if no one has begun", async () => {
    await clinic(async (here) => {
      const first = await here.start();
      await ready(first.page);
      await here.stop();
      await change(here.files, "kiosk.css", "/* version 2 */", { listed: true });
      const { page, widget } = await here.start();
      await page.waitForEvent("framenavigated");
      await ready(page);
      assert.equal(await mark(page), "/* version 2 */");
      await sit(page, widget);
    });
  });
});

test("under a policy that lets no worker start, the kiosk says that it needs a network", async () => {
  const csp =
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'";
  await clinic(
    async (here) => {
      const { page, widget } = await here.start();
      await page.getByText(says("offline.none")).waitFor();
      await sit(page, widget);
    },
    { csp },
  );
});
