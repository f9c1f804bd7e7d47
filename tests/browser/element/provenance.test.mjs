// A clinic states the provenance of each answer; the person's word does not replace an examination.
import assert from "node:assert/strict";
import test from "node:test";
import { complaints, overflowing, withAxe } from "../support/axe.mjs";
import { launch } from "../support/browser.mjs";
import { answer, asked, diagnosed, enter, heading, press } from "../support/interview.mjs";
import { screen } from "../support/native.mjs";
import { withStudy } from "../support/study.mjs";
import { text } from "../support/words.mjs";

const WORDS = ["person", "record", "examined"];

/** The radio buttons for the provenance of the answer. */
const source = (widget) => widget.getByRole("group", { name: text("label.from"), exact: true });
const radio = (widget, word) => source(widget).getByRole("radio", { name: text(`label.from.${word}`), exact: true });

/** Returns the selected word. */
async function ticked(widget) {
  const found = [];
  for (const word of WORDS) if (await radio(widget, word).isChecked()) found.push(word);
  assert.equal(found.length, 1, `${found}`);
  return found[0];
}

/** Answers *I don't know* up to a question. */
async function upTo(widget, last) {
  for (let key = await asked(widget); key !== last; key = await asked(widget)) {
    assert.ok(key, `${last} is not asked`);
    await enter(widget, key, null);
    await press(widget, "continue");
  }
}

async function change(widget, key) {
  await widget.getByRole("button", { name: `${text("action.change")} ${text(`question.${key}`)}` }).click();
}

/** Returns what the check screen shows for a question. */
function row(widget, key) {
  return widget
    .locator(".row")
    .filter({ hasText: text(`question.${key}`) })
    .getByRole("definition")
    .first()
    .innerText();
}

test("provenance", async (t) => {
  const browser = await launch();
  t.after(() => browser.close());
  const visit = (name, fn, options = {}) =>
    t.test(name, () => withStudy({ browser, attributes: { audience: "clinic", disclose: "answers" }, ...options }, fn));

  await visit("is chosen beside the answer, and kept in the result", async ({ widget, heard }) => {
    await upTo(widget, "weakness_arms");
    assert.equal(await ticked(widget), "record");
    await enter(widget, "weakness_arms", true);
    await radio(widget, "person").check();
    assert.ok(await widget.getByRole("radio", { name: text("answer.yes"), exact: true }).isChecked(), "both stay");
    await press(widget, "continue");
    assert.equal(await ticked(widget), "person", "what was last chosen");
    await upTo(widget, "mmt8_scale");
    await enter(widget, "mmt8_scale", "both_sides_150");
    await radio(widget, "record").check();
    await press(widget, "continue");
    assert.equal(await asked(widget), "mmt8_bilateral");
    await widget.getByRole("textbox").fill("149");
    await radio(widget, "person").check();
    assert.equal(await widget.getByRole("textbox").inputValue(), "149");
    await press(widget, "continue");
    await enter(widget, "cdasi_activity", "2");
    await radio(widget, "examined").check();
    await press(widget, "continue");
    await answer(widget, {}, null);
    assert.equal(await row(widget, "mmt8_bilateral"), `149 points. ${text("label.from.not_counted")}`);
    assert.equal(await row(widget, "cdasi_activity"), `2 points. ${text("label.from.examined")}`);
    await press(widget, "finish");
    const { detail, json } = (await heard("result")).at(-1);
    assert.equal(detail.verdict, "potentially_eligible");
    const due = {
      weakness_arms: "person",
      mmt8_scale: "record",
      mmt8_bilateral: "person",
      cdasi_activity: "examined",
    };
    assert.deepEqual(detail.provenance, due);
    assert.equal(json, screen(detail));

    await press(widget, "revise");
    await change(widget, "mmt8_bilateral");
    assert.equal(await ticked(widget), "person");
    await radio(widget, "record").check();
    await press(widget, "continue");
    await answer(widget, {}, null);
    await press(widget, "finish");
    assert.equal(await heading(widget), text("verdict.not_eligible.heading"));
    const changed = (await heard("result")).at(-1);
    assert.equal(changed.detail.provenance.mmt8_bilateral, "record");
    assert.equal(changed.json, screen(changed.detail));
  });

  await visit("stays unchanged for an unknown answer", async ({ widget, heard }) => {
    assert.equal(await ticked(widget), "person");
    await radio(widget, "record").check();
    await enter(widget, "diagnosis", null);
    assert.equal(await ticked(widget), "record");
    await radio(widget, "examined").check();
    assert.ok(await widget.getByLabel(text("label.unknown"), { exact: true }).isChecked());
    await press(widget, "continue");
    assert.equal(await ticked(widget), "person", "the provenance is unchanged");
    await answer(widget, {}, null);
    await press(widget, "finish");
    assert.ok(!("provenance" in (await heard("result")).at(-1).detail));
  });

  await visit("is reached by keyboard", async ({ page, widget }) => {
    await diagnosed(widget);
    await widget.getByRole("textbox").first().focus();
    for (let step = 0; step < 4; step += 1) await page.keyboard.press("Tab");
    assert.ok(await radio(widget, "person").evaluate((input) => input === input.getRootNode().activeElement));
    await page.keyboard.press("ArrowDown");
    assert.equal(await ticked(widget), "record");
  });

  const narrow = { context: { viewport: { width: 320, height: 640 } }, prepare: withAxe };
  await visit(
    "passes axe, and fits 320 px",
    async ({ page, widget }) => {
      for (const key of ["date_of_birth", "can_attend_visits", "steroids", "onset_age"]) {
        await upTo(widget, key);
        assert.deepEqual(await complaints(page), [], key);
        assert.deepEqual(await overflowing(page), [], key);
      }
      await press(widget, "continue");
      assert.deepEqual(await complaints(page), [], "with a mistake");
      await enter(widget, "onset_age", "38");
      await press(widget, "continue");
      await answer(widget, {}, null);
      assert.deepEqual(await complaints(page), [], "check");
      assert.deepEqual(await overflowing(page), [], "check");
    },
    narrow,
  );

  await visit(
    "is not asked of a participant",
    async ({ widget }) => {
      assert.equal(await source(widget).count(), 0);
    },
    { attributes: { audience: "participant" } },
  );
});
