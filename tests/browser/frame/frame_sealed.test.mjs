// The questions in a frame, with a site's key: the host learns nothing about a person before they agree to share a
// referral.
import assert from "node:assert/strict";
import test from "node:test";
import { launch } from "../support/browser.mjs";
import { around } from "../support/frame.mjs";
import { answer, heading, press } from "../support/interview.mjs";
import { newKey, open } from "../support/native.mjs";
import { until } from "../support/outbox.mjs";
import { EXCLUDED, POSSIBLE, WAITING, YOUNG } from "../support/people.mjs";
import { begin, handOn } from "../support/refer.mjs";
import { ready } from "../support/study.mjs";
import { text } from "../support/words.mjs";

/** The time in which a message would have arrived. */
const MOMENT = 500;
const key = newKey();
const own = (origin) => origin;
const READY = JSON.stringify({ type: "ready" });

/** In the host: records every message of the frame, as it comes out of a port. */
function watchPorts() {
  window.raw = [];
  const { set } = Object.getOwnPropertyDescriptor(MessagePort.prototype, "onmessage");
  Object.defineProperty(MessagePort.prototype, "onmessage", {
    set(hear) {
      set.call(this, (event) => {
        window.raw.push(JSON.stringify(event.data));
        hear(event);
      });
    },
  });
}

/** The sources of the key: the frame's page, or the definition. */
const KEYED = {
  "of the frame's page": { meta: { "site-key": key.public } },
  "of the definition": {
    query: () => ({ trial: "trials/nct07160205/trial.json" }),
    alter: ({ referral, ...trial }) => ({ ...trial, referral: { ...referral, site_key: key.public } }),
  },
};

/** Opens the frame with a key; `more` goes to `around`. */
function sealed(browser, { alter, ...way }, fn, { prepared: first, ...more } = {}) {
  const prepared = async (page) => {
    await page.addInitScript(watchPorts);
    if (alter) {
      await page.route("**/trial.json", async (route) => {
        const response = await route.fetch();
        await route.fulfill({ response, json: alter(await response.json()) });
      });
    }
    await first?.(page);
  };
  return around({ browser, listed: own, ...way, ...more, prepared }, fn);
}

/** Returns everything that the host can see of the frame. */
async function seen(page) {
  await page.waitForTimeout(MOMENT);
  return page.evaluate(() => {
    const frame = document.querySelector("iframe");
    const { top, left } = frame.getBoundingClientRect();
    return {
      messages: [window.raw, window.messages],
      events: window.heard.map(({ name, json }) => `${name} ${json}`),
      box: [frame.clientWidth, frame.clientHeight, top, left],
      frame: frame.outerHTML.replace(/localhost:\d+/, ""),
      inside: frame.contentWindow.length,
      page: [document.documentElement.scrollHeight, scrollX, scrollY, history.length, document.title, location.hash],
      focus: document.activeElement.localName,
    };
  });
}

/** Turns the wheel over the frame, far beyond either end. */
async function turn(page) {
  await page.mouse.move(100, 100);
  await page.mouse.wheel(0, 20000);
  await page.waitForTimeout(MOMENT);
  await page.mouse.wheel(0, 20000);
  await page.waitForTimeout(MOMENT);
}

const PEOPLE = {
  "is ruled out at once": [EXCLUDED],
  "is too young": [YOUNG, null],
  "must wait": [WAITING, null],
  "may fit": [POSSIBLE],
  "knows nothing": [{}, null],
};

