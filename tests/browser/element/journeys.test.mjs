// Complete interviews through the real page; each result is the one that the native program computes from the same
// answers.
import assert from "node:assert/strict";
import test from "node:test";
import { launch } from "../support/browser.mjs";
import { answer, asked, diagnosed, enter, enterDate, heading, press } from "../support/interview.mjs";
import { screen } from "../support/native.mjs";
import { EXCLUDED, POSSIBLE, WAITING, WAITING_UNTIL, YOUNG } from "../support/people.mjs";
import { withStudy } from "../support/study.mjs";
import { inWords, optionLabel, text } from "../support/words.mjs";

/** How a result writes *I don't know*. */
const UNKNOWN = { unknown: true };

/** Returns the latest result; fails unless the native program computes the same, byte for byte. */
async function result(heard) {
  const { detail, json } = (await heard("result")).at(-1);
  assert.equal(json, screen(detail));
  return detail;
}

/** Returns the points listed under a heading of the screen: `result.met`, `check.left_out`. */
function listed(widget, section) {
  const part = widget.getByRole("heading", { name: text(`${section}.heading`) }).locator("xpath=..");
  return part.getByRole("listitem").allInnerTexts();
}

/** Returns the text of the widget's part of the page. */
const words = (widget) => widget.locator(".screen").innerText();

/** Returns the event as the page shows it to the site's staff. */
const panel = async (page) => JSON.parse(await page.getByRole("textbox", { name: "The last event" }).inputValue());

