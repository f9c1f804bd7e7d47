// Dates and numbers as people type them, on screen.
import assert from "node:assert/strict";
import test from "node:test";
import { launch } from "../support/browser.mjs";
import { answer, asked, diagnosed, enter, heading, press } from "../support/interview.mjs";
import { focused, tabTo } from "../support/keyboard.mjs";
import { screen } from "../support/native.mjs";
import { withStudy } from "../support/study.mjs";
import { text } from "../support/words.mjs";

const DOSE = "steroid_dose.prednisone";
const BEFORE = { can_attend_visits: true, dmso_reaction: false, steroids: ["prednisone"] };

test("an entry", async (t) => {
  const browser = await launch();
  t.after(() => browser.close());
  const context = { viewport: { width: 320, height: 640 } };
  const visit = (name, fn) =>
    t.test(name, () => withStudy({ browser, context, attributes: { disclose: "answers" } }, fn));
  const field = (widget, name) => widget.getByRole("textbox", { name: text(`label.${name}`), exact: true });
  /** Continues to the question about a dose. */
  const toTheDose = async (widget) => {
    for (let key = await asked(widget); key !== DOSE; key = await asked(widget)) {
      await enter(widget, key, BEFORE[key] ?? null);
      await press(widget, "continue");
    }
  };

  await visit("may be a month's name, for which a telephone shows a letter keyboard", async ({ widget, heard }) => {
    await diagnosed(widget);
    const keyboards = Object.fromEntries(
      await Promise.all(
        ["day", "month", "year"].map(async (name) => [name, await field(widget, name).getAttribute("inputmode")]),
      ),
    );
    assert.deepEqual(keyboards, { day: "numeric", month: "text", year: "numeric" });
    await field(widget, "day").fill("٧");
    await field(widget, "month").fill("SEPT.");
    await field(widget, "year").fill("۱۹۸۰");
    await press(widget, "continue");
    await press(widget, "back");
    assert.equal(await field(widget, "month").inputValue(), "SEPT.", "as it was typed");
    // The longest name fits its field.
    await field(widget, "month").fill("September");
    assert.ok(await field(widget, "month").evaluate((one) => one.scrollWidth <= one.clientWidth));
    await press(widget, "continue");
    await answer(widget, {}, null);
    await press(widget, "finish");
    const [{ detail, json }] = await heard("result");
    assert.equal(detail.answers.date_of_birth, "1980-09-07");
    assert.equal(json, screen(detail));
  });

  await visit("is marked at the field to fix", async ({ page, widget }) => {
    await diagnosed(widget);
    for (const [day, month, year, wrong, key] of [
      ["30", "Feb", "2000", "day", "problem.day"],
      ["3", "27", "2000", "month", "problem.swapped"],
      ["3", "M", "2000", "month", "problem.month"],
      ["3", "May", "80", "year", "problem.year"],
    ]) {
      await field(widget, "day").fill(day);
      await field(widget, "month").fill(month);
      await field(widget, "year").fill(year);
      await press(widget, "continue");
      const way = widget.locator("#summary button");
      assert.equal(await way.innerText(), text(key).replace("{most}", "29"));
      await way.click();
      assert.equal((await focused(page)).id, wrong);
      const invalid = await widget.locator("input[aria-invalid=true]").evaluateAll((all) => all.map(({ id }) => id));
      assert.deepEqual(invalid, [wrong]);
    }
  });

  await visit("may be approximate, by keyboard, and is shown so", async ({ page, widget, heard }) => {
    await toTheDose(widget);
    await widget.getByRole("textbox").focus();
    await page.keyboard.type("20");
    await tabTo(page, text("label.about"));
    await page.keyboard.press("Space");
    assert.ok(await widget.getByRole("checkbox", { name: text("label.about"), exact: true }).isChecked());
    assert.equal(await widget.getByRole("textbox").inputValue(), "20");
    await press(widget, "continue");
    await answer(widget, {}, null);
    const about = text("answer.about").replace("{number}", "20 mg");
    assert.ok(await widget.getByRole("definition").getByText(about, { exact: true }).isVisible());
    await press(widget, "finish");
    const [{ detail, json }] = await heard("result");
    assert.deepEqual(detail.answers[DOSE], { about: 20 });
    assert.equal(json, screen(detail));
  });

  await visit("is cleared by *I don't know*, and clears it", async ({ widget }) => {
    await toTheDose(widget);
    const [about, unknown] = ["label.about", "label.unknown"].map((key) =>
      widget.getByRole("checkbox", { name: text(key), exact: true }),
    );
    await widget.getByRole("textbox").fill("20");
    await about.check();
    await unknown.check();
    assert.deepEqual([await about.isChecked(), await widget.getByRole("textbox").inputValue()], [false, ""]);
    await about.check();
    assert.equal(await unknown.isChecked(), false);
    await press(widget, "continue");
    assert.equal(await widget.locator("#summary button").innerText(), text("problem.number_empty"));
    await widget.getByRole("textbox").fill("1,000");
    await press(widget, "continue");
    const told = text("problem.two_ways").replace("{whole}", "1000").replace("{decimal}", "1");
    assert.equal(await widget.locator("#summary button").innerText(), told);
    assert.notEqual(await heading(widget), text("check.heading"));
  });
});
