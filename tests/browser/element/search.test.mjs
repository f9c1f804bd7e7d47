// Finding a medicine by name: what moves, what stays, what is announced, and that typing answers nothing.
import assert from "node:assert/strict";
import test from "node:test";
import { complaints, overflowing, withAxe } from "../support/axe.mjs";
import { launch } from "../support/browser.mjs";
import { asked, enter, heading, press } from "../support/interview.mjs";
import { focused, onHeading, tabTo } from "../support/keyboard.mjs";
import { withStudy } from "../support/study.mjs";
import { optionLabel, text } from "../support/words.mjs";

const context = { viewport: { width: 320, height: 640 } };
const QUESTION = "immunosuppressants";
const label = (option) => optionLabel(QUESTION, option);
const found = (count) => text("label.found").replace("{count}", String(count));
const also = (name) => text("label.also").replace("{name}", name);

const field = (widget) => widget.getByRole("searchbox", { name: text("label.search") });
const status = (widget) => widget.getByRole("status").innerText();

/** Returns the options in order, with the text beside each. */
async function shown(widget) {
  const rows = await widget.locator(".option:visible").allInnerTexts();
  return rows.map((row) => row.replace(/\s+/g, " ").trim());
}

/** Goes to the question without answering those before. */
async function reach(widget) {
  for (let key = await asked(widget); key !== QUESTION; key = await asked(widget)) {
    await enter(widget, key, null);
    await press(widget, "continue");
  }
}

test("the search", async (t) => {
  const browser = await launch();
  t.after(() => browser.close());
  const visit = (name, fn) =>
    t.test(name, () =>
      withStudy({ browser, context, prepare: withAxe }, async (study) => {
        await reach(study.widget);
        await fn(study);
      }),
    );

  await visit("finds misspelled names, keeps selected options, and shows the list again", async ({ widget }) => {
    const whole = await shown(widget);
    const progress = await status(widget);
    const rest = [label("none"), text("label.unknown")];
    await field(widget).fill("imurell");
    assert.deepEqual(await shown(widget), [`${label("azathioprine")} ${also("Imurel")}`, ...rest]);
    assert.equal(await status(widget), found(1));

    await widget.getByRole("checkbox", { name: label("azathioprine") }).check();
    await field(widget).fill("sirolimus");
    const both = ["sirolimus", "tacrolimus"].map(label);
    const last = label("azathioprine");
    assert.deepEqual((await shown(widget)).slice(0, 2), both);
    assert.ok((await shown(widget)).includes(last), "what is ticked stays");

    await field(widget).fill("aspirin");
    assert.equal(await status(widget), text("label.not_found"));
    assert.deepEqual(await shown(widget), whole);
    await field(widget).fill("");
    assert.deepEqual(await shown(widget), whole);
    assert.equal(await status(widget), progress);
    assert.ok(await widget.getByRole("checkbox", { name: label("azathioprine"), exact: true }).isChecked());
    assert.equal(await widget.getByRole("checkbox", { checked: true }).count(), 1);
  });

  await visit("keeps an exclusive option selected while a person types", async ({ widget }) => {
    const none = widget.getByRole("checkbox", { name: label("none") });
    await none.check();
    await field(widget).pressSequentially("humira");
    assert.ok(await none.isChecked());
    await widget.getByRole("checkbox", { name: label("other_immunosuppressant") }).check();
    assert.equal(await none.isChecked(), false);
    assert.equal(await field(widget).inputValue(), "humira");
  });

  await visit("never answers by itself, and does not persist", async ({ page, widget, heard }) => {
    const steps = (await heard("step")).length;
    await field(widget).fill("methotrexat");
    await field(widget).press("Enter");
    assert.equal(await widget.getByRole("alert").count(), 0, "Enter sends nothing");
    const choice = widget.getByRole("checkbox", { name: label("methotrexate") });
    await choice.check();
    await field(widget).press("Enter");
    assert.equal(await asked(widget), QUESTION);
    await choice.uncheck();
    assert.equal((await heard("step")).length, steps);
    assert.equal(await page.evaluate(() => location.search), "");
    await press(widget, "continue");
    assert.equal(await widget.getByRole("alert").count(), 1, "nothing was chosen");
    assert.equal(await field(widget).inputValue(), "");
    await field(widget).fill("methotrexat");
    await widget.getByRole("checkbox", { name: label("methotrexate") }).check();
    await press(widget, "continue");
    assert.notEqual(await asked(widget), QUESTION);
    await press(widget, "back");
    assert.equal(await field(widget).inputValue(), "");
    assert.equal(await widget.getByRole("checkbox", { checked: true }).count(), 1);
  });

  await visit("is cleared by Escape, even if the browser does nothing", async ({ page, widget }) => {
    const whole = await shown(widget);
    const search = field(widget);
    await search.fill("imuran");
    await search.press("Escape");
    assert.equal(await search.inputValue(), "");
    assert.deepEqual(await shown(widget), whole);
    await search.fill("imuran");
    // A key pressed by a script only notifies the page.
    await search.dispatchEvent("keydown", { key: "Escape", bubbles: true });
    assert.equal(await search.inputValue(), "");
    assert.deepEqual(await shown(widget), whole);
    assert.equal((await focused(page)).id, "search");
  });

  await visit("works by keyboard alone", async ({ page, widget }) => {
    const { keyboard } = page;
    await onHeading(page, await heading(widget));
    await tabTo(page, text("label.search"));
    await keyboard.type("rituxen");
    await keyboard.press("Tab");
    assert.equal((await focused(page)).words, label("rituximab"));
    await keyboard.press("Space");
    const passed = await tabTo(page, text("action.continue"));
    assert.ok(!passed.includes(label("methotrexate")), "what is hidden is no stop");
    await keyboard.press("Enter");
    assert.notEqual(await asked(widget), QUESTION);
  });

  await visit("is accessible, and fits a narrow window", async ({ page, widget }) => {
    for (const typed of ["", "imurell", "xyz", "immunoglobulin"]) {
      await field(widget).fill(typed);
      assert.deepEqual(await complaints(page), [], typed);
      assert.deepEqual(await overflowing(page), [], typed);
    }
    const described = await field(widget).getAttribute("aria-describedby");
    assert.equal(await widget.locator(`#${described}`).count(), 1);
    assert.equal(await field(widget).getAttribute("autocomplete"), "off");
    assert.equal(await field(widget).getAttribute("spellcheck"), "false");
    assert.equal(await widget.getByRole("status").count(), 1);
  });
});
