// The screens from right to left, in a language made for this test.
import assert from "node:assert/strict";
import test from "node:test";
import { complaints, overflowing, withAxe } from "../support/axe.mjs";
import { launch } from "../support/browser.mjs";
import { PSEUDO, pseudo, speakPseudo } from "../support/pseudo.mjs";
import { withStudy } from "../support/study.mjs";
import { text } from "../support/words.mjs";

const own = (key) => pseudo(key, text(key));
const context = { viewport: { width: 320, height: 640 } };

/** Returns whether one part of a text is left of another. */
const leftOf = (text, one, other) =>
  text.evaluate(
    (element, parts) => {
      const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      const { data } = walker.nextNode();
      const [first, second] = parts.map((part) => {
        const range = document.createRange();
        range.setStart(walker.currentNode, data.indexOf(part));
        range.setEnd(walker.currentNode, data.indexOf(part) + part.length);
        return range.getBoundingClientRect();
      });
      return first.right <= second.left + 0.5;
    },
    [one, other],
  );

test("from right to left", async (t) => {
  const browser = await launch();
  t.after(() => browser.close());
  const prepare = async (page) => {
    await speakPseudo(page);
    await withAxe(page);
  };
  const attributes = { lang: PSEUDO };
  const visit = (name, fn) => t.test(name, () => withStudy({ browser, context, prepare, attributes }, fn));
  const fits = async (page, where) => {
    assert.deepEqual(await complaints(page), [], where);
    assert.deepEqual(await overflowing(page), [], where);
    const out = await page.evaluate(() => {
      const all = document.querySelector("trial-prescreener").shadowRoot.querySelectorAll(".root *:not(.hidden)");
      return [...all].filter((one) => one.getBoundingClientRect().left < -0.5).map((one) => one.outerHTML.slice(0, 80));
    });
    assert.deepEqual(out, [], `${where}: out on the left`);
  };
  const press = (widget, action) => widget.getByRole("button", { name: own(`action.${action}`), exact: true }).click();

  await visit("every screen mirrors, and nothing is wider than the window", async ({ page, widget }) => {
    const box = (locator) => locator.boundingBox();
    const root = await box(widget.locator(".root"));
    const middle = root.x + root.width / 2;
    assert.equal(await widget.locator("[lang]").first().getAttribute("dir"), "rtl");

    await widget.locator(".option input").first().check();
    await press(widget, "continue");
    // The first field of a date is on the right, and typed text follows the direction of its own script.
    const fields = await Promise.all(["month", "day", "year"].map((id) => box(widget.locator(`#${id}`))));
    assert.ok(fields[0].x > fields[1].x, "the month is right of the day");
    const direction = (id) => widget.locator(`#${id}`).evaluate((field) => getComputedStyle(field).direction);
    await widget.locator("#month").fill(own("month.3").toUpperCase());
    await widget.locator("#year").fill("١٩٨٠");
    assert.deepEqual([await direction("month"), await direction("year")], ["rtl", "ltr"]);
    await fits(page, "a date");
    await press(widget, "continue");

    let number = false;
    for (let screens = 0; screens < 40 && !(await widget.locator("dl").count()); screens += 1) {
      const radio = widget.locator(".option input").first();
      if (await widget.locator("#number").count()) {
        number = true;
        const [field, unit] = [await box(widget.locator("#number")), await box(widget.locator("#unit"))];
        assert.ok(field.x > unit.x, "the unit follows the number, to its left");
        const whole = !(await widget.locator("#unit").innerText()).includes("mg");
        await widget.locator("#number").fill(whole ? "٣٨" : "٧٫٥");
        assert.equal(await direction("number"), "ltr");
        await widget.locator("#about").check();
        await fits(page, "a number");
      } else if (await widget.getByRole("checkbox").count()) {
        await widget.locator(".option input").first().check();
        await fits(page, "several options");
      } else {
        await widget.locator("#unknown").check();
      }
      if (await radio.count()) assert.ok((await box(radio)).x > middle, "what is ticked stands on the right");
      await press(widget, "continue");
      if (screens === 0) {
        const back = await box(widget.getByRole("button", { name: own("action.back"), exact: true }));
        assert.ok(back.x + back.width > middle, "the way back begins on the right");
      }
      assert.equal(await widget.locator("#error").count(), 0, await widget.locator("#heading").innerText());
    }
    assert.ok(number, "some number was asked for");
    await fits(page, "all answers");
    const dose = widget.locator("dd").filter({ hasText: "7.5 mg" });
    assert.ok(await leftOf(dose, "7.5", "mg"), "a number and its unit read from left to right, as one");
    await press(widget, "finish");
    await fits(page, "the result");
    const line = await widget.locator(".verdict").evaluate((one) => getComputedStyle(one).borderRightWidth);
    assert.notEqual(line, "1px", "the thick line is on the right");
  });

  await visit("a problem is shown without overflow", async ({ page, widget }) => {
    await widget.locator(".option input").first().check();
    await press(widget, "continue");
    await press(widget, "continue");
    await fits(page, "a mistake");
    assert.equal(await widget.locator("#summary button").innerText(), own("problem.date_empty"));
  });
});
