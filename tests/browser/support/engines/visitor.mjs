// A person in any browser: reads what the screen says, and clicks where it is said.
import assert from "node:assert/strict";
import { named } from "../interview.mjs";
import { keyOf, optionLabel, text } from "../words.mjs";

/** In the page: what can be clicked by these words, in the element or else around it, brought into view. Gives the middle of it. */
function spot({ words, kind }) {
  const inside = document.querySelector("trial-prescreener")?.shadowRoot.querySelectorAll(kind) ?? [];
  const plain = (node) => node.textContent.trim().replace(/\s+/g, " ");
  const all = [...inside, ...document.querySelectorAll(kind)];
  const found = all.filter((element) => plain(element) === words);
  if (found.length === 0) return null;
  // A text field is met in itself; a choice, by its words.
  const field = found[0].control;
  const target = field?.type === "text" ? field : found[0];
  target.scrollIntoView({ block: "center", behavior: "instant" });
  const { left, top, width, height } = target.getBoundingClientRect();
  return [left + width / 2, top + height / 2];
}

/** In the page: whether another screen than the one with this heading is shown. */
function hasLeft(before) {
  const { shadowRoot } = document.querySelector("trial-prescreener");
  return shadowRoot.querySelector("#heading")?.textContent.trim() !== before;
}

/** In the page: the screen's heading. */
function current() {
  const { shadowRoot } = document.querySelector("trial-prescreener");
  const heading = shadowRoot?.querySelector("#heading, .failure :is(h1, h2, h3, h4, h5, h6)");
  return heading?.textContent.trim() ?? "";
}

export function visitor(page) {
  const me = {
    page,
    heading: () => page.evaluate(current),
    asked: async () => keyOf(await me.heading()),
    /** The words of the part that a selector finds, or null. */
    read: (selector) =>
      page.evaluate((wanted) => {
        const { shadowRoot } = document.querySelector("trial-prescreener");
        return shadowRoot.querySelector(wanted)?.textContent.trim().replace(/\s+/g, " ") ?? null;
      }, selector),
    /** Whether a field is ticked, or what it holds. */
    holds: (id) =>
      page.evaluate((wanted) => {
        const field = document.querySelector("trial-prescreener").shadowRoot.getElementById(wanted);
        return field.type === "text" ? field.value : field.checked;
      }, id),
    async click(words, kind = "button") {
      const point = await page.evaluate(spot, { words, kind });
      assert.ok(point, `nothing to click is called ${words}`);
      await page.mouse.click(...point);
    },
    /** Presses one of the buttons that every interview has, and waits for the next screen. */
    async press(action) {
      const before = await me.heading();
      await me.click(text(`action.${named(action, action === "finish" && before)}`));
      await page.waitForFunction(hasLeft, before);
    },
    async enter(key, said) {
      const [question] = key.split(".");
      if (said === null) await me.click(text("label.unknown"), "label");
      else if (typeof said === "boolean") await me.click(text(said ? "answer.yes" : "answer.no"), "label");
      else if (Array.isArray(said)) for (const one of said) await me.click(optionLabel(question, one), "label");
      else if (await me.read("[role=radiogroup]")) await me.click(optionLabel(question, said), "label");
      else if (await me.read("label[for=year]")) await me.date(said);
      else await me.type(await me.heading(), said);
    },
    async type(label, value) {
      await me.click(label, "label");
      await page.keyboard.type(value);
    },
    async date(said) {
      const [year, month, day] = said.split("-").map((part) => part.replace(/^0/, ""));
      for (const [name, value] of Object.entries({ year, month, day })) {
        if (value) await me.type(text(`label.${name}`), value);
      }
    },
    /** Answers until all answers can be checked. `otherwise` is said to what the answers lack. Gives the keys asked. */
    async answer(answers, otherwise) {
      const trail = [];
      for (let key = await me.asked(); key; key = await me.asked()) {
        const said = key in answers ? answers[key] : otherwise;
        assert.notEqual(said, undefined, `${key} is asked, and the test has no answer`);
        trail.push(key);
        await me.enter(key, said);
        await me.press("continue");
      }
      return trail;
    },
  };
  return me;
}
