// Whatever goes wrong, there is a screen that says so, the host's own content, and an event.
import assert from "node:assert/strict";
import test from "node:test";
import { launch, withPage } from "./support/browser.mjs";
import { answer, asked, enter, heading, press } from "./support/interview.mjs";
import { MISHAPS, mishap, trapAt } from "./support/mishaps.mjs";
import { EXCLUDED } from "./support/people.mjs";
import { failure, heard, listen, ready, withStudy } from "./support/study.mjs";

/** The host's way out, as www/index.html writes it inside the element. */
const FALLBACK = "You can also show the number NCT07160205 to your doctor";

const HEADINGS = {
  load: "These questions could not be loaded",
  definition: "These questions cannot be shown",
  wasm: "These questions cannot run in this browser",
  crashed: "Something went wrong",
  environment: "This browser is too old for these questions",
};
const again = (widget) => widget.getByRole("button", { name: "Try again" });

test("a failure", async (t) => {
  const browser = await launch();
  t.after(() => browser.close());

  for (const [name, { code, trial, csp, prepare, finds, again: recovers }] of Object.entries(MISHAPS)) {
    await t.test(`is told to the person and to the host: ${name}`, async () => {
      const before = async (page) => {
        await page.addInitScript(listen);
        await prepare?.(page);
      };
      await withPage({ browser, csp, prepare: before }, async ({ page }) => {
        const widget = page.locator("trial-prescreener");
        const { detail, bubbles, composed } = await mishap(page, { trial });
        await designed(page, widget, code);
        assert.deepEqual([detail.code, bubbles, composed], [code, true, true]);
        assert.ok(detail.message.length > 10, detail.message);
        found(detail.findings, finds);
        // The focus stays where the person is: this came by itself.
        assert.equal(await page.evaluate(() => document.activeElement.localName), "body");
        assert.equal(await again(widget).count(), code === "load" ? 1 : 0);
        if (recovers) {
          await again(widget).click();
          await ready(page);
          assert.equal(await asked(widget), "diagnosis");
        }
      });
    });
  }

  const crash = (call) => ({ browser, prepare: (page) => page.addInitScript(trapAt, call) });

  await t.test("in the middle of the questions forgets them, and trying again starts afresh", async () => {
    // A choice is a call of its own.
    await withStudy(crash(3), async ({ page, widget }) => {
      await enter(widget, "diagnosis", "polymyositis");
      await press(widget, "continue");
      await failure(page);
      await designed(page, widget, "crashed");
      assert.equal(await focusedHeading(page), HEADINGS.crashed);
      await again(widget).click();
      assert.equal(await asked(widget), "diagnosis");
      assert.equal(await widget.getByRole("radio", { checked: true }).count(), 0);
      await answer(widget, EXCLUDED);
    });
  });

  await t.test("in one element ends every other in the same instance, and each can try again", async () => {
    await withStudy(crash(2), async ({ page, widget }) => {
      await addSecond(page);
      const second = page.locator("#second");
      await widget.first().getByRole("radio").first().click();
      await failure(page);
      const errors = await heard(page, "error");
      assert.deepEqual(errors.map(({ id }) => id).sort(), ["", "second"]);
      await designed(page, widget.first(), "crashed");
      assert.equal(await heading(second), HEADINGS.crashed);
      assert.equal(await focusedHeading(page), HEADINGS.crashed);
      await again(widget.first()).click();
      assert.equal(await asked(widget.first()), "diagnosis");
      assert.equal(await heading(second), HEADINGS.crashed, "the other waits for its own person");
      await again(second).click();
      assert.equal(await asked(second), "diagnosis");
    });
  });
});

/** Fails unless the screen for a code is shown, and the host's own content with it. */
async function designed(page, widget, code) {
  assert.equal(await heading(widget), HEADINGS[code]);
  assert.match(await widget.getByRole("alert").innerText(), /Your answers were not sent anywhere\./);
  assert.ok(await widget.getByText(FALLBACK).isVisible(), "the host's own content is hidden");
  assert.ok(await page.getByRole("heading", { name: "What the study is" }).isVisible());
}

/** Fails unless each finding that is expected was made. */
function found(findings, expected) {
  if (!expected) return assert.equal(findings, undefined);
  const fits = (wanted, text) => (wanted instanceof RegExp ? wanted.test(text) : wanted === text);
  for (const wanted of expected) {
    const hit = findings.some((finding) => Object.entries(wanted).every(([key, value]) => fits(value, finding[key])));
    assert.ok(
      hit,
      `no finding like ${JSON.stringify(wanted, (_, v) => (v instanceof RegExp ? String(v) : v))} in
      ${JSON.stringify(findings, null, 2)}`,
    );
  }
}

const focusedHeading = (page) => page.evaluate(() => document.activeElement.shadowRoot?.activeElement?.textContent);

async function addSecond(page) {
  await page.evaluate(() => {
    const first = document.querySelector("trial-prescreener");
    const second = first.cloneNode(true);
    second.id = "second";
    first.after(second);
  });
  await page.waitForFunction(() => window.heard.some(({ name, id }) => name === "ready" && id === "second"));
}
