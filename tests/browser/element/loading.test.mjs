// Loading ends: with the questions, or with a screen that names the failure, after at most 20 seconds without progress.
import assert from "node:assert/strict";
import test from "node:test";
import { CSP } from "../../../www/tools/serve.mjs";
import { launch, withPage } from "../support/browser.mjs";
import { answer, asked, heading, press } from "../support/interview.mjs";
import { DEFINITION } from "../support/mishaps.mjs";
import { POSSIBLE } from "../support/people.mjs";
import { failure, heard, listen, ready } from "../support/study.mjs";
import { text } from "../support/words.mjs";

const SECOND = 1000;
const NOON = "2026-11-22T12:00:00";
const COMPILED = "pkg/compiled/nct07160205/trial.bin";

/** Opens the page under a clock that the test controls. `before` runs ahead of everything in it. */
function visit({ browser, csp, trial = COMPILED, prepare, before, given }, fn) {
  const opening = async (page) => {
    await page.clock.install({ time: NOON });
    await page.addInitScript(listen);
    await page.addInitScript((address) => {
      document.addEventListener("DOMContentLoaded", () => {
        document.querySelector("trial-prescreener").setAttribute("trial", address);
      });
    }, trial);
    if (before) await page.addInitScript(before, given);
    await prepare?.(page);
  };
  return withPage({ browser, csp, prepare: opening }, (opened) =>
    fn({ ...opened, widget: opened.page.locator("trial-prescreener") }),
  );
}

const never = (file) => (page) => page.route(`**/${file}`, () => {});
const loading = (widget) => widget.getByText(text("failure.loading"));
const errors = async (page) => (await heard(page, "error")).length;

/**
 * Waits until the person reads that it is loading: if the first question is there already, once they want to continue.
 */
async function readsLoading(widget) {
  await loading(widget).or(widget.locator("[data-first]")).first().waitFor();
  // Files beside the trial either load soon or not at all.
  await widget.page().waitForTimeout(300);
  if (await widget.locator("[data-first]").count()) await press(widget, "continue");
  await loading(widget).waitFor();
}

/** Fails unless it loads for at least 17 seconds, and has failed within 22. */
async function givesUp(page, widget) {
  await readsLoading(widget);
  // Files requested one after the other have begun loading by then.
  await page.waitForTimeout(700);
  await page.clock.runFor(17 * SECOND);
  assert.equal(await errors(page), 0);
  assert.ok(await loading(widget).isVisible());
  await page.clock.runFor(4 * SECOND);
  const { detail } = await failure(page);
  assert.equal(detail.code, "load");
  assert.match(detail.message, /20 seconds/);
  assert.equal(await heading(widget), text("failure.load.heading"));
  assert.equal(await loading(widget).count(), 0);
  assert.ok(await widget.getByText("You can also show the number").isVisible());
}

/** What a page may put in place of `fetch`, for files whose address has this ending. */
function fetching([ending, way]) {
  const real = window.fetch;
  const bytes = (size) => new Uint8Array(size);
  const ways = {
    throws: () => {
      throw new Error("No fetching here");
    },
    never: () => new Promise(() => {}),
    half: () => new Response(new ReadableStream({ start: (to) => to.enqueue(bytes(100)) })),
    endless: () => new Response(new ReadableStream({ pull: (to) => to.enqueue(bytes(2 ** 22)) })),
    drips: async (...given) => {
      const all = new Uint8Array(await (await real(...given)).arrayBuffer());
      const parts = [0, 1, 2, 3, 4].map((part) => all.slice((all.length * part) / 5, (all.length * (part + 1)) / 5));
      return new Response(
        new ReadableStream({
          async start(to) {
            for (const part of parts) {
              to.enqueue(part);
              await new Promise((later) => setTimeout(later, 15_000));
            }
            to.close();
          },
        }),
        { headers: { "Content-Type": ending.endsWith("wasm") ? "application/wasm" : "text/plain" } },
      );
    },
  };
  window.fetch = (url, ...more) => (String(url).endsWith(ending) ? ways[way](url, ...more) : real(url, ...more));
}

