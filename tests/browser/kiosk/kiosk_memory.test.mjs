// After everything is cleared, no answer is left in the page's process: not in its heap, not in any WebAssembly memory.
import assert from "node:assert/strict";
import test from "node:test";
import { launch } from "../support/browser.mjs";
import { asked, diagnosed, enter, heading, press } from "../support/interview.mjs";
import { begin, cleared, finish, withKiosk } from "../support/kiosk.mjs";
import { search } from "../support/memory.mjs";
import { newKey } from "../support/native.mjs";
import { POSSIBLE } from "../support/people.mjs";
import { handOn } from "../support/refer.mjs";
import { text } from "../support/words.mjs";

/** What the person types and deletes, by the question at which they do. */
const MISTAKES = {
  date_of_birth: "in the year of 1931",
  onset_age: "thirty and something",
  "steroid_dose.prednisone": "thirteen tablets",
};
const SOUGHT = "methoqwx";
const SAID = {
  ...POSSIBLE,
  date_of_birth: "1931-07-19",
  "steroid_dose.prednisone": "13.75",
  "steroid_changed_on.prednisone": "2026-05-27",
  "immunosuppressant_changed_on.methotrexate": "2025-10-02",
  hydroxychloroquine_changed_on: "2023-08-29",
  mri_on: "2026-06-12",
};
/** Ten words to search for. */
const PLANTED = [
  ...Object.values(MISTAKES),
  SOUGHT,
  ...[SAID.date_of_birth, SAID["steroid_dose.prednisone"], SAID["steroid_changed_on.prednisone"]],
  ...[SAID["immunosuppressant_changed_on.methotrexate"], SAID.hydroxychloroquine_changed_on, SAID.mri_on],
];

/** Answers everything up to the result; returns all findings on the way. */
async function sit(page, widget) {
  const seen = new Set();
  const look = async () => {
    const { heap, wasm, engines, inputs } = await search(page, PLANTED);
    // With a site's key the referral engine is loaded after the first question.
    assert.deepEqual([engines === 1 || engines === 2, inputs > 0], [true, true]);
    // A field's own text is kept outside the heap and is freed with the field.
    const fields = await widget.getByRole("searchbox").evaluateAll((all) => all.map(({ value }) => value));
    for (const word of [...heap, ...wasm.flat(), ...fields]) if (PLANTED.includes(word)) seen.add(word);
  };
  for (let key = await asked(widget); key; key = await asked(widget)) {
    if (key === "immunosuppressants") {
      await widget.getByRole("searchbox").fill(SOUGHT);
      await look();
      await widget.getByRole("searchbox").fill("");
    }
    if (key in MISTAKES) {
      await enter(widget, key, MISTAKES[key]);
      await press(widget, "continue");
      assert.equal(await asked(widget), key);
      await look();
    }
    await enter(widget, key, SAID[key]);
    await press(widget, "continue");
    assert.notEqual(await asked(widget), key);
  }
  await press(widget, "finish");
  assert.equal(await heading(widget), text("verdict.potentially_eligible.heading"));
  // Another engine makes the referral, and its payload is encoded differently.
  await handOn(widget);
  await widget.getByText(text("refer.news.kept")).waitFor();
  const referred = await search(page, PLANTED);
  assert.equal(referred.engines, 2);
  // The referral is packed in bits; the interview's own engine holds the answers as given.
  assert.ok(
    referred.wasm.some((found) => found.includes(SAID.date_of_birth)),
    "an engine holds the answers",
  );
  return [...new Set([...seen, ...referred.heap, ...referred.wasm.flat()])];
}

const NOTHING = { heap: [], wasm: [], engines: 0, inputs: 0 };

test("after clearing nothing is left in memory", async (t) => {
  const browser = await launch();
  t.after(() => browser.close());

  const visit = (name, options, fn) => t.test(name, () => withKiosk({ browser, ...options }, fn));
  await visit("of a person who finished", { meta: { "site-key": newKey().public } }, async ({ page, widget }) => {
    assert.equal(new Set(PLANTED).size, 10);
    assert.deepEqual(await search(page, PLANTED), NOTHING, "it is there before it was entered");
    await begin(page);
    const seen = await sit(page, widget);
    assert.deepEqual(seen.sort(), [...PLANTED].sort(), "the search finds what is there");
    await finish(page);
    assert.deepEqual(await search(page, PLANTED), NOTHING);
    // The next person's engine does not have their memory either.
    await begin(page);
    const next = await search(page, PLANTED);
    assert.deepEqual([next.heap, next.wasm.flat(), next.engines > 0], [[], [], true]);
  });

  const soon = { "idle-seconds": "1", "warning-seconds": "1" };
  await visit("of a person who walked away", { meta: soon, start: true }, async ({ page, widget }) => {
    const typed = MISTAKES.date_of_birth;
    await diagnosed(widget);
    await enter(widget, "date_of_birth", typed);
    await press(widget, "continue");
    await cleared(page);
    assert.deepEqual(await search(page, [typed]), NOTHING);
  });
});
