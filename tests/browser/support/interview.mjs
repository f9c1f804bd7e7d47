// Answers the questions as a person would, by the texts on the screen and the names of its controls.
import assert from "node:assert/strict";
import { keyOf, optionLabel, text } from "./words.mjs";

/** Returns the heading of the screen. */
export async function heading(widget) {
  const problem = text("label.problem");
  return (await widget.getByRole("heading").filter({ hasNotText: problem }).first().innerText()).trim();
}

/** Returns the key of the question on screen, or undefined on any other screen. */
export const asked = async (widget) => keyOf(await heading(widget));

/**
 * Presses the button with that name. `finish`, which leads to the result, has another name where an answer is to be
 * confirmed.
 */
export async function press(widget, action) {
  const name = text(`action.${named(action, action === "finish" && (await heading(widget)))}`);
  await widget.getByRole("button", { name, exact: true }).click();
}

/** Returns the name of a button below a heading. */
export const named = (action, heading) => (heading === text("check.confirm.heading") ? "confirm" : action);

/**
 * Answers question after question until all answers can be checked; returns the keys in the order asked. `answers`: by
 * key, written as in a result's `answers`. `otherwise`: the answer to all other questions; without it, any other
 * question is a failure, and so is an answer to a question that is not asked.
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
  assert.deepEqual(unused, [], "answers to questions that were not asked");
  return trail;
}

/** Answers the first question, about the diagnosis, and continues to the one about the date of birth. */
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

/** Fills in a date, `2026-11-22`, which may lack the day, or the day and the month. */
export async function enterDate(widget, date) {
  const [year = "", month = "", day = ""] = date.split("-");
  for (const [name, value] of Object.entries({ year, month, day })) {
    await widget.getByRole("textbox", { name: text(`label.${name}`), exact: true }).fill(value.replace(/^0/, ""));
  }
}

async function tick(widget, label) {
  // A radio button or a checkbox, whichever the question has.
  await widget.getByLabel(label, { exact: true }).check();
}
