// The time from an answer to the next question on the screen, on a processor a quarter as fast.
import assert from "node:assert/strict";
import test from "node:test";
import { answer } from "../support/interview.mjs";
import { POSSIBLE } from "../support/people.mjs";
import { withStudy } from "../support/study.mjs";

/** A change within one frame, in milliseconds, is seen as immediate. */
const FRAME = 16;
const SLOWDOWN = 4;
/**
 * The limit as a multiple of the time that the browser alone needs to show the same nodes. Unlike times, which vary
 * between machines and from hour to hour, this ratio is stable.
 */
const TIMES = 3.5;

/** Times each press, from before any listener until its answer is laid out, and then the browser alone. */
function watchPresses() {
  window.took = [];
  let began = 0;
  const finish = () => {
    document.body.getBoundingClientRect();
    return performance.now() - began;
  };
  window.addEventListener("click", () => (began = performance.now()), { capture: true });
  window.addEventListener("click", (event) => {
    if (!event.composedPath().some((target) => target.localName === "button")) return;
    const ours = finish();
    const { shadowRoot } = document.querySelector("trial-prescreener");
    const screen = shadowRoot.querySelector(".screen");
    const copy = screen.firstElementChild.cloneNode(true);
    began = performance.now();
    screen.replaceChildren(copy);
    shadowRoot.getElementById("heading").focus();
    window.took.push([ours, finish()]);
  });
}

const median = (times) => times.sort((a, b) => a - b)[times.length >> 1];

test("the next question comes at once", async (t) => {
  const prepare = async (page) => {
    await page.addInitScript(watchPresses);
    const session = await page.context().newCDPSession(page);
    await session.send("Emulation.setCPUThrottlingRate", { rate: SLOWDOWN });
  };
  await withStudy({ prepare }, async ({ widget, page }) => {
    await answer(widget, POSSIBLE);
    const took = await page.evaluate(() => window.took);
    assert.ok(took.length > 10, "the answers were seen");
    const [ours, alone] = [median(took.map(([time]) => time)), median(took.map(([, time]) => time))];
    const slowest = Math.max(...took.map(([time]) => time));
    t.diagnostic(`${took.length} answers: ${ours.toFixed(1)} ms half of them, ${slowest.toFixed(1)} ms the slowest`);
    t.diagnostic(`the browser alone: ${alone.toFixed(1)} ms; a frame has ${FRAME} ms`);
    assert.ok(ours <= Math.max(FRAME, TIMES * alone), `half of the answers took more than ${ours} ms`);
  });
});
