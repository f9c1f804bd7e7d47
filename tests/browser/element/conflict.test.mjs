// Contradictory answers: both are shown, and the interview continues when one of them is changed, with all others kept.
// With the keyboard alone, on a telephone's screen.
import assert from "node:assert/strict";
import test from "node:test";
import { complaints, overflowing, withAxe } from "../support/axe.mjs";
import { launch } from "../support/browser.mjs";
import { answer, heading } from "../support/interview.mjs";
import { onHeading, tabTo } from "../support/keyboard.mjs";
import { withStudy } from "../support/study.mjs";
import { inWords, text } from "../support/words.mjs";

const context = { viewport: { width: 360, height: 740 } };
const question = (id) => text(`question.${id}`);
const change = (id) => `${text("action.change")} ${question(id)}`;

test("contradictory answers", async (t) => {
  const browser = await launch();
  t.after(() => browser.close());
  const visit = (name, fn) => t.test(name, () => withStudy({ browser, context, prepare: withAxe }, fn));

  await visit("are shown, and one is corrected", async ({ page, widget, heard }) => {
    const { keyboard } = page;
    const trail = await answer(widget, { date_of_birth: "1980-03-03", onset_age: "70" }, null);
    assert.equal(await heading(widget), text("check.conflict.heading"));
    await onHeading(page, text("check.conflict.heading"));
    const said = await widget
      .locator(".row")
      .evaluateAll((all) => all.map((row) => [row.querySelector("dt").innerText, row.querySelector("dd").innerText]));
    assert.deepEqual(said[0], [question("date_of_birth"), inWords("1980-03-03")]);
    assert.equal(said[1][0], question("onset_age"));
    assert.equal(said.length, trail.length, "the other answers stand below");
    assert.ok((await widget.locator(".lead").innerText()).includes(text("consistent.onset_in_life")));
    assert.equal(await widget.getByRole("button", { name: text("action.finish"), exact: true }).count(), 0);
    assert.deepEqual([await complaints(page), await overflowing(page)], [[], []]);

    await tabTo(page, change("onset_age"));
    await keyboard.press("Enter");
    await onHeading(page, question("onset_age"));
    await keyboard.press("Tab");
    await keyboard.press("Control+A");
    await keyboard.type("40");
    await keyboard.press("Enter");
    const more = await answer(widget, {}, null);
    assert.ok(more.length > 0 && more.every((key) => !trail.includes(key)), "it goes on where it would have");
    assert.equal(await heading(widget), text("check.heading"));
    assert.deepEqual(await heard("result"), []);
  });

  await visit("include a single impossible answer, which is to be checked", async ({ widget }) => {
    await answer(widget, { date_of_birth: "1900-03-03" }, null);
    assert.equal(await heading(widget), text("check.conflict_one.heading"));
    assert.ok((await widget.locator(".lead").innerText()).includes(text("consistent.age_in_life")));
  });
});
