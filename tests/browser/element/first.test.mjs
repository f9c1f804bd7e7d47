// The first question is shown before the engine is loaded, and the engine takes it over unchanged.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import test from "node:test";
import { pkg } from "../../../www/tools/paths.mjs";
import { CSP } from "../../../www/tools/serve.mjs";
import { complaints, overflowing, withAxe } from "../support/axe.mjs";
import { launch } from "../support/browser.mjs";
import { compileChanged, FILE, withFirst } from "../support/first.mjs";
import { asked, diagnosed, enter, heading, press } from "../support/interview.mjs";
import { focused, onHeading, tabTo } from "../support/keyboard.mjs";
import { failure, ready, TODAY } from "../support/study.mjs";
import { optionLabel, text } from "../support/words.mjs";

const COMPILED = "/pkg/compiled/nct07160205/trial.bin";
const NAMES = /\/compiled\/nct07160205\//;
const KEY = "CQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/**
 * In the page: adds an element for every way of being asked first, waits until each has its question, and remembers its
 * nodes.
 */
async function addAll({ trial, day, languages, key }) {
  const all = [];
  for (const lang of languages)
    for (const audience of ["participant", "clinic"])
      for (const order of ["definition", "shortest"])
        for (const disclose of ["none", "verdict", "answers", "sealed"])
          for (const place of [undefined, "frame", "alone"]) {
            const element = document.createElement("trial-prescreener");
            const own = { trial, lang, audience, order, disclose, "assessed-on": day, loading: "eager" };
            if (disclose === "sealed") Object.assign(own, { disclose: "answers", "site-key": key });
            if (all.length % 5 === 0) own.exit = "https://away.example/";
            own["heading-level"] = (all.length % 6) + 1;
            for (const [name, value] of Object.entries(own)) element.setAttribute(name, value);
            element[Symbol.for("prescreener.place")] = place;
            all.push({ element, own, place });
          }
  const shown = all.map(({ element }) => new Promise((done) => element.addEventListener("prescreener-ready", done)));
  document.body.append(...all.map(({ element }) => element));
  await Promise.all(shown);
  for (const one of all) {
    const stage = one.element.shadowRoot.querySelector("[data-first]");
    one.stood = stage ? [stage, ...stage.querySelectorAll("*")] : [];
    one.html = stage?.outerHTML;
  }
  window.all = all;
  return all.length;
}

/** In the page: returns the changes of each element that did not stay as it was. */
function compareAll() {
  const lost = [];
  const seen = new Set();
  for (const { element, own, place, stood, html } of window.all) {
    const stage = element.shadowRoot.querySelector("[lang]");
    const stands = [stage, ...stage.querySelectorAll("*")];
    const same = stands.length === stood.length && stands.every((node, at) => node === stood[at]);
    const unchanged = stage.outerHTML === html?.replace(' data-first=""', "");
    if (!same || !unchanged) lost.push({ own, place, same, html, now: stage.outerHTML });
    seen.add(html);
  }
  return { lost: lost.slice(0, 2), count: lost.length, kinds: seen.size };
}

/** Returns axe's complaints about the element, without those about a page that lacks headings or landmarks. */
const own = async (page) =>
  (await complaints(page)).filter((told) => !/^(landmark-one-main|page-has-heading-one|region) /.test(told));