test("a file that never arrives", async (t) => {
  const browser = await launch();
  t.after(() => browser.close());

  const plain = { csp: CSP.replace(" 'wasm-unsafe-eval'", "") };
  const files = {
    "session.js": {},
    "engine_bg.wasm": {},
    "trial.bin": {},
    "en.txt": {},
    "engine_plain.js": plain,
    "trial.json": { trial: DEFINITION },
    "author.js": { trial: DEFINITION },
    "author_bg.wasm": { trial: DEFINITION },
    "nct07160205/en.json": { trial: DEFINITION },
    "locales/en.json": { trial: DEFINITION },
    "eular_acr_2017/instrument.json": { trial: DEFINITION },
  };
  for (const [file, options] of Object.entries(files)) {
    await t.test(`ends in a screen that names the failure: ${file}`, async () => {
      await visit({ browser, prepare: never(file), ...options }, async ({ page, widget }) => {
        await givesUp(page, widget);
        assert.equal(await errors(page), 1);
      });
    });
  }

  const ways = { "a request without an answer": "never", "a file that stops in the middle": "half" };
  for (const [name, way] of Object.entries(ways)) {
    for (const file of ["trial.bin", "en.txt", "engine_bg.wasm"]) {
      await t.test(`ends in a screen that names the failure: ${name}, ${file}`, async () => {
        await visit({ browser, before: fetching, given: [file, way] }, ({ page, widget }) => givesUp(page, widget));
      });
    }
  }

  await t.test("can be retried", async () => {
    let times = 0;
    const prepare = (page) => page.route("**/en.txt", (route) => (times++ === 0 ? undefined : route.continue()));
    await visit({ browser, prepare }, async ({ page, widget }) => {
      await givesUp(page, widget);
      await widget.getByRole("button", { name: text("failure.again") }).click();
      await ready(page);
      assert.equal(await asked(widget), "diagnosis");
    });
  });

  const later = { "en.result.txt": 0, "refer.js": 1, "referral_bg.wasm": 1, "en.referral.txt": 1 };
  for (const [file, presses] of Object.entries(later)) {
    await t.test(`later on loses nothing, and is reported: ${file}`, async () => {
      await visit({ browser, prepare: never(file) }, async ({ page, widget }) => {
        await ready(page);
        await answer(widget, POSSIBLE);
        await press(widget, "finish");
        if (presses) {
          await widget.getByRole("button", { name: text("result.refer"), exact: true }).click();
          await widget.getByText(text("result.refer.wait")).waitFor();
        }
        await page.waitForTimeout(700);
        await page.clock.runFor(22 * SECOND);
        assert.equal((await failure(page)).detail.code, "load");
        const told = presses ? "result.refer.failed" : "check.wait";
        assert.ok(await widget.getByText(text(told)).isVisible());
      });
    });
  }
});

test("a fetch that throws at once is reported to the page and to the person", async () => {
  for (const file of ["trial.bin", "en.txt", "engine_bg.wasm", ""]) {
    await visit({ before: fetching, given: [file, "throws"] }, async ({ page, widget }) => {
      assert.match((await failure(page)).detail.message, /No fetching here/);
      assert.equal(await heading(widget), text("failure.load.heading"));
    });
  }
});

test("a file without an end is abandoned", async () => {
  await visit({ before: fetching, given: ["trial.bin", "endless"] }, async ({ page, widget }) => {
    assert.equal((await failure(page)).detail.code, "load");
    assert.equal(await heading(widget), text("failure.load.heading"));
  });
});

test("a slow network that still delivers is waited for", async (t) => {
  for (const file of ["trial.bin", "en.txt", "engine_bg.wasm"]) {
    await t.test(file, async () => {
      await visit({ before: fetching, given: [file, "drips"] }, async ({ page, widget }) => {
        await readsLoading(widget);
        for (let part = 0; part < 6; part++) {
          await page.waitForTimeout(400);
          await page.clock.runFor(14 * SECOND);
        }
        await ready(page);
        assert.equal(await asked(widget), "diagnosis");
        assert.equal(await errors(page), 0);
      });
    });
  }
});

test("an address from which no file is fetched is refused, and the attribute is named", async (t) => {
  const browser = await launch();
  t.after(() => browser.close());
  const addresses = {
    data: "data:application/octet-stream,prescreener/compiled/1",
    "long data": `data:text/plain,${"x".repeat(5000)}`,
    javascript: "javascript:1",
    blob: "blob:http://localhost/1",
    file: "file:///etc/hostname",
    about: "about:blank",
    none: "http://",
  };
  for (const [name, trial] of Object.entries(addresses)) {
    await t.test(name, async () => {
      await visit({ browser, trial }, async ({ page, widget, requests, pageErrors }) => {
        const { detail } = await failure(page);
        assert.equal(detail.code, "definition");
        assert.match(detail.message, /attribute `trial`/);
        assert.ok(detail.message.length < 200, detail.message);
        assert.equal(await heading(widget), text("failure.definition.heading"));
        assert.deepEqual(
          requests.filter(({ url }) => !url.startsWith("http")),
          [],
        );
        assert.deepEqual(pageErrors, []);
      });
    });
  }

  await t.test("an invalid address of a file itself", async () => {
    await visit({ browser, trial: `${COMPILED}#en.txt=http%3A%2F%2F` }, async ({ page, widget, pageErrors }) => {
      assert.equal((await failure(page)).detail.code, "load");
      assert.equal(await heading(widget), text("failure.load.heading"));
      assert.deepEqual(pageErrors, []);
    });
  });
});
