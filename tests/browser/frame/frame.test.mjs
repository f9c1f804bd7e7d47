// The questions in a frame of another origin: a listed host gets the height and the result, and no one else gets
// anything.
import assert from "node:assert/strict";
import test from "node:test";
import { launch } from "../support/browser.mjs";
import { around, TRIAL } from "../support/frame.mjs";
import { answer, asked, heading, press } from "../support/interview.mjs";
import { EXCLUDED } from "../support/people.mjs";
import { failure, heard, ready } from "../support/study.mjs";
import { text } from "../support/words.mjs";

/** The time in which a message would have arrived. */
const MOMENT = 500;

const own = (origin) => `https://elsewhere.example ${origin}`;
const other = () => "https://elsewhere.example *";
const lines = (widget) => widget.locator(".notice p").allInnerTexts();
const names = async (page) => (await page.evaluate(() => window.heard)).map(({ name }) => name);
const got = async (page) => {
  await page.waitForTimeout(MOMENT);
  return page.evaluate(() => window.got);
};

test("the questions in a frame", async (t) => {
  const browser = await launch();
  t.after(() => browser.close());

  await t.test("send a listed page their height, the screens and the result", async () => {
    const meta = { disclose: "answers" };
    await around({ browser, listed: own, meta }, async ({ page, frame, widget, violations }) => {
      await ready(page);
      const high = () => page.evaluate(() => document.querySelector("iframe").clientHeight);
      const fits = () => frame.waitForFunction(() => document.documentElement.scrollHeight <= window.innerHeight);
      await fits();
      const first = await high();
      await answer(widget, EXCLUDED);
      await press(widget, "finish");
      await page.waitForFunction(() => window.heard.some(({ name }) => name === "result"));
      await fits();
      assert.notEqual(await high(), first, "the height follows the screen");
      const [{ json, detail }] = await heard(page, "result");
      assert.equal(json, (await heard(frame, "result"))[0].json);
      assert.equal(detail.verdict, "not_eligible");
      assert.deepEqual(await names(page), await names(frame));
      assert.deepEqual(await page.evaluate(() => window.messages), [], "all else goes through the port");
      assert.deepEqual(violations, []);
    });
  });

  const levels = {
    none: [undefined, ["null"], ["null"]],
    verdict: [
      "verdict",
      ['{"screen":"question"}', '{"screen":"check"}', '{"screen":"result"}'],
      ['{"verdict":"not_eligible"}'],
    ],
  };
  for (const [told, [disclose, steps, results]] of Object.entries(levels)) {
    await t.test(`send a listed page no more than their own page states (${told})`, async () => {
      // The address cannot change it.
      const query = () => ({ disclose: "answers" });
      await around({ browser, listed: own, query, meta: disclose ? { disclose } : {} }, async ({ page, widget }) => {
        await ready(page);
        assert.deepEqual(await lines(widget), [text(`page.told.${told}`), text("page.seen.frame")]);
        await answer(widget, EXCLUDED);
        await press(widget, "finish");
        await page.waitForFunction(() => window.heard.some(({ name }) => name === "result"));
        const held = async (name) => [...new Set((await heard(page, name)).map(({ json }) => json))];
        assert.deepEqual([await held("step"), await held("result")], [steps, results]);
      });
    });
  }

  await t.test("state that a page of their own origin could look in, or that no page is around them", async () => {
    const could = [text("page.told.none"), text("page.seen.page")];
    await around({ browser, listed: own, same: true }, async ({ page, widget, frame }) => {
      await ready(page);
      assert.deepEqual(await lines(widget), could);
      await page.goto(frame.url());
      await ready(page);
      assert.deepEqual(await lines(page.locator("trial-prescreener")), could);
    });
  });

  await t.test("continue to send messages to a page that says hello again for the same document", async () => {
    await around({ browser, listed: own }, async ({ page, widget }) => {
      await ready(page);
      await page.evaluate(() => document.querySelector("iframe").dispatchEvent(new Event("load")));
      await answer(widget, EXCLUDED);
      await page.waitForFunction(() => window.heard.some(({ name }) => name === "step"));
    });
  });

  await t.test("send a page that connects late what is on screen, and no result that is not", async () => {
    await around({ browser, listed: own, silent: true }, async ({ page, widget, to }) => {
      await answer(widget, EXCLUDED);
      await press(widget, "finish");
      await press(widget, "revise");
      await page.evaluate(([target]) => window.say({ prescreener: 1, type: "hello" }, { to: target }), [to]);
      assert.deepEqual(await got(page), ["ready", "step", "height"]);
    });
  });

  const unlisted = { "with other pages on the list": other, "with an empty list": () => "" };
  for (const [name, listed] of Object.entries(unlisted)) {
    await t.test(`send nothing to a page that is not listed, ${name}, and say so in the console`, async () => {
      await around({ browser, listed }, async ({ page, widget, origin, consoleWarnings, consoleErrors }) => {
        await answer(widget, EXCLUDED);
        await press(widget, "finish");
        assert.equal(await heading(widget), text("verdict.not_eligible.heading"));
        await page.waitForTimeout(MOMENT);
        assert.deepEqual(await names(page), []);
        assert.deepEqual(await page.evaluate(() => window.messages), []);
        assert.match(consoleWarnings.join(), new RegExp(`${origin} is not listed`));
        assert.equal(consoleErrors.join().includes("* is no origin"), listed === other);
      });
    });
  }

  const HELLO = { prescreener: 1, type: "hello" };
  const bad = {
    "of another version": [{ ...HELLO, prescreener: 2 }, /version 2/],
    "of another kind": [{ ...HELLO, type: "result" }, /no hello/],
    "without a port": [HELLO, /no hello with a port/, false],
  };
  for (const [name, [message, why, port = true]] of Object.entries(bad)) {
    await t.test(`ignore a message ${name}, and continue`, async () => {
      await around({ browser, listed: own, silent: true }, async ({ page, widget, to, consoleWarnings }) => {
        await page.evaluate(([said, options]) => window.say(said, options), [message, { to, port }]);
        assert.deepEqual(await got(page), []);
        assert.match(consoleWarnings.join(), why);
        await page.evaluate(([said, options]) => window.say(said, options), [HELLO, { to }]);
        assert.deepEqual(await got(page), ["ready", "height"]);
        assert.equal(await asked(widget), "diagnosis");
      });
    });
  }

  await t.test("ignore a second hello, and one forged by a frame beside them", async () => {
    await around({ browser, listed: own }, async ({ page, to, consoleWarnings }) => {
      await ready(page);
      await page.evaluate(([said, options]) => window.say(said, options), [HELLO, { to }]);
      assert.deepEqual(await got(page), []);
      assert.match(consoleWarnings.join(), /a hello before/);
    });
    await around({ browser, listed: own, silent: true }, async ({ page, to, consoleWarnings }) => {
      const beside = await page.evaluateHandle(() => document.body.appendChild(document.createElement("iframe")));
      const forger = await beside.contentFrame();
      // A message sent by a frame's script comes from that frame, which has the listed origin too.
      await forger.evaluate(
        ([target, hello]) => {
          const channel = new MessageChannel();
          window.parent.got = [];
          channel.port1.onmessage = ({ data }) => window.parent.got.push(data.type);
          window.parent.frames[0].postMessage(hello, target, [channel.port2]);
        },
        [to, HELLO],
      );
      assert.deepEqual(await got(page), []);
      assert.match(consoleWarnings.join(), /not from the page around/);
    });
  });

  await t.test("accept settings in the address, but no trial from another origin", async () => {
    const query = () => ({ lang: "es", audience: "clinic" });
    await around({ browser, listed: own, query }, async ({ frame }) => {
      assert.equal(await frame.evaluate(() => document.documentElement.lang), "es");
      assert.equal(
        await frame.evaluate(() => document.querySelector("trial-prescreener").getAttribute("audience")),
        "clinic",
      );
    });
    const foreign = (origin) => ({ trial: `${origin}/pkg/${TRIAL}` });
    await around({ browser, listed: own, query: foreign }, async ({ page, requests, origin }) => {
      const { detail } = await failure(page);
      assert.equal(detail.code, "definition");
      assert.deepEqual(
        requests.filter(({ url }) => url.startsWith(`${origin}/pkg/compiled`)),
        [],
      );
    });
  });

  /** Only the page's own policy keeps other origins out. */
  const OWN_POLICY = { headers: {} };
  const ofOthers = (requests, origin) => requests.filter(({ url }) => url.startsWith(`${origin}/pkg/compiled`));
  const fragments = {
    words: (origin) => `${TRIAL}#en.txt=${encodeURIComponent(`${origin}/pkg/compiled/nct07160205/es.txt`)}`,
    "messages of the result": (origin) => `${TRIAL}#en.result.txt=${origin}/pkg/compiled/nct07160205/es.result.txt`,
    clinics: (origin) => `${TRIAL}#sites.json=${origin}/pkg/compiled/nct07160205/es.txt`,
    "messages from its own origin, too": () => `${TRIAL}#en.txt=es.txt`,
  };
  for (const [name, trial] of Object.entries(fragments)) {
    await t.test(`refuse a trial whose address leads to another origin for a file: ${name}`, async () => {
      const query = (origin) => ({ trial: trial(origin) });
      await around({ browser, listed: own, query, ...OWN_POLICY }, async (opened) => {
        const { detail } = await failure(opened.page);
        assert.equal(detail.code, "definition");
        assert.equal(await heading(opened.widget), text("failure.definition.heading"));
        assert.match(opened.consoleErrors.join(), /This trial is not taken/);
        assert.deepEqual(ofOthers(opened.requests, opened.origin), []);
      });
    });
  }

  for (const file of ["trial.bin", "en.txt"]) {
    await t.test(`refuse a file that their server redirects to another origin: ${file}`, async () => {
      let elsewhere;
      const prepared = (page) =>
        page.route(`**/compiled/nct07160205/${file}*`, (route) => {
          const { origin, pathname } = new URL(route.request().url());
          if (origin === elsewhere) return route.continue();
          return route.fulfill({ status: 302, headers: { Location: `${elsewhere}${pathname}` } });
        });
      const query = (origin) => {
        elsewhere = origin;
        return {};
      };
      await around({ browser, listed: own, query, prepared, ...OWN_POLICY }, async ({ page, widget, violations }) => {
        const { detail } = await failure(page);
        assert.equal(detail.code, "load");
        assert.equal(await heading(widget), text("failure.load.heading"));
        assert.deepEqual(
          violations.map(({ directive }) => directive),
          ["connect-src"],
        );
      });
    });
  }

  await t.test("refuse a definition with a part from another origin", async () => {
    const prepared = (page) =>
      page.route("**/trials/nct07160205/trial.json", async (route) => {
        const response = await route.fetch();
        const json = await response.json();
        json.include = json.include.map((path) => `https://elsewhere.example/${path}`);
        await route.fulfill({ response, json });
      });
    const query = () => ({ trial: "trials/nct07160205/trial.json" });
    await around({ browser, listed: own, query, prepared }, async ({ page, violations }) => {
      const { detail } = await failure(page);
      assert.equal(detail.code, "definition");
      assert.match(detail.message, /same origin/);
      assert.deepEqual(violations, []);
    });
  });

  const places = {
    "under the policy that they state themselves": { sandbox: "" },
    "in a sandbox, under that policy": { sandbox: 'sandbox="allow-scripts"' },
    "in a sandbox with an origin": { sandbox: 'sandbox="allow-scripts allow-same-origin"' },
  };
  for (const [name, { sandbox }] of Object.entries(places)) {
    await t.test(`run ${name}, and nothing that they need is refused`, async () => {
      const silent = sandbox.endsWith('scripts"');
      await around({ browser, listed: own, sandbox, silent, ...OWN_POLICY }, async ({ frame, widget, violations }) => {
        await answer(widget, EXCLUDED);
        await press(widget, "finish");
        assert.equal(await heading(widget), text("verdict.not_eligible.heading"));
        assert.deepEqual(violations, []);
        // Everything unnecessary is refused, although no server said so.
        const refused = await frame.evaluate(() => fetch("https://elsewhere.example/").catch(({ name: why }) => why));
        assert.equal(refused, "TypeError");
        await frame.waitForTimeout(MOMENT);
        assert.deepEqual(
          violations.map(({ directive }) => directive),
          ["connect-src"],
        );
      });
    });
  }

  await t.test("report once each origin whose messages they ignore", async () => {
    await around({ browser, listed: other, silent: true }, async ({ page, to, origin, consoleWarnings }) => {
      await page.evaluate(
        ([target]) => {
          for (let count = 0; count < 50; count++)
            window.say({ prescreener: count, type: `hello ${count}` }, { to: target });
        },
        [to],
      );
      assert.deepEqual(await got(page), []);
      const told = consoleWarnings.filter((warning) => warning.includes("ignored"));
      assert.equal(told.length, 1, told.join("\n"));
      assert.ok(told[0].includes(origin));
    });
  });

  await t.test("answer a SMART Web Messaging handshake with the right handle", async () => {
    const query = (origin) => ({ messaging_handle: "h-1", messaging_origin: origin });
    await around({ browser, listed: own, query, silent: true }, async ({ page, to }) => {
      const messages = () => page.evaluate(() => window.messages);
      const [greeting] = await messages();
      const { messageId, ...rest } = greeting.data;
      assert.deepEqual(rest, { messagingHandle: "h-1", messageType: "status.handshake", payload: {} });
      assert.deepEqual([typeof messageId, greeting.origin], ["string", to]);
      const ask = (messagingHandle, id, messageType = "status.handshake") =>
        page.evaluate(
          ([message, target]) => document.querySelector("iframe").contentWindow.postMessage(message, target),
          [{ messagingHandle, messageId: id, messageType, payload: {} }, to],
        );
      await ask("h-2", "a stranger's");
      await ask("h-1", "of another kind", "ui.done");
      await ask("h-1", "m-7");
      await page.waitForTimeout(MOMENT);
      const [, reply, ...more] = await messages();
      assert.deepEqual([reply.data.responseToMessageId, reply.data.payload, more], ["m-7", {}, []]);
    });
    const strange = () => ({ messaging_handle: "h-1", messaging_origin: "https://elsewhere.invalid" });
    await around({ browser, listed: own, query: strange, silent: true }, async ({ page }) => {
      await page.waitForTimeout(MOMENT);
      assert.deepEqual(await page.evaluate(() => window.messages), []);
    });
  });
});
