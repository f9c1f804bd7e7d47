// The messages of the result load after the first question: no one waits for them, and nothing is lost if they fail.
import assert from "node:assert/strict";
import test from "node:test";
import { launch } from "../support/browser.mjs";
import { answer, heading, press } from "../support/interview.mjs";
import { EXCLUDED } from "../support/people.mjs";
import { heard, withStudy } from "../support/study.mjs";
import { text } from "../support/words.mjs";

const WORDS = "**/en.result.txt";
const status = (widget) => widget.getByRole("status").innerText();

test("the messages of the result", async (t) => {
  const browser = await launch();
  t.after(() => browser.close());

  await t.test("are awaited when they are slow, and then the result appears", async () => {
    let release;
    const released = new Promise((resolve) => {
      release = resolve;
    });
    const prepare = (page) => page.route(WORDS, (route) => released.then(() => route.continue()));
    await withStudy({ browser, prepare, attributes: { disclose: "answers" } }, async ({ page, widget }) => {
      await answer(widget, EXCLUDED);
      await press(widget, "finish");
      assert.equal(await heading(widget), text("check.confirm.heading"));
      assert.equal(await status(widget), text("check.wait"));
      assert.deepEqual(await heard(page, "result"), []);
      release();
      await page.waitForFunction(() => window.heard.some(({ name }) => name === "result"));
      assert.equal(await heading(widget), text("verdict.not_eligible.heading"));
      const steps = (await heard(page, "step")).map(({ detail }) => detail.screen);
      assert.deepEqual(steps.slice(-2), ["check", "result"]);
    });
  });

  await t.test("are requested again when needed; the host learns of it, and the answers stay", async () => {
    let well = false;
    const prepare = (page) => page.route(WORDS, (route) => (well ? route.continue() : route.fulfill({ status: 503 })));
    await withStudy({ browser, prepare }, async ({ page, widget }) => {
      await answer(widget, EXCLUDED);
      const errors = await heard(page, "error");
      assert.ok(errors.length > 0);
      assert.equal(errors.at(-1).detail.code, "load");
      await press(widget, "finish");
      await page.waitForFunction(
        (before) => window.heard.filter(({ name }) => name === "error").length > before,
        errors.length,
      );
      assert.equal(await status(widget), text("check.wait"));
      well = true;
      await press(widget, "finish");
      await widget.getByRole("heading", { name: text("verdict.not_eligible.heading") }).waitFor();
    });
  });

  await t.test("do not delay a person who goes back", async () => {
    const prepare = (page) => page.route(WORDS, (route) => route.fulfill({ status: 503 }));
    await withStudy({ browser, prepare }, async ({ page, widget }) => {
      await answer(widget, EXCLUDED);
      await press(widget, "finish");
      await widget
        .getByRole("button", { name: /Change/ })
        .first()
        .click();
      await page.unroute(WORDS);
      await press(widget, "continue");
      assert.equal(await heading(widget), text("check.confirm.heading"));
      await press(widget, "finish");
      await widget.getByRole("heading", { name: text("verdict.not_eligible.heading") }).waitFor();
    });
  });
});
