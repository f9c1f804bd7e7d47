// Session replay tools find nothing to record in the element.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import test from "node:test";
import { launch } from "../support/browser.mjs";
import { answer, enter, press } from "../support/interview.mjs";
import { withStudy } from "../support/study.mjs";
import { optionLabel, text } from "../support/words.mjs";

const require = createRequire(new URL("../../../www/package.json", import.meta.url));
const RECORDER = join(dirname(require.resolve("rrweb")), "rrweb.umd.min.cjs");

/** Answers that nothing else on the page resembles. */
const [YEAR, DOSE] = ["1947", "17.25"];
const CHOSEN = optionLabel("steroids", "deflazacort");
const PLANTED = { date_of_birth: `${YEAR}-03`, steroids: ["deflazacort"], "steroid_dose.deflazacort": DOSE };
/** The marks that the element must have inside, for tools that cannot be run here. */
const MARKS = {
  "data-private": "true",
  "data-hj-suppress": "true",
  "data-clarity-mask": "true",
  "data-recording-disable": "true",
  "data-dd-privacy": "hidden",
};
const CLASSES = ["rr-block", "ph-no-capture", "fs-exclude", "sentry-block"];

/** Starts to record, including everything that the recorder leaves out by default. */
const record = (page) =>
  page.evaluate(() => {
    window.recorded = [];
    const emit = (event) => window.recorded.push(event);
    window.rrweb.record({ emit, maskAllInputs: false, maskInputOptions: {}, recordCanvas: true });
  });

/** Stops the page from showing the result to its staff: a host must itself mark what it shows. */
const hideResult = (page) =>
  page.evaluate(() => addEventListener("prescreener-result", (event) => event.stopPropagation(), { capture: true }));

/** Runs a complete interview; returns everything recorded, as text. */
async function interview(page, widget) {
  await hideResult(page);
  await answer(widget, PLANTED, null);
  await press(widget, "finish");
  await press(widget, "revise");
  const change = `${text("action.change")} ${text("question.date_of_birth")}`;
  await widget.getByRole("button", { name: change }).click();
  await enter(widget, "date_of_birth", PLANTED.date_of_birth);
  await press(widget, "continue");
  // A second snapshot of the whole page, as recorders take from time to time.
  return page.evaluate(() => {
    window.rrweb.record.takeFullSnapshot();
    // Times and positions are numbers, and may look like a year; entries are text.
    return JSON.stringify(window.recorded, (_, value) => (typeof value === "number" ? null : value));
  });
}

test("a recording of the visit", async (t) => {
  const browser = await launch();
  t.after(() => browser.close());
  const prepare = (page) => page.addInitScript({ path: RECORDER });
  const visit = (name, fn) => t.test(name, () => withStudy({ browser, prepare }, fn));

  await visit("holds no answer, from the first question to the result", async ({ page, widget }) => {
    await record(page);
    const recorded = await interview(page, widget);
    assert.ok(recorded.includes("trial-prescreener"), "the page itself is recorded");
    for (const answered of [YEAR, DOSE, CHOSEN, text("question.steroids"), text("check.heading")]) {
      assert.ok(!recorded.includes(answered), `${answered} is in the recording`);
    }
  });

  await visit("would hold them all without the marks", async ({ page, widget }) => {
    await widget.evaluate(({ shadowRoot }) => {
      shadowRoot.querySelector(".root").className = "root";
    });
    await record(page);
    const recorded = await interview(page, widget);
    for (const answered of [YEAR, DOSE, CHOSEN]) assert.ok(recorded.includes(answered), answered);
  });

  await visit("is refused to other tools by their own marks inside the element", async ({ widget }) => {
    const { marks, classes, host } = await widget.evaluate((element) => {
      const { attributes, classList } = element.shadowRoot.querySelector(".root");
      return {
        marks: Object.fromEntries([...attributes].map(({ name, value }) => [name, value])),
        classes: [...classList],
        host: element.getAttributeNames(),
      };
    });
    assert.deepEqual({ ...marks, ...MARKS }, marks);
    assert.deepEqual(classes.slice(1).sort(), [...CLASSES].sort());
    assert.ok(!host.some((name) => name.startsWith("data-")), `the host page's own attributes: ${host}`);
  });
});
