// What a person reads after consent: that the page has the referral only if it does, and otherwise the truth.
import assert from "node:assert/strict";
import test from "node:test";
import { launch, withPage } from "../support/browser.mjs";
import { around } from "../support/frame.mjs";
import { answer, press } from "../support/interview.mjs";
import { begin as startKiosk, withKiosk } from "../support/kiosk.mjs";
import { newKey, open } from "../support/native.mjs";
import { agree, begin, choose, handOn, look } from "../support/refer.mjs";
import { snippetsOf } from "../support/snippets.mjs";
import { heard, listen, ready, TODAY, withStudy } from "../support/study.mjs";
import { openTaker } from "../support/taker.mjs";
import { text } from "../support/words.mjs";

const LATE = 30;
const key = newKey();
const receiver = "https://site.example/receive.html";
const sealing = { "site-key": key.public, receiver };

/** The guide's example that accepts a referral. */
const [example] = snippetsOf("www/element/ELEMENT.md").filter((snippet) => snippet.text.includes("waitUntil("));

/** Returns the text of a delivery status, filled in. */
const said = (name, values = {}, language = "en") =>
  Object.entries(values).reduce(
    (told, [at, value]) => told.replace(`{${at}}`, value),
    text(`refer.news.${name}`, language),
  );
const news = (widget) => widget.locator(".progress").innerText();
const reads = (widget, name, values) => widget.getByText(said(name, values), { exact: true }).waitFor();
/** Nothing accepted it: the screen says so, and the code, the file and the paper come first. */
async function isUntaken(widget) {
  await widget.getByText(text("refer.ready.untaken")).waitFor();
  assert.equal(await news(widget), "");
  assert.equal(await widget.getByText(text("refer.news.taken")).count(), 0);
  const places = await widget
    .locator("#code, [data-action=file], [data-action=paper], [data-action=copy], .next")
    .evaluateAll((found) => found.map((one) => one.id || one.dataset.action || one.className));
  assert.deepEqual(places, ["code", "file", "paper", "copy", "next"]);
}

/** Goes with a person who knows nothing to the result and its referral. */
async function hand(widget) {
  await answer(widget, {}, null);
  await press(widget, "finish");
  await handOn(widget, "verdict");
}

/** In a page: accepts a referral with a promise that the test settles. */
const takes = () =>
  document.addEventListener("prescreener-refer", (event) =>
    event.waitUntil(new Promise((done, failed) => Object.assign(window, { done, failed }))),
  );

