// Answers the questions as a person would: by what the screen says and what its controls are called.
import assert from "node:assert/strict";
import { keyOf, optionLabel, text } from "./words.mjs";

/** Where the person is: the heading of the screen. */
export async function heading(widget) {
  const problem = text("label.problem");
  return (await widget.getByRole("heading").filter({ hasNotText: problem }).first().innerText()).trim();
}

/** The key of the question on screen, or undefined on any other screen. */
export const asked = async (widget) => keyOf(await heading(widget));

/** Presses the button of that name; `finish`, which leads to the result, has another where an answer is to be confirmed. */
export async function press(widget, action) {
  const name = text(`action.${named(action, action === "finish" && (await heading(widget)))}`);
  await widget.getByRole("button", { name, exact: true }).click();
}

/** What a button is called below a heading. */
export const named = (action, heading) => (heading === text("check.confirm.heading") ? "confirm" : action);

/**
 * Answers question after question until all answers can be checked; gives the keys in the order asked.
 * `answers`: by key, written as in a result's `answers`. `otherwise` is said to questions that they lack; without it, a
 * question that they lack is a failure, and so is an answer that nobody asks for.
 */
export async function answer(widget, answers, otherwise) {
  const trail = [];
  for (let key = await asked(widget); key; key = await asked(widget)) {
    assert.ok(!trail.includes(key), `${key} is asked twice`);
    const said = key in answers ? answers[key] : otherwise;
    assert.notEqual(said, undefined, `${key} is asked, and the test has no answer`);
    trail.push(key);
    await enter(widget, key, said);
    await press(widget, "continue");
    assert.notEqual(await asked(widget), key, `the answer to ${key} is not taken`);
  }
  const unused = Object.keys(answers).filter((key) => !trail.includes(key));
  assert.deepEqual(unused, [], "answers that nobody asked for");
  return trail;
}

/** Answers the first question, of the diagnosis, and goes on to the one for the date of birth. */
export async function diagnosed(widget) {
  await enter(widget, "diagnosis", "dermatomyositis");
  await press(widget, "continue");
}

/** Fills in the question on screen; `null` is *I don't know*. */
export async function enter(widget, key, said) {
  const [question] = key.split(".");
  if (said === null) await tick(widget, text("label.unknown"));
  else if (typeof said === "boolean") await tick(widget, text(said ? "answer.yes" : "answer.no"));
  else if (Array.isArray(said)) for (const option of said) await tick(widget, optionLabel(question, option));
  else if (await widget.getByRole("radiogroup").count()) await tick(widget, optionLabel(question, said));
  else if (await widget.getByRole("textbox", { name: text("label.year") }).count()) await enterDate(widget, said);
  else await widget.getByRole("textbox").fill(said);
}

/** Fills in a date, `2026-11-22`, of which the day, or the day and the month, may be missing. */
export async function enterDate(widget, date) {
  const [year = "", month = "", day = ""] = date.split("-");
  for (const [name, value] of Object.entries({ year, month, day })) {
    await widget.getByRole("textbox", { name: text(`label.${name}`), exact: true }).fill(value.replace(/^0/, ""));
  }
}

async function tick(widget, label) {
  // A radio or a checkbox, whichever the question has.
  await widget.getByLabel(label, { exact: true }).check();
}
