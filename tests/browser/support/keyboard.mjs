// The keyboard of a person without a mouse: the focus, and where it moves.
import assert from "node:assert/strict";

/** Returns the focused element, through shadow roots: its tag, its name, and whether it is visible. */
export function focused(page) {
  return page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    const words = (node) => node.textContent.trim().replace(/\s+/g, " ");
    const label = element.labels?.[0] ?? element;
    const { top, bottom, left, right } = element.getBoundingClientRect();
    const visible = top >= 0 && left >= 0 && bottom <= window.innerHeight && right <= window.innerWidth;
    return { tag: element.localName, id: element.id, words: words(label), visible };
  });
}

/** Presses Tab until the element with this name has the focus. */
export async function tabTo(page, words, { key = "Tab" } = {}) {
  const passed = [];
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press(key);
    const now = await focused(page);
    if (now.words === words) {
      assert.ok(now.visible, `${words} has the focus outside of the window`);
      return passed;
    }
    passed.push(now.words);
  }
  throw new Error(`${key} never reaches ${words}; it passes ${[...new Set(passed)].join(" | ")}`);
}

/** Fails unless the focus is on a visible heading with these words. */
export async function onHeading(page, words) {
  const now = await focused(page);
  assert.deepEqual([now.id, now.words, now.visible], ["heading", words, true]);
}