test("before the engine is loaded", async (t) => {
  const browser = await launch();
  t.after(() => browser.close());
  const visit = (name, options, fn) => t.test(name, () => withFirst({ browser, ...options }, fn));

  const firsts = { "as it ships": undefined, "a date": "date_of_birth", "a number": "onset_age" };
  Object.assign(firsts, { "a list to search": "immunosuppressants", "what only a clinic knows": "oxygen_saturation" });
  for (const [name, first] of Object.entries(firsts)) {
    await t.test(`every first question is drawn as the engine draws it: ${name}`, async () => {
      const made =
        first && (await compileChanged(({ order }) => order.unshift(...order.splice(order.indexOf(first), 1))));
      const prepare = (page) => (made ? page.route(NAMES, made.answer) : undefined);
      try {
        await withFirst({ browser, prepare }, async ({ page, begin, come }) => {
          await begin();
          const given = { trial: COMPILED, day: TODAY, languages: ["en", "es"], key: KEY };
          assert.equal(await page.evaluate(addAll, given), 96);
          await come();
          const { lost, count, kinds } = await page.evaluate(compareAll);
          assert.deepEqual({ lost, count }, { lost: [], count: 0 });
          assert.ok(kinds > 60, `${kinds} kinds`);
        });
      } finally {
        await made?.remove();
      }
    });
  }

  await visit(
    "entries, open parts, focus and scroll position stay",
    {},
    async ({ page, widget, begin, come, kept, heard }) => {
      await page.setViewportSize({ width: 360, height: 640 });
      await begin();
      await enter(widget, "diagnosis", "dermatomyositis");
      await widget.getByText(text("label.why")).click();
      const option = widget.getByLabel(optionLabel("diagnosis", "polymyositis"), { exact: true });
      await option.focus();
      const scrolled = await page.evaluate(() => scrollY);
      await come();
      assert.ok(await kept());
      assert.equal(await page.evaluate(() => scrollY), scrolled);
      assert.ok(await widget.evaluate(({ shadowRoot }) => shadowRoot.querySelector("details").open));
      assert.equal((await focused(page)).words, optionLabel("diagnosis", "polymyositis"));
      assert.ok(await widget.getByLabel(optionLabel("diagnosis", "dermatomyositis"), { exact: true }).isChecked());
      assert.deepEqual([(await heard("ready")).length, await heard("step")], [1, []]);
      await press(widget, "continue");
      assert.equal(await asked(widget), "date_of_birth");
    },
  );

  for (const [name, csp] of [
    ["WebAssembly", CSP],
    ["plain JavaScript", CSP.replace(" 'wasm-unsafe-eval'", "")],
  ]) {
    await visit(
      `Continue waits for it, and continues: ${name}`,
      { csp },
      async ({ page, widget, begin, come, heard }) => {
        await begin();
        await enter(widget, "diagnosis", "dermatomyositis");
        const status = widget.getByRole("status");
        assert.match(await status.innerText(), /^Question 1\./);
        await press(widget, "continue");
        await press(widget, "continue");
        assert.equal(await status.innerText(), text("failure.loading"));
        assert.equal(await asked(widget), "diagnosis");
        await come();
        await widget.getByRole("heading", { name: text("question.date_of_birth") }).waitFor();
        await onHeading(page, text("question.date_of_birth"));
        assert.match(await status.innerText(), /^Question 2\./);
        assert.equal((await heard("step")).length, 1);
        await press(widget, "back");
        assert.ok(await widget.getByLabel(optionLabel("diagnosis", "dermatomyositis"), { exact: true }).isChecked());
      },
    );
  }

  await visit("the keyboard alone is enough", {}, async ({ page, widget, begin, come }) => {
    await begin();
    await page.keyboard.press("Tab");
    await tabTo(page, optionLabel("diagnosis", "dermatomyositis"));
    await page.keyboard.press("Space");
    await page.keyboard.press("Enter");
    assert.equal(await widget.getByRole("status").innerText(), text("failure.loading"));
    await come();
    await onHeading(page, text("question.date_of_birth"));
  });

  await visit("a person who is still typing is not interrupted", {}, async ({ widget, begin, come }) => {
    await begin();
    await enter(widget, "diagnosis", "dermatomyositis");
    await press(widget, "continue");
    await enter(widget, "diagnosis", "polymyositis");
    assert.match(await widget.getByRole("status").innerText(), /^Question 1\./);
    await come();
    assert.equal(await asked(widget), "diagnosis");
    assert.ok(await widget.getByLabel(optionLabel("diagnosis", "polymyositis"), { exact: true }).isChecked());
  });

  await visit("a missing choice is reported once it is loaded", {}, async ({ widget, begin, come }) => {
    await begin();
    await press(widget, "continue");
    await come();
    await widget.getByRole("heading", { name: text("label.problem") }).waitFor();
    assert.equal(await asked(widget), "diagnosis");
  });

  await visit(
    "nothing is disclosed after declining, even by a person who continues at once",
    { attributes: 'disclose="answers"' },
    async ({ page, widget, begin, come, heard }) => {
      await begin();
      await enter(widget, "diagnosis", "dermatomyositis");
      await press(widget, "continue");
      await widget.getByRole("button", { name: text("page.decline.answers"), exact: true }).click();
      await come();
      await widget.getByRole("heading", { name: text("question.date_of_birth") }).waitFor();
      assert.deepEqual(
        (await heard("step")).map(({ json }) => json),
        ["null"],
      );
      await press(widget, "back");
      assert.ok(await widget.getByText(text("page.told.declined")).isVisible());
      await page.waitForTimeout(50);
    },
  );

  await visit("changing the language keeps everything", {}, async ({ page, widget, begin, come, heard }) => {
    await begin();
    await enter(widget, "diagnosis", "dermatomyositis");
    await widget.evaluate((element) => element.setAttribute("lang", "es"));
    await come();
    await widget.getByRole("heading", { name: text("question.diagnosis", "es") }).waitFor();
    assert.ok(await widget.locator("input:checked").count());
    assert.equal((await heard("ready")).length, 1);
    await page.waitForTimeout(50);
  });

  await visit("handing over to the clinic waits", {}, async ({ widget, begin, come, heard }) => {
    await begin();
    await widget.evaluate((element) => element.askClinic());
    await come();
    await widget.getByText(/At most 4\d/).waitFor();
    assert.equal((await heard("step")).length, 1);
  });

  await visit("the exit works", { attributes: 'exit="https://away.example/"' }, async ({ page, widget, begin }) => {
    await page.route("https://away.example/**", (route) => route.fulfill({ contentType: "text/html", body: "Away" }));
    await begin();
    await widget.getByRole("button", { name: text("action.exit"), exact: true }).click();
    await page.waitForURL("https://away.example/");
  });

  await visit(
    "an exclusive option is kept apart",
    {
      prepare: async (page) => {
        const made = await compileChanged(({ order }) =>
          order.unshift(...order.splice(order.indexOf("immunosuppressants"), 1)),
        );
        t.after(made.remove);
        await page.route(NAMES, made.answer);
      },
    },
    async ({ widget, begin, come }) => {
      await begin();
      await widget.getByLabel(optionLabel("immunosuppressants", "methotrexate"), { exact: true }).check();
      await widget.getByLabel(text("label.unknown"), { exact: true }).check();
      await come();
      assert.equal(await widget.locator("input:checked").count(), 1);
      assert.ok(await widget.getByLabel(text("label.unknown"), { exact: true }).isChecked());
    },
  );

  await visit(
    "the question is accessible at 360 px, even while Continue waits",
    { prepare: withAxe, attributes: 'disclose="verdict" exit="https://away.example/"' },
    async ({ page, widget, begin }) => {
      await page.setViewportSize({ width: 360, height: 640 });
      await begin();
      assert.deepEqual([await own(page), await overflowing(page)], [[], []]);
      await press(widget, "continue");
      assert.deepEqual([await own(page), await overflowing(page)], [[], []]);
      // Beside the pressed button, because the live region may be out of sight.
      const said = await widget.evaluate(
        ({ shadowRoot }) => getComputedStyle(shadowRoot.querySelector(".screen"), "::after").content,
      );
      assert.equal(said, JSON.stringify(text("failure.loading")));
    },
  );

  await visit(
    "a failure of the engine is reported, and can be retried",
    {},
    async ({ page, widget, begin, fail, heard }) => {
      await begin();
      await enter(widget, "diagnosis", "dermatomyositis");
      await press(widget, "continue");
      fail();
      assert.equal((await failure(page)).detail.code, "load");
      await widget.getByRole("heading", { name: text("failure.load.heading") }).waitFor();
      assert.ok(await widget.getByText(text("failure.gone")).isVisible());
      await page.unrouteAll();
      await widget.getByRole("button", { name: text("failure.again") }).click();
      await onHeading(page, text("question.diagnosis"));
      await ready(page, 2);
      assert.equal(await widget.locator("input:checked").count(), 0);
      await diagnosed(widget);
      assert.equal(await asked(widget), "date_of_birth");
      assert.equal((await heard("error")).length, 1);
    },
  );
});

