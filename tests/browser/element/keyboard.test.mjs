// A complete interview with the keyboard alone, on a telephone's screen.
import assert from "node:assert/strict";
import test from "node:test";
import { launch } from "../support/browser.mjs";
import { answer, asked, diagnosed, heading } from "../support/interview.mjs";
import { focused, onHeading, tabTo } from "../support/keyboard.mjs";
import { WAITING, WAITING_UNTIL } from "../support/people.mjs";
import { withStudy } from "../support/study.mjs";
import { inWords, optionLabel, text } from "../support/words.mjs";

const context = { viewport: { width: 360, height: 740 } };
const CONTINUE = text("action.continue");
const UNKNOWN = text("label.unknown");
const question = (id) => text(`question.${id}`);

test("the keyboard", async (t) => {
  const browser = await launch();
  t.after(() => browser.close());
  const visit = (name, fn) =>
    t.test(name, () => withStudy({ browser, context, attributes: { disclose: "answers" } }, fn));

  await visit("has no focus when the page has loaded", async ({ page }) => {
    assert.equal((await focused(page)).tag, "body");
    assert.equal(await page.evaluate(() => window.scrollY), 0);
  });

  await visit("is enough to go through the whole interview", async ({ page, widget, heard }) => {
    const { keyboard } = page;
    await tabTo(page, "Check the entry rules");
    await keyboard.press("Enter");
    await tabTo(page, optionLabel("diagnosis", "dermatomyositis"));
    await keyboard.press("Space");
    await keyboard.press("Enter");

    await onHeading(page, question("date_of_birth"));
    await tabTo(page, text("label.month"));
    await keyboard.type("3");
    await tabTo(page, text("label.day"));
    await tabTo(page, text("label.year"));
    await keyboard.type("1980");
    await keyboard.press("Enter");

    await onHeading(page, question("can_attend_visits"));
    await tabTo(page, text("answer.yes"));
    await keyboard.press("Space");
    await tabTo(page, CONTINUE);
    await keyboard.press("Enter");

    await onHeading(page, question("dmso_reaction"));
    await tabTo(page, text("answer.yes"));
    await keyboard.press("ArrowDown");
    assert.equal((await focused(page)).words, text("answer.no"));
    await keyboard.press("Enter");

    await onHeading(page, question("steroids"));
    await tabTo(page, optionLabel("steroids", "prednisone"));
    await keyboard.press("Space");
    await tabTo(page, CONTINUE);
    await keyboard.press("Space");

    await tabTo(page, optionLabel("steroid_frequency", "daily"));
    await keyboard.press("Space");
    await keyboard.press("Enter");

    await tabTo(page, await heading(widget));
    await keyboard.type("10");
    await tabTo(page, CONTINUE);
    await keyboard.press("Enter");

    await onHeading(page, question("steroid_changed_on").replace("{option}", optionLabel("steroids", "prednisone")));
    await unknownToTheEnd(page, widget);

    await onHeading(page, text("check.heading"));
    await tabTo(page, text("action.finish"));
    await keyboard.press("Enter");
    await onHeading(page, text("verdict.potentially_eligible.heading"));
    assert.equal((await heard("result")).length, 1);
    const [{ detail }] = await heard("result");
    assert.equal(detail.answers["steroid_dose.prednisone"], 10);
    assert.equal(detail.answers.dmso_reaction, false);

    await tabTo(page, text("action.restart"));
    await keyboard.press("Enter");
    await onHeading(page, question("diagnosis"));
  });

  await visit("is led to the problem and on to the field to fix", async ({ page, widget }) => {
    const { keyboard } = page;
    await diagnosed(widget);
    await tabTo(page, CONTINUE);
    await keyboard.press("Enter");
    const summary = await focused(page);
    assert.deepEqual([summary.id, summary.visible], ["summary", true]);
    assert.ok(summary.words.startsWith(text("label.problem")), summary.words);
    await tabTo(page, text("problem.date_empty"));
    await keyboard.press("Enter");
    assert.equal((await focused(page)).words, text("label.month"));
    // A day without a month: the month is the field to fix.
    await tabTo(page, text("label.day"));
    await keyboard.type("27");
    await tabTo(page, text("label.year"));
    await keyboard.type("1980");
    await keyboard.press("Enter");
    await tabTo(page, text("problem.month_empty"));
    await keyboard.press("Space");
    const month = await focused(page);
    assert.deepEqual([month.words, month.visible], [text("label.month"), true]);
    await keyboard.type("3");
    await keyboard.press("Enter");
    await onHeading(page, question("can_attend_visits"));
  });

  await visit("goes back, opens the explanation, and changes an answer", async ({ page, widget }) => {
    const { keyboard } = page;
    await diagnosed(widget);
    await tabTo(page, UNKNOWN);
    await keyboard.press("Space");
    await keyboard.press("Enter");
    await onHeading(page, question("can_attend_visits"));
    await tabTo(page, text("label.why"));
    const why = widget.getByText(text("question.can_attend_visits.why"));
    assert.equal(await why.isVisible(), false);
    await keyboard.press("Enter");
    assert.equal(await why.isVisible(), true);
    await tabTo(page, text("action.back"), { key: "Shift+Tab" });
    await keyboard.press("Enter");
    await onHeading(page, question("date_of_birth"));
    await tabTo(page, CONTINUE);
    await keyboard.press("Enter");
    await tabTo(page, text("answer.yes"));
    await keyboard.press("ArrowDown");
    await keyboard.press("Enter");
    // A person who cannot attend is ruled out, so that answer is to be confirmed at once.
    await onHeading(page, text("check.confirm.heading"));
    await tabTo(page, `${text("action.change")} ${question("can_attend_visits")}`);
    await keyboard.press("Enter");
    await onHeading(page, question("can_attend_visits"));
  });

  await visit("changes an answer, reads what is left out, and saves a reminder", async ({ page, widget }) => {
    const { keyboard } = page;
    await answer(widget, WAITING, null);
    await tabTo(page, `${text("action.change")} ${question("steroids")}`);
    await keyboard.press("Enter");
    await onHeading(page, question("steroids"));
    await tabTo(page, optionLabel("steroids", "none"));
    await keyboard.press("Space");
    await tabTo(page, CONTINUE);
    await keyboard.press("Enter");
    await onHeading(page, text("check.confirm.heading"));
    assert.equal(await widget.getByRole("status").innerText(), "");
    await tabTo(page, `${text("action.change")} ${question("immunosuppressants")}`);
    await keyboard.press("Enter");
    await tabTo(page, optionLabel("immunosuppressants", "none"));
    await keyboard.press("Space");
    await keyboard.press("Enter");
    await onHeading(page, text("check.heading"));
    assert.equal(await widget.getByRole("status").innerText(), text("check.news"));
    // Changing it back restores the wait, and with it the reminder.
    await tabTo(page, `${text("action.change")} ${question("immunosuppressants")}`);
    await keyboard.press("Enter");
    await tabTo(page, optionLabel("immunosuppressants", "methotrexate"));
    await keyboard.press("Space");
    await keyboard.press("Enter");
    await onHeading(page, text("check.confirm.heading"));
    assert.equal(await widget.getByRole("status").innerText(), "");
    await tabTo(page, text("action.confirm"));
    await keyboard.press("Enter");
    await tabTo(page, text("reminder.action").replace("{date}", inWords(WAITING_UNTIL)));
    const saved = page.waitForEvent("download");
    await keyboard.press("Enter");
    assert.match((await saved).suggestedFilename(), /\.ics$/);
  });

  await visit("passes every control of a question in the order in which it is read", async ({ page, widget }) => {
    await diagnosed(widget);
    const labels = ["month", "day", "year", "unknown", "why"].map((id) => text(`label.${id}`));
    await tabTo(page, labels[0]);
    const passed = await tabTo(page, CONTINUE);
    assert.deepEqual([labels[0], ...passed], labels);
  });
});

/** Answers *I don't know* to every question still to come. */
async function unknownToTheEnd(page, widget) {
  for (let key = await asked(widget); key; key = await asked(widget)) {
    await onHeading(page, await heading(widget));
    await page.keyboard.press("Tab");
    const radios = await widget.getByRole("radio").count();
    // Radio buttons are one stop; from the first of them, arrow up wraps to the last.
    if (radios) await page.keyboard.press("ArrowUp");
    else if ((await focused(page)).words !== UNKNOWN) await tabTo(page, UNKNOWN);
    if (!radios) await page.keyboard.press("Space");
    assert.equal((await focused(page)).words, UNKNOWN);
    await page.keyboard.press("Enter");
    assert.notEqual(await asked(widget), key, `the keyboard cannot leave ${key}`);
  }
}