test("a frame with a key", async (t) => {
  const browser = await launch();
  t.after(() => browser.close());

  for (const [name, way] of Object.entries(KEYED)) {
    let reference;
    for (const [who, [answers, otherwise]] of Object.entries(PEOPLE)) {
      await t.test(`${name} reveals nothing about a person who ${who}`, async () => {
        await sealed(
          browser,
          { ...way, meta: { ...way.meta, disclose: "answers" } },
          async ({ page, widget, frame }) => {
            await ready(page);
            const told = [text("page.told.sealed"), text("page.seen.sealed")];
            assert.deepEqual(await widget.locator(".notice p").allInnerTexts(), told);
            await answer(widget, answers, otherwise);
            await press(widget, "finish");
            assert.ok(
              await frame.evaluate(() => document.documentElement.scrollHeight > innerHeight),
              "it scrolls inside",
            );
            const there = await seen(page);
            assert.deepEqual(there.messages, [[READY], []]);
            assert.deepEqual(there.events, ["ready null"]);
            assert.equal(there.box[1], 600);
            reference ??= there;
            assert.deepEqual(there, reference, "the same for everyone");
          },
        );
      });
    }

    await t.test(`${name} sends the sealed referral, and nothing else`, async () => {
      await sealed(browser, way, async ({ page, widget }) => {
        await ready(page);
        await answer(widget, POSSIBLE);
        await press(widget, "finish");
        await handOn(widget);
        await press(widget, "back");
        const { messages, box } = await seen(page);
        const [[first, handed, ...more], others] = messages;
        assert.deepEqual([first, more, others, box[1]], [READY, [], [], 600]);
        const { type, handed: detail } = JSON.parse(handed);
        assert.deepEqual([type, Object.keys(detail)], ["refer", ["id", "shares", "sealed"]]);
        assert.equal(JSON.parse(open(key, detail.sealed)).result.answers.date_of_birth, "1984-09-30");
      });
    });
  }

  const way = KEYED["of the frame's page"];
  await t.test("does not pass the wheel on, however long a screen is", async () => {
    await sealed(browser, way, async ({ page, widget }) => {
      await ready(page);
      await page.setViewportSize({ width: 700, height: 400 });
      const top = () => page.evaluate(() => scrollY);
      await turn(page);
      assert.equal(await top(), 0, "a short screen");
      await answer(widget, EXCLUDED);
      await press(widget, "finish");
      await page.evaluate(() => scrollTo(0, 0));
      await turn(page);
      assert.equal(await top(), 0, "a long screen");
      // The host itself does scroll.
      await page.mouse.move(650, 200);
      await page.mouse.wheel(0, 100);
      await page.waitForFunction(() => scrollY > 0);
    });
  });

  await t.test("sends no more to a page that connects late", async () => {
    const silent = { silent: true };
    await sealed(
      browser,
      way,
      async ({ page, widget, to }) => {
        await answer(widget, EXCLUDED);
        await press(widget, "finish");
        await page.evaluate(([target]) => window.say({ prescreener: 1, type: "hello" }, { to: target }), [to]);
        assert.deepEqual((await seen(page)).messages, [[READY], []]);
      },
      silent,
    );
  });

  await t.test("reports that the questions cannot be shown", async () => {
    const prepared = (page) => page.route("**/trial.bin", (route) => route.fulfill({ status: 404 }));
    await sealed(
      browser,
      way,
      async ({ page }) => {
        await until(async () => (await seen(page)).messages[0].length > 1);
        const { messages } = await seen(page);
        assert.deepEqual([messages[0].length, messages[0][0]], [2, READY], "the first question stood before");
        const { type, error } = JSON.parse(messages[0][1]);
        assert.deepEqual([type, error.code], ["error", "load"]);
      },
      { prepared },
    );
  });

  /** Wrong settings and damaged files: the frame's meta, a replacement for a file, and the error reported. */
  const referral = "**/compiled/nct07160205/en.referral.txt";
  const damaged = async (route) => {
    const response = await route.fetch();
    const body = await response.body();
    body[body.length >> 1] ^= 1;
    await route.fulfill({ response, body });
  };
  const WRONG = {
    "a key of small order": { meta: { "site-key": "A".repeat(43) }, code: "definition" },
    "a truncated key": { meta: { "site-key": key.public.slice(1) }, code: "definition" },
    "a script as receiver": { meta: { receiver: "javascript:alert(1)" }, code: "definition" },
    "a receiver with a fragment": { meta: { receiver: "https://a.example/#x" }, code: "definition" },
    "a damaged file": { file: [referral, damaged] },
    "a file of another kind": { file: [referral, (route) => route.fulfill({ body: "<html>" })] },
    "a missing file": { file: [referral, (route) => route.fulfill({ status: 404 })] },
    "no module": {
      file: ["**/referral_bg.wasm", (route) => route.fulfill({ body: "junk", contentType: "application/wasm" })],
    },
  };
  for (const [name, { meta, file, code }] of Object.entries(WRONG)) {
    await t.test(`reports ${name} before the first question or never`, async () => {
      const told = [];
      for (const [who, refers] of [
        [EXCLUDED, false],
        [POSSIBLE, true],
      ]) {
        const prepared = (page) => file && page.route(...file);
        const with_ = { ...way, meta: { ...way.meta, ...meta } };
        await sealed(
          browser,
          with_,
          async ({ page, widget, requests }) => {
            await ready(page);
            await page.waitForTimeout(MOMENT);
            const before = requests.length;
            await answer(widget, who);
            await press(widget, "finish");
            if (refers) {
              await begin(widget, { waits: false });
              const news = [text("result.refer.wrong"), text("result.refer.failed")];
              await widget.getByText(news[0]).or(widget.getByText(news[1])).waitFor();
            }
            told.push((await seen(page)).messages);
            // No button requests a missing file.
            assert.deepEqual(requests.slice(before), []);
          },
          { prepared },
        );
      }
      const [[first, ...more]] = told[0];
      assert.equal(JSON.parse(code ? first : READY).error?.code, code);
      assert.deepEqual([first, ...more].slice(code ? 1 : 0), [READY]);
      assert.deepEqual(told[0], told[1], "the same for everyone");
    });
  }

  await t.test("requests again what did not load, the same for everyone", async () => {
    let times = 0;
    const prepared = async (page) => {
      await page.clock.install();
      await page.route(referral, (route) => (++times < 3 ? route.abort() : route.continue()));
    };
    await sealed(
      browser,
      way,
      async ({ page, frame, widget }) => {
        await ready(frame);
        for (const due of [1, 2, 3]) {
          await until(() => times === due);
          await page.clock.fastForward(31_000);
        }
        await answer(widget, POSSIBLE);
        await press(widget, "finish");
        await begin(widget);
        assert.equal(times, 3);
      },
      { prepared },
    );
  });

  await t.test("does not report a file that fails to load after an action of the person", async () => {
    const prepared = (page) => page.route("**/referral_bg.wasm", (route) => route.abort());
    await sealed(
      browser,
      way,
      async ({ page, frame, widget }) => {
        await ready(page);
        await answer(widget, POSSIBLE);
        await press(widget, "finish");
        await begin(widget, { waits: false });
        await widget.getByText(text("result.refer.failed")).waitFor();
        assert.equal(await heading(widget), text("verdict.potentially_eligible.heading"));
        assert.deepEqual(await frame.evaluate(() => window.heard.filter(({ name }) => name === "error")), []);
        assert.deepEqual((await seen(page)).messages, [[READY], []]);
      },
      { prepared },
    );
  });
});
