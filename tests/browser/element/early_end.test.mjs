// One mistake does not end the interview: before a result that rules a person out, the deciding answer is confirmed,
// and can be changed with all others kept. With the keyboard alone, on a telephone's screen.
import assert from "node:assert/strict";
import test from "node:test";
import { complaints, overflowing, withAxe } from "../support/axe.mjs";
import { launch } from "../support/browser.mjs";
import { answer, asked, heading } from "../support/interview.mjs";
import { onHeading, tabTo } from "../support/keyboard.mjs";
import { withStudy } from "../support/study.mjs";
import { inWords, text } from "../support/words.mjs";

const context = { viewport: { width: 360, height: 740 } };
const ASKS = text("check.confirm.heading");
const question = (id) => text(`question.${id}`);
const change = (id) => `${text("action.change")} ${question(id)}`;

/** Returns every answer on the screen: the question, then the answer. */
const rows = (widget) =>
  widget
    .locator(".row")
    .evaluateAll((all) => all.map((row) => [row.querySelector("dt").innerText, row.querySelector("dd").innerText]));

test("an answer that ends the interview", async (t) => {
  const browser = await launch();
  t.after(() => browser.close());
  const visit = (name, fn) =>
    t.test(name, () => withStudy({ browser, context, prepare: withAxe, attributes: { disclose: "answers" } }, fn));

  await visit("is a year of birth: once corrected, all other answers stay", async ({ page, widget, heard }) => {
    const { keyboard } = page;
    const trail = await answer(widget, { date_of_birth: "2015-03-03", dmso_reaction: false, onset_age: "9" }, null);
    assert.equal(await heading(widget), ASKS);
    const [first, ...others] = await rows(widget);
    assert.deepEqual(first, [question("date_of_birth"), inWords("2015-03-03")]);
    assert.equal(others.length, trail.length - 1);
    assert.deepEqual([await complaints(page), await overflowing(page)], [[], []]);

    await tabTo(page, change("date_of_birth"));
    await keyboard.press("Enter");
    await onHeading(page, question("date_of_birth"));
    await tabTo(page, text("label.year"));
    await keyboard.press("Control+A");
    await keyboard.type("1965");
    await keyboard.press("Enter");
    const more = await answer(widget, {}, null);
    assert.deepEqual(
      more.filter((key) => trail.includes(key)),
      [],
      "what was answered is not asked again",
    );
    await onHeadingOrShown(page, widget, more);
    const now = new Map(await rows(widget));
    assert.equal(now.get(question("date_of_birth")), inWords("1965-03-03"));
    for (const [asks, said] of others) assert.equal(now.get(asks), said, asks);
    assert.deepEqual(await heard("result"), []);
  });

  await visit("comes early: the interview continues where it would have", async ({ page, widget, heard }) => {
    const { keyboard } = page;
    await answer(widget, { diagnosis: "polymyositis", date_of_birth: "1965-03-03", can_attend_visits: false });
    await tabTo(page, change("can_attend_visits"));
    await keyboard.press("Enter");
    await onHeading(page, question("can_attend_visits"));
    // If it is left unchanged, it is still to be confirmed.
    await tabTo(page, text("action.continue"));
    await keyboard.press("Enter");
    await onHeading(page, ASKS);
    await tabTo(page, change("can_attend_visits"));
    await keyboard.press("Enter");
    await tabTo(page, text("answer.no"));
    await keyboard.press("ArrowUp");
    await keyboard.press("Enter");
    await onHeading(page, question("dmso_reaction"));
    assert.equal(await asked(widget), "dmso_reaction");
    assert.deepEqual(await heard("result"), []);
  });

  await visit(
    "is right: the button beside it leads to the result, and it is confirmed once",
    async ({ page, widget, heard }) => {
      const { keyboard } = page;
      await answer(widget, { diagnosis: "polymyositis", date_of_birth: "1965-03-03", can_attend_visits: false });
      const passed = await tabTo(page, text("action.confirm"));
      assert.ok(!passed.includes(change("date_of_birth")), "the answers that decide nothing come after it");
      await keyboard.press("Enter");
      await onHeading(page, text("verdict.not_eligible.heading"));
      await tabTo(page, text("action.revise"));
      await keyboard.press("Enter");
      await onHeading(page, text("check.heading"));
      await tabTo(page, text("action.finish"));
      await keyboard.press("Enter");
      await onHeading(page, text("verdict.not_eligible.heading"));
      const steps = (await heard("step")).map(({ detail }) => detail.screen);
      assert.deepEqual(steps, ["question", "question", "check", "result", "check", "result"]);
    },
  );
});

/** Fails unless all answers can be checked, and the focus is on the heading if no question came between. */
async function onHeadingOrShown(page, widget, more) {
  assert.equal(await heading(widget), text("check.heading"));
  if (more.length === 0) await onHeading(page, text("check.heading"));
}
