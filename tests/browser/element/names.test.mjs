// What a screen reader gets: roles, names, descriptions, and their order.
import assert from "node:assert/strict";
import test from "node:test";
import { launch } from "../support/browser.mjs";
import { answer, asked, diagnosed, enter, press } from "../support/interview.mjs";
import { EXCLUDED, POSSIBLE } from "../support/people.mjs";
import { withStudy } from "../support/study.mjs";
import { text } from "../support/words.mjs";

const ATTEND = text("question.can_attend_visits");
const REASON = `- group: ${text("label.why")}`;

/** Returns the tree without the remaining number of questions, which changes with the trial. */
const stableTree = async (widget) =>
  (await widget.ariaSnapshot()).replace(/(status: Question \d+\.) .* after this one\..*/, "$1");

const MISTAKE_IN_A_DATE = `
- button "Back"
- status: Question 2.
- group "There is a problem":
  - alert:
    - heading "There is a problem" [level=3]
    - button "${text("problem.date_empty")}"
- group "${text("question.date_of_birth")}":
  - heading "${text("question.date_of_birth")}" [level=3]
  - paragraph: ${text("label.date")}
  - paragraph: "Error: ${text("problem.date_empty")}"
  - text: Month
  - textbox "Month" [invalid]
  - text: Day
  - textbox "Day" [invalid]
  - text: Year
  - textbox "Year" [invalid]
  - paragraph: or
  - checkbox "I don’t know"
  - text: I don’t know
${REASON}
- button "Continue"`;

const RADIOS = `
- button "Back"
- status: Question 3.
- radiogroup "${ATTEND}":
  - heading "${ATTEND}" [level=3]
  - paragraph: ${text("question.can_attend_visits.hint")}
  - radio "Yes"
  - text: "Yes"
  - radio "No"
  - text: "No"
  - paragraph: or
  - radio "I don’t know"
  - text: I don’t know
${REASON}
- button "Continue"`;

const NUMBER = `
- button "Back"
- status: Question 13.
- heading "${text("question.onset_age")}" [level=3]
- paragraph: ${text("question.onset_age.hint")}
- textbox "${text("question.onset_age")}"
- text: years
- checkbox "${text("label.about")}"
- text: ${text("label.about")}
- paragraph: or
- checkbox "I don’t know"
- text: I don’t know
${REASON}
- button "Continue"`;

const RESULT_HEADINGS = [
  [3, "verdict.not_eligible.heading"],
  [4, "result.reasons.heading"],
  [4, "next.heading"],
  [4, "result.about.heading"],
];

test("a screen reader", async (t) => {
  const browser = await launch();
  t.after(() => browser.close());
  const visit = (name, fn) => t.test(name, () => withStudy({ browser }, fn));

  await visit("gets the question as the name of its control", async ({ widget }) => {
    await diagnosed(widget);
    await press(widget, "continue");
    assert.equal(await stableTree(widget), MISTAKE_IN_A_DATE.trim());
    await enter(widget, "date_of_birth", POSSIBLE.date_of_birth);
    await press(widget, "continue");
    assert.equal(await stableTree(widget), RADIOS.trim());
    for (let key = await asked(widget); key !== "onset_age"; key = await asked(widget)) {
      await enter(widget, key, POSSIBLE[key]);
      await press(widget, "continue");
    }
    assert.equal(await stableTree(widget), NUMBER.trim());
  });

  await visit("gets the problem before the help", async ({ page, widget }) => {
    await diagnosed(widget);
    await press(widget, "continue");
    const hint = text("label.date");
    const wrong = `Error: ${text("problem.date_empty")}`;
    const group = await described(page, "group", text("question.date_of_birth"));
    assert.equal(group.description, `${wrong} ${hint}`);
    await enter(widget, "date_of_birth", null);
    await press(widget, "continue");
    await press(widget, "continue");
    const radios = await described(page, "radiogroup", ATTEND);
    assert.ok(radios.description.startsWith(`Error: ${text("problem.choose")}`), radios.description);
    assert.equal(radios.invalid, "true");
  });

  await visit("gets the answer that each Change changes", async ({ widget }) => {
    await answer(widget, EXCLUDED);
    const changes = widget.getByRole("definition").getByRole("button");
    const names = (await changes.all()).map((button) => button.ariaSnapshot());
    // The deciding answer comes first.
    assert.deepEqual(
      await Promise.all(names),
      ["dmso_reaction", "diagnosis", "date_of_birth", "can_attend_visits"].map(
        (key) => `- button "Change ${text(`question.${key}`)}"`,
      ),
    );
  });

  await visit("finds the verdict and its parts by their headings", async ({ widget }) => {
    await answer(widget, EXCLUDED);
    await press(widget, "finish");
    const headings = (await widget.ariaSnapshot()).split("\n").filter((line) => line.startsWith("- heading"));
    assert.deepEqual(
      headings,
      RESULT_HEADINGS.map(([level, key]) => `- heading "${text(key)}" [level=${level}]`),
    );
  });
});

/** Returns what the browser itself reports about the one element with a role and name. */
async function described(page, role, name) {
  const client = await page.context().newCDPSession(page);
  const { root } = await client.send("DOM.getDocument");
  const { nodes } = await client.send("Accessibility.queryAXTree", {
    nodeId: root.nodeId,
    role,
    accessibleName: name,
  });
  const [node, ...others] = nodes.filter(({ ignored }) => !ignored);
  assert.ok(node && others.length === 0, `${nodes.length} elements are a ${role} named ${name}`);
  const invalid = node.properties.find((property) => property.name === "invalid")?.value.value;
  return { description: node.description?.value, invalid };
}
