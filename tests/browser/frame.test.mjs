// The questions in a frame of another origin: who is listed gets the height and the result, and nobody else gets anything.
import assert from "node:assert/strict";
import test from "node:test";
import { launch } from "./support/browser.mjs";
import { around, TRIAL } from "./support/frame.mjs";
import { answer, asked, heading, press } from "./support/interview.mjs";
import { EXCLUDED } from "./support/people.mjs";
import { failure, heard, ready } from "./support/study.mjs";
import { text } from "./support/words.mjs";

/** A moment in which a message would have come. */
const MOMENT = 500;

const own = (origin) => `https://elsewhere.example ${origin}`;
const other = () => "https://elsewhere.example *";
const names = async (page) => (await page.evaluate(() => window.heard)).map(({ name }) => name);
const got = async (page) => {
  await page.waitForTimeout(MOMENT);
  return page.evaluate(() => window.got);
};

test("the questions in a frame", async (t) => {
  const browser = await launch();
  t.after(() => browser.close());

  await t.test("tell a listed page their height, the screens and the result", async () => {
    await around({ browser, listed: own }, async ({ page, frame, widget, violations }) => {
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

  await t.test("tell a page that connects late what is on screen, and no result that is not", async () => {
    await around({ browser, listed: own, silent: true }, async ({ page, widget, to }) => {
      await answer(widget, EXCLUDED);
      await press(widget, "finish");
      await press(widget, "revise");
      await page.evaluate(([target]) => window.say({ prescreener: 1, type: "hello" }, { to: target }), [to]);
      assert.deepEqual(await got(page), ["ready", "step", "height"]);
    });
  });

  const unlisted = { "where others are": other, "where nobody is": () => "" };
  for (const [name, listed] of Object.entries(unlisted)) {
    await t.test(`tell a page that is not listed nothing, ${name}, and say so in the console`, async () => {
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
    await t.test(`pass over a message ${name}, and go on`, async () => {
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

  await t.test("pass over a second hello, and one that a frame beside them forges", async () => {
    await around({ browser, listed: own }, async ({ page, to, consoleWarnings }) => {
      await ready(page);
      await page.evaluate(([said, options]) => window.say(said, options), [HELLO, { to }]);
      assert.deepEqual(await got(page), []);
      assert.match(consoleWarnings.join(), /a hello before/);
    });
    await around({ browser, listed: own, silent: true }, async ({ page, to, consoleWarnings }) => {
      const beside = await page.evaluateHandle(() => document.body.appendChild(document.createElement("iframe")));
      const forger = await beside.contentFrame();
      // What is called by a script of a frame is sent by that frame; it has the listed origin too.
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

  await t.test("take what the address says of them, but no trial from elsewhere", async () => {
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

  await t.test("shake hands as SMART Web Messaging does, with who knows the handle", async () => {
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