test("an interview", async (t) => {
  const browser = await launch();
  t.after(() => browser.close());
  const visit = (name, fn, options = {}) =>
    t.test(name, () => withStudy({ browser, attributes: { disclose: "answers" }, ...options }, fn));

  await visit("ends as soon as the person is ruled out, with the reason", async ({ widget, heard }) => {
    const trail = await answer(widget, EXCLUDED);
    assert.deepEqual(trail, Object.keys(EXCLUDED));
    assert.equal(await heading(widget), text("check.confirm.heading"));
    await press(widget, "finish");
    assert.equal(await heading(widget), text("verdict.not_eligible.heading"));
    const [reason, ...more] = await listed(widget, "result.reasons");
    assert.match(reason, /DMSO/);
    assert.match(reason, /You said: Yes/);
    assert.deepEqual(more, []);
    assert.equal((await result(heard)).verdict, "not_eligible");
  });

  await visit("leads a person who may fit to what the team must still check", async ({ widget, heard, page }) => {
    await answer(widget, POSSIBLE);
    await press(widget, "finish");
    assert.equal(await heading(widget), text("verdict.potentially_eligible.heading"));
    const { verdict, to_confirm: open, answers } = await result(heard);
    assert.equal(verdict, "potentially_eligible");
    assert.ok(open.includes("E04"), "the exclusions that could not be verified");
    const titles = async (name) => (await listed(widget, name)).map((point) => point.split("\n", 1)[0]);
    const [left, judged] = [await titles("result.confirm"), await titles("result.judge")];
    assert.ok(judged.includes(text("criterion.E04")), "no answer could settle that");
    assert.deepEqual([...left, ...judged].sort(), open.map((id) => text(`criterion.${id}`)).sort());
    assert.equal(answers["steroid_changed_on.prednisone"], "2026-06");
    assert.deepEqual(answers.biopsy_active, UNKNOWN);
    assert.deepEqual((await panel(page)).to_confirm, open);
  });

  await visit("shows a person who is too young the day of the eighteenth birthday", async ({ widget, heard, page }) => {
    await answer(widget, YOUNG, null);
    await press(widget, "finish");
    assert.equal(await heading(widget), "Not yet: maybe from December 24, 2026");
    const { verdict, eligible_from: day } = await result(heard);
    assert.deepEqual([verdict, day], ["not_yet", "2026-12-24"]);
    assert.equal((await panel(page)).eligible_from, "2026-12-24");
  });

  await visit(
    "shows a person who changed a dose when it will have been stable long enough",
    async ({ widget, heard, page }) => {
      await answer(widget, WAITING, null);
      await press(widget, "finish");
      assert.ok((await heading(widget)).includes(inWords(WAITING_UNTIL)));
      const [reason] = await listed(widget, "result.reasons");
      assert.ok(reason.includes(inWords("2026-11-08")) && reason.includes(inWords(WAITING_UNTIL)), reason);
      assert.equal((await result(heard)).eligible_from, WAITING_UNTIL);
      assert.equal((await panel(page)).eligible_from, WAITING_UNTIL);
    },
  );

  await visit("decides nothing for a person who knows nothing", async ({ widget, heard }) => {
    const trail = await answer(widget, {}, null);
    await press(widget, "finish");
    const { verdict, criteria, answers } = await result(heard);
    assert.equal(verdict, "potentially_eligible");
    assert.deepEqual([...new Set(criteria.map(({ status }) => status))], ["unknown"]);
    assert.deepEqual(
      Object.entries(answers),
      trail.map((key) => [key, UNKNOWN]),
    );
    assert.doesNotMatch(await words(widget), /\beligible\b/i);
  });

  await visit("gives a new result when an answer is changed after the result", async ({ widget, heard, page }) => {
    await answer(widget, EXCLUDED);
    await press(widget, "finish");
    await press(widget, "revise");
    assert.equal(await heading(widget), text("check.heading"));
    assert.equal(await page.getByText("No result yet.").count(), 1);
    await widget.getByRole("button", { name: `${text("action.change")} ${text("question.dmso_reaction")}` }).click();
    await enter(widget, "dmso_reaction", false);
    await press(widget, "continue");
    const rest = await answer(widget, {}, null);
    assert.ok(!Object.keys(EXCLUDED).some((key) => rest.includes(key)), "what is known is not asked again");
    await press(widget, "finish");
    assert.equal((await result(heard)).verdict, "potentially_eligible");
    assert.equal((await heard("result")).length, 2);
    assert.equal((await panel(page)).answers.dmso_reaction, false);
  });

  await visit("keeps what was entered when going back", async ({ widget }) => {
    const said = { diagnosis: "polymyositis", date_of_birth: "1984-03", can_attend_visits: null, dmso_reaction: false };
    await answerUntil(widget, "steroids", said);
    await press(widget, "back");
    assert.ok(await widget.getByRole("radio", { name: text("answer.no"), exact: true }).isChecked());
    await press(widget, "back");
    assert.ok(await widget.getByRole("radio", { name: text("label.unknown") }).isChecked());
    await press(widget, "back");
    const fields = await Promise.all((await widget.getByRole("textbox").all()).map((field) => field.inputValue()));
    assert.deepEqual(fields, ["3", "", "1984"]);
    await press(widget, "back");
    assert.ok(await widget.getByRole("radio", { name: optionLabel("diagnosis", "polymyositis") }).isChecked());
    assert.equal(await widget.getByRole("button", { name: text("action.back") }).count(), 0);
  });

  await visit("keeps the text of a refused entry", async ({ widget }) => {
    await diagnosed(widget);
    await enterDate(widget, "2030-01-31");
    await press(widget, "continue");
    assert.equal(await asked(widget), "date_of_birth");
    assert.match(await widget.getByRole("alert").innerText(), /not in the future/);
    assert.equal(await widget.getByRole("textbox", { name: text("label.year") }).inputValue(), "2030");
  });

  await visit("clears everything on starting again", async ({ widget, heard, page }) => {
    await answer(widget, EXCLUDED);
    await press(widget, "finish");
    await press(widget, "restart");
    assert.equal(await asked(widget), "diagnosis");
    assert.equal(await widget.getByRole("radio", { checked: true }).count(), 0);
    assert.equal(await widget.evaluate((element) => element.result), undefined);
    assert.equal(await page.getByText("No result yet.").count(), 1);
    await answer(widget, YOUNG, null);
    await press(widget, "finish");
    assert.deepEqual((await result(heard)).answers.dmso_reaction, UNKNOWN);
  });

  await visit("drops the answers to follow-up questions that no longer apply", async ({ widget, heard }) => {
    await answer(widget, WAITING, null);
    await widget
      .getByRole("button", { name: `${text("action.change")} ${text("question.immunosuppressants")}` })
      .click();
    await enter(widget, "immunosuppressants", ["none"]);
    await press(widget, "continue");
    await answer(widget, {}, null);
    await press(widget, "finish");
    const { verdict, answers } = await result(heard);
    assert.equal(verdict, "potentially_eligible");
    assert.deepEqual(answers.immunosuppressants, ["none"]);
    assert.ok(!("immunosuppressant_changed_on.methotrexate" in answers));
  });

  await visit("shows which answers a change leaves out, and restores them", async ({ widget, heard }) => {
    const change = async (key, said) => {
      await widget.getByRole("button", { name: `${text("action.change")} ${text(`question.${key}`)}` }).click();
      await enter(widget, key, said);
      await press(widget, "continue");
    };
    const rows = () => widget.getByRole("term").allInnerTexts();
    const told = () => widget.getByRole("status").innerText();
    await answer(widget, POSSIBLE);
    const before = await rows();
    await change("dmso_reaction", true);
    assert.equal(await told(), text("check.news"));
    // The deciding answer comes first.
    assert.deepEqual(await rows(), [before[3], ...before.slice(0, 3)]);
    assert.deepEqual(await listed(widget, "check.left_out"), before.slice(4));
    await press(widget, "finish");
    assert.deepEqual(Object.keys((await result(heard)).answers), Object.keys(POSSIBLE).slice(0, 4));
    await press(widget, "revise");
    assert.equal(await told(), "");
    await change("dmso_reaction", false);
    assert.deepEqual(await rows(), before);
    assert.equal(await told(), "");
    await press(widget, "finish");
    assert.deepEqual(Object.keys((await result(heard)).answers).sort(), Object.keys(POSSIBLE).sort());
  });
});

/** Answers until a question is on screen. */
async function answerUntil(widget, last, answers) {
  for (let key = await asked(widget); key !== last; key = await asked(widget)) {
    await enter(widget, key, answers[key]);
    await press(widget, "continue");
  }
}