test("the delivery status of a referral", async (t) => {
  const browser = await launch();
  t.after(() => browser.close());
  const clock = (page) => page.clock.install();

  /** Opens a page with the guide's example, and a server that answers as `how` says. */
  const hosted = (how, attributes, fn) => {
    const taker = openTaker(how);
    const own = Object.entries(attributes).map(([name, value]) => `${name}="${value}"`);
    const html = `<!doctype html><html lang="en"><title>A page</title><script type="module" src="/pkg/prescreener.js"></script>
      <script type="module" src="/study.js"></script><trial-prescreener loading="eager" assessed-on="${TODAY}"
      trial="/pkg/compiled/nct07160205/trial.bin" ${own.join(" ")}></trial-prescreener>`;
    const script = { html: example.text, headers: { "Content-Type": "text/javascript" } };
    const pages = { "/host.html": { html }, "/study.js": script, "/referrals": taker.answer };
    const prepare = async (page) => {
      await page.clock.install();
      await page.addInitScript(listen);
    };
    return withPage({ browser, path: "/host.html", pages, prepare }, async (opened) => {
      await ready(opened.page);
      return fn({ ...opened, widget: opened.page.locator("trial-prescreener"), taker });
    });
  };

  const answers = { 200: ["taken"], 405: ["refused", { status: 405 }], 500: ["refused", { status: 500 }] };
  for (const [status, [name, values]] of Object.entries(answers)) {
    for (const [kind, attributes] of Object.entries({ plain: {}, sealed: sealing })) {
      await t.test(`with the guide's example, ${kind}, when the server answers ${status}`, () =>
        hosted(Number(status), attributes, async ({ page, widget, taker, violations, pageErrors }) => {
          await hand(widget);
          await reads(widget, name, values);
          const [{ detail }] = await heard(page, "refer");
          const [{ method, body }] = taker.got;
          assert.equal(method, "POST");
          assert.equal(
            JSON.parse(detail.sealed ? open(key, body) : body).id,
            detail.id,
            "the posted referral can be opened",
          );
          assert.deepEqual([violations, pageErrors], [[], []]);
        }),
      );
    }
  }

  await t.test(
    "with the guide's example when the server does not answer: the person reads this, and later the answer",
    () =>
      hosted("never", {}, async ({ page, widget, taker }) => {
        await hand(widget);
        await reads(widget, "waiting");
        await page.clock.fastForward((LATE - 2) * 1000);
        assert.equal(await news(widget), said("waiting"));
        await page.clock.fastForward(3000);
        await reads(widget, "late", { seconds: LATE });
        taker.late(503);
        await reads(widget, "refused", { status: 503 });
      }),
  );

  const promises = {
    "an answer that is ok": [() => window.done({ ok: true, status: 201 }), "taken"],
    "nothing in particular": [() => window.done(), "taken"],
    "an answer that is not ok": [() => window.done({ ok: false, status: 403 }), "refused", { status: 403 }],
    "an answer that the page cannot read": [() => window.done({ ok: false, status: 0 }), "failed"],
    "the statement that a device keeps it": [() => window.done({ news: "kept" }), "kept"],
    "a failure": [() => window.failed(new Error("no")), "failed"],
  };
  for (const [what, [settle, name, values]] of Object.entries(promises)) {
    await t.test(`with a promise that comes to ${what}`, () =>
      withStudy({ browser }, async ({ page, widget }) => {
        await page.evaluate(takes);
        await hand(widget);
        await reads(widget, "waiting");
        await page.evaluate(settle);
        await reads(widget, name, values);
      }),
    );
  }

  await t.test("with several promises: a failure decides, and a weaker claim is shown", () =>
    withStudy({ browser }, async ({ page, widget }) => {
      await page.evaluate(() =>
        document.addEventListener("prescreener-refer", (event) => {
          for (const one of window.each) event.waitUntil(Promise.resolve(one));
        }),
      );
      await answer(widget, {}, null);
      await press(widget, "finish");
      const cases = [
        [
          [
            { ok: true, status: 200 },
            { ok: false, status: 502 },
          ],
          "refused",
          { status: 502 },
        ],
        [[undefined, { news: "queued" }], "queued"],
        [[{ news: "untaken" }, undefined], "taken"],
      ];
      for (const [each, name, values] of cases) {
        await page.evaluate((given) => Object.assign(window, { each: given }), each);
        await begin(widget);
        await choose(widget, "verdict");
        await look(widget);
        await agree(widget);
        await reads(widget, name, values);
        await press(widget, "back");
      }
    }),
  );

  await t.test("when nothing accepts it", () =>
    withStudy({ browser }, async ({ widget }) => {
      await hand(widget);
      await isUntaken(widget);
    }),
  );

  await t.test("in a form, which accepts it only if it has a name and sends it", () =>
    withStudy({ browser }, async ({ page, widget }) => {
      await widget.evaluate((element) => {
        const form = document.createElement("form");
        form.method = "post";
        element.before(form);
        form.append(element);
      });
      await hand(widget);
      await isUntaken(widget);
      await press(widget, "back");
      await widget.evaluate((element) => element.setAttribute("name", "referral"));
      await handOn(widget, "verdict");
      await widget.getByText(text("refer.ready.form")).waitFor();
      assert.equal(await widget.getByText(text("refer.ready.untaken")).count(), 0);
      const sent = await page.evaluate(() => new FormData(document.querySelector("form")).get("referral"));
      assert.equal(JSON.parse(sent).schema, "prescreener/referral/1");
      // An address is recorded: a form that makes one accepts nothing plain.
      await press(widget, "back");
      await page.evaluate(() => document.querySelector("form").setAttribute("method", "get"));
      await handOn(widget, "verdict");
      await isUntaken(widget);
      assert.equal(await page.evaluate(() => new FormData(document.querySelector("form")).has("referral")), false);
    }),
  );

  await t.test("in a kiosk: kept, and sent only if there is an endpoint", async () => {
    const cases = [
      [{ ...sealing }, "kept"],
      [{ ...sealing, endpoint: "/referrals" }, "queued"],
    ];
    for (const [meta, name] of cases) {
      await withKiosk({ browser, meta }, async ({ page, widget }) => {
        await startKiosk(page);
        await hand(widget);
        await reads(widget, name);
      });
    }
    await withKiosk({ browser }, async ({ page, widget }) => {
      await startKiosk(page);
      await hand(widget);
      await widget.getByText(text("refer.ready.self")).waitFor();
    });
  });

  const listed = (origin) => origin;
  const framed = {
    "accepts it": [() => Promise.resolve({ ok: true, status: 200 }), "taken"],
    "gets a refusal": [() => Promise.resolve({ ok: false, status: 405 }), "refused", { status: 405 }],
    fails: [() => Promise.reject(new Error("no")), "failed"],
  };
  for (const [what, [promise, name, values]] of Object.entries(framed)) {
    await t.test(`in a frame whose host ${what}`, () =>
      around({ browser, listed }, async ({ page, frame, widget }) => {
        await ready(frame);
        await page.evaluate(() => {
          document.addEventListener("prescreener-refer", (event) => event.waitUntil(window.promised()));
        });
        await page.evaluate(`window.promised = ${promise}`);
        await hand(widget);
        await reads(widget, name, values);
      }),
    );
  }

  await t.test("in a frame where nothing accepts it, no host has connected, or the host does not answer", async () => {
    await around({ browser, listed }, async ({ frame, widget }) => {
      await ready(frame);
      await hand(widget);
      await isUntaken(widget);
    });
    await around({ browser, listed, silent: true }, async ({ frame, widget }) => {
      await ready(frame);
      await hand(widget);
      await isUntaken(widget);
    });
    await around({ browser, listed, silent: true, prepared: clock }, async ({ page, frame, widget, to }) => {
      await ready(frame);
      await page.evaluate((target) => window.say({ prescreener: 1, type: "hello" }, { to: target }), to);
      await page.waitForFunction(() => window.got.includes("ready"));
      await hand(widget);
      await reads(widget, "waiting");
      await page.clock.fastForward((LATE + 1) * 1000);
      await reads(widget, "late", { seconds: LATE });
    });
  });
});