test("the engine asks first", async (t) => {
  const browser = await launch();
  t.after(() => browser.close());
  const file = await readFile(join(pkg, "compiled", "nct07160205", "en.first.txt"), "utf8");
  const fulfill = (body) => (page) => page.route(FILE, (route) => route.fulfill({ body, contentType: "text/plain" }));
  /** Returns the same with its checksum, so that only its content is examined. */
  const summed = (json) => {
    const rest = `\n${json}`;
    let sum = -1;
    for (const byte of Buffer.from(rest)) {
      sum ^= byte;
      for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
    }
    return `${file.slice(0, file.indexOf("\n")).replace(/\d+$/, ~sum >>> 0)}${rest}`;
  };
  const json = file.slice(file.indexOf("\n") + 1);
  const cases = {
    "without the file": { prepare: (page) => page.route(FILE, (route) => route.fulfill({ status: 404 })) },
    "where the file ends early": { prepare: (page) => page.route(FILE, (route) => route.abort()) },
    "where the file never arrives": { prepare: (page) => page.route(FILE, () => {}) },
    "for a truncated file": { prepare: fulfill(file.slice(0, 4000)) },
    "for a file with one letter changed": { prepare: fulfill(file.replace("Why we ask", "Why we asK")) },
    "for a file of another version": { prepare: fulfill(file.replace("first/1", "first/2")) },
    "for another page in its place": { prepare: fulfill("<!doctype html>") },
    "for a file that would run a script": { prepare: fulfill(summed(json.replaceAll('["p",', '["script",'))) },
    "for a file that would load something": { prepare: fulfill(summed(json.replaceAll('"class"', '"style"'))) },
    "for a file that lacks nodes": { prepare: fulfill(summed(json.replace(/"nodes":.*$/, '"nodes":[]}'))) },
    "on a day before the file": { attributes: "", day: "2025-01-01" },
    "where the trial lacks the page's language": { attributes: 'lang="fr"' },
    "for anchors": { anchors: { enrollment: "2026-12-06" } },
    "for a definition": { trial: "/pkg/trials/nct07160205/trial.json" },
  };
  for (const [name, { prepare, attributes, day, anchors, trial }] of Object.entries(cases)) {
    await t.test(name, () =>
      withFirst(
        {
          browser,
          attributes,
          prepare: async (page) => {
            await page.addInitScript(
              ([day, anchors, trial]) => {
                document.addEventListener("DOMContentLoaded", () => {
                  const element = document.querySelector("trial-prescreener");
                  if (day) element.setAttribute("assessed-on", day);
                  if (trial) element.setAttribute("trial", trial);
                  if (anchors) element.anchors = anchors;
                });
              },
              [day, anchors, trial],
            );
            await prepare?.(page);
          },
        },
        async ({ page, widget, come, pageErrors, violations, heard }) => {
          await page.waitForRequest(/engine_bg\.wasm$/).catch(() => {});
          await widget.getByText(text("failure.loading")).waitFor();
          assert.equal((await heard("ready")).length, 0);
          await come();
          assert.equal(await asked(widget), "diagnosis");
          await diagnosed(widget);
          assert.deepEqual([pageErrors, violations, await heard("error")], [[], [], []]);
        },
      ),
    );
  }
});

