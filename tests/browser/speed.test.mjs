// How long it takes from an answer to the next question on the screen, on a processor a quarter as fast.
import assert from "node:assert/strict";
import test from "node:test";
import { answer } from "./support/interview.mjs";
import { POSSIBLE } from "./support/people.mjs";
import { withStudy } from "./support/study.mjs";

/** A frame, in milliseconds: what comes within it is seen at once. */
const FRAME = 16;
const SLOWDOWN = 4;

/** Times each click from before anybody hears of it until its answer is laid out. */
function watchClicks() {
  window.took = [];
  let began = 0;
  window.addEventListener("click", () => (began = performance.now()), { capture: true });
  window.addEventListener("click", (event) => {
    const pressed = event.composedPath().some((target) => target.localName === "button");
    document.body.getBoundingClientRect();
    if (pressed) window.took.push(performance.now() - began);
  });
}

test("the next question comes within a frame", async (t) => {
  const prepare = async (page) => {
    await page.addInitScript(watchClicks);
    const session = await page.context().newCDPSession(page);
    await session.send("Emulation.setCPUThrottlingRate", { rate: SLOWDOWN });
  };
  await withStudy({ prepare }, async ({ widget, page }) => {
    await answer(widget, POSSIBLE);
    const took = (await page.evaluate(() => window.took)).sort((a, b) => a - b);
    const [median, slowest] = [took[took.length >> 1], took.at(-1)];
    t.diagnostic(`${took.length} answers: ${median.toFixed(1)} ms half of them, ${slowest.toFixed(1)} ms the slowest`);
    assert.ok(took.length > 10, "the answers were seen");
    assert.ok(median <= FRAME, `half of the answers took more than ${median} ms`);
  });
});
