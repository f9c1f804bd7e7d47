// A frame with a site's key does not scroll its host: browsers scroll a focused element into view, even in the pages
// around a frame, and the person's progress could be inferred from that.
import assert from "node:assert/strict";
import test from "node:test";
import { launch } from "../support/browser.mjs";
import { around } from "../support/frame.mjs";
import { asked, heading } from "../support/interview.mjs";
import { newKey } from "../support/native.mjs";
import { EXCLUDED, POSSIBLE, WAITING, YOUNG } from "../support/people.mjs";
import { ready } from "../support/study.mjs";
import { optionLabel, text } from "../support/words.mjs";

const meta = { "site-key": newKey().public };
/** Six people, as different as possible. */
const PEOPLE = [EXCLUDED, YOUNG, WAITING, POSSIBLE, {}, { diagnosis: "polymyositis", date_of_birth: "1950" }];
/** The number of screens examined for each. */
const SCREENS = 5;
/** The time in which a page would have been scrolled. */
const MOMENT = 250;

/** Opens the frame in the middle of a page that can be scrolled far up and down. */
function inTheMiddle(browser, height, fn) {
  const prepared = (page) => page.setViewportSize({ width: 900, height });
  return around({ browser, listed: (origin) => origin, meta, prepared }, async (opened) => {
    const { page } = opened;
    await ready(page);
    await page.evaluate(() => {
      for (const where of ["afterbegin", "beforeend"]) {
        document.body.insertAdjacentHTML(where, "<p></p>");
      }
      for (const room of document.querySelectorAll("p")) room.style.height = "1500px";
      window.moves = 0;
      addEventListener("scroll", () => window.moves++);
    });
    await fn(opened);
  });
}

/** Performs an action that must not scroll the host. */
async function expectStill(page, what, act) {
  await page.waitForTimeout(MOMENT);
  const place = () => page.evaluate(() => [scrollY, window.moves]);
  const before = await place();
  await act();
  await page.waitForTimeout(MOMENT);
  assert.deepEqual(await place(), before, what);
}

/** Scrolls the page and the frame, as a person does, until a control is visible, and clicks it with the mouse. */
async function click(page, control, what) {
  const middle = () =>
    control.evaluate((element) => {
      const shown = element.labels?.[0] ?? element;
      const { left, width, top, height } = shown.getBoundingClientRect();
      return [left + Math.min(width, 60) / 2, top + height / 2];
    });
  const [, top] = await middle();
  await control.evaluate((_, by) => window.scrollBy(0, by), top - 300);
  const [x, y] = await middle();
  // The frame's own top is out of sight.
  const [left, above] = await page.evaluate((y) => {
    const frame = document.querySelector("iframe");
    scrollTo(0, frame.getBoundingClientRect().top + scrollY + Math.max(60, y - innerHeight + 80));
    const box = frame.getBoundingClientRect();
    return [box.left + frame.clientLeft, box.top + frame.clientTop];
  }, y);
  await expectStill(page, what, () => page.mouse.click(left + x, above + y));
}

/** Answers the question on screen with the mouse, and continues. */
async function reply(page, widget, key, said) {
  const labelled = (name) => widget.getByLabel(name, { exact: true });
  const named = () => {
    if (said === null) return [text("label.unknown")];
    if (typeof said === "boolean") return [text(said ? "answer.yes" : "answer.no")];
    return [said].flat().map((one) => optionLabel(key.split(".")[0], one));
  };
  if (typeof said === "string" && /^\d/.test(said)) {
    await click(page, widget.getByRole("textbox", { name: text("label.year") }), `${key}: the year`);
    await expectStill(page, `${key}: typing`, () => page.keyboard.type(said.slice(0, 4)));
  } else {
    for (const one of named()) await click(page, labelled(one), `${key}: ${one}`);
  }
  const on = widget.getByRole("button", { name: text("action.continue"), exact: true });
  await click(page, on, `${key}: on from ${said}`);
}

test("a frame with a key does not scroll its host", async (t) => {
  const browser = await launch();
  t.after(() => browser.close());

  for (const height of [720, 500]) {
    await t.test(`for a person who answers with the mouse, in a window of ${height} pixels`, async () => {
      for (const person of PEOPLE) {
        await inTheMiddle(browser, height, async ({ page, widget }) => {
          // A missing answer stops the person at a summary.
          await click(page, widget.getByRole("button", { name: text("action.continue"), exact: true }), "no answer");
          for (let screen = 0; screen < SCREENS; screen++) {
            const key = await asked(widget);
            if (!key) break;
            await reply(page, widget, key, person[key] ?? null);
            assert.notEqual(await asked(widget), key, `${key} is answered`);
          }
        });
      }
    });
  }

  await t.test("for a person who answers with keys", async () => {
    await inTheMiddle(browser, 500, async ({ page, widget, frame }) => {
      await click(page, widget.locator("#heading"), "the heading");
      const focused = () => widget.evaluate(({ shadowRoot }) => shadowRoot.activeElement?.id ?? "");
      await widget.locator("#option-1").focus();
      await page.evaluate(() => scrollTo(0, document.querySelector("iframe").offsetTop + 300));
      const press = (key) => expectStill(page, key, () => page.keyboard.press(key));
      await press("ArrowDown");
      assert.equal(await focused(), "option-2");
      assert.ok(await widget.locator("#option-2").isChecked());
      await press("ArrowUp");
      assert.equal(await focused(), "option-1");
      await press("ArrowUp");
      assert.equal(await focused(), "option-0");
      for (const key of ["Tab", "Shift+Tab", "Tab", "Tab"]) await press(key);
      for (const key of ["End", "PageDown", "End", "Home", "PageUp", "ArrowDown", "ArrowUp"]) await press(key);
      await widget.locator("#option-0").focus();
      await press("Enter");
      assert.equal(await asked(widget), "date_of_birth");
      assert.equal(
        await heading(widget),
        await widget.evaluate(({ shadowRoot }) => shadowRoot.activeElement.innerText),
      );
      // Over the whole screen and back, in the browsers' own order.
      const trail = async (key) => {
        const seen = [];
        for (let at = await focused(); !seen.includes(at) && seen.length < 20; at = await focused()) {
          seen.push(at);
          if (seen.length > 3) break;
          await press(key);
        }
        return seen;
      };
      const there = await trail("Tab");
      assert.ok(there.length > 3 && there[1] !== there[2], there.join());
      assert.ok(await frame.evaluate(() => document.hasFocus()));
    });
  });
});