test("a first question that differs from the engine's", async (t) => {
  const browser = await launch();
  t.after(() => browser.close());
  const other = await compileChanged((trial) => {
    trial.version = `${trial.version}-other`;
    trial.order.unshift(...trial.order.splice(trial.order.indexOf("date_of_birth"), 1));
  });
  const paused = await compileChanged((trial) => {
    trial.recruitment = { status: "paused", on: "2026-10-05", source: ["MDX"] };
  });
  t.after(() => Promise.all([other.remove(), paused.remove()]));
  /** Serves the first question as shipped, and everything else in another version. */
  const mixed = (made) => async (page) => {
    await page.route(NAMES, made.answer);
    await page.route(FILE, (route) => route.continue());
  };

  await t.test("is of another version: it is redrawn, and nothing of that question is kept", () =>
    withFirst({ browser, prepare: mixed(other) }, async ({ page, widget, begin, come, heard }) => {
      await begin();
      await enter(widget, "diagnosis", "dermatomyositis");
      await press(widget, "continue");
      await come();
      assert.equal(await asked(widget), "date_of_birth");
      await onHeading(page, text("question.date_of_birth"));
      assert.deepEqual([(await heard("ready")).length, await heard("error")], [1, []]);
    }),
  );

  await t.test("is of a trial that has closed since: no question is left", () =>
    withFirst(
      { browser, prepare: mixed(paused), attributes: 'disclose="answers"' },
      async ({ widget, begin, come, heard }) => {
        await begin();
        await come();
        assert.equal(await heading(widget), text("closed.heading"));
        assert.deepEqual(
          (await heard("step")).map(({ json }) => json),
          ['{"screen":"closed"}'],
        );
      },
    ),
  );

  await t.test("was changed only by the page: the entry is kept, and waits", () =>
    withFirst({ browser }, async ({ widget, begin, come, kept }) => {
      await begin();
      await enter(widget, "diagnosis", "dermatomyositis");
      await press(widget, "continue");
      // As a translating extension would.
      await widget.evaluate(({ shadowRoot }) => shadowRoot.querySelector("#heading").append(" (translated)"));
      await come();
      assert.equal(await kept(), false);
      assert.equal(await asked(widget), "diagnosis");
      assert.ok(await widget.getByLabel(optionLabel("diagnosis", "dermatomyositis"), { exact: true }).isChecked());
    }),
  );

  await t.test("does not appear while recruitment is paused", () =>
    withFirst(
      { browser, prepare: (page) => page.route(NAMES, paused.answer) },
      async ({ page, widget, come, heard }) => {
        await page.waitForRequest(/engine_bg\.wasm$/).catch(() => {});
        assert.equal((await heard("ready")).length, 0);
        await come();
        assert.equal(await heading(widget), text("closed.heading"));
      },
    ),
  );
});
