// No one at the tablet: first a warning that can be answered, then everything is cleared. By the clock, even after a
// sleep.
import assert from "node:assert/strict";
import test from "node:test";
import { serve } from "../../../www/tools/serve.mjs";
import { launch } from "../support/browser.mjs";
import { answer, asked, diagnosed, enter, heading, press } from "../support/interview.mjs";
import { begin, cleared, finish, pressKiosk, says, withKiosk } from "../support/kiosk.mjs";
import { search } from "../support/memory.mjs";
import { EXCLUDED, WAITING, WAITING_UNTIL } from "../support/people.mjs";
import { TODAY } from "../support/study.mjs";
import { inWords, text } from "../support/words.mjs";

const SECOND = 1000;
const warned = (page) => page.getByRole("alertdialog", { name: says("idle") });
const atWelcome = (page) => page.getByRole("heading", { name: says("welcome") });

/** Actions of people, each isolated from the others as far as the browser allows. */
const SIGNS = {
  "touches the screen": (page) => page.touchscreen.tap(5, 300),
  "moves a pointer": (page) => page.mouse.move(100, 100 + Math.random()),
  "presses a key": (page) => page.keyboard.press("Shift"),
  scrolls: async (page) => {
    const noticed = page.evaluate(() => new Promise((done) => addEventListener("wheel", () => done(), { once: true })));
    await page.mouse.wheel(0, 20);
    await noticed;
  },
  "types on an on-screen keyboard": async (page) => {
    const client = await page.context().newCDPSession(page);
    await client.send("Input.insertText", { text: "3" });
  },
  "composes a letter": async (page) => {
    const client = await page.context().newCDPSession(page);
    await client.send("Input.imeSetComposition", { text: "´", selectionStart: 1, selectionEnd: 1 });
  },
};

test("when no one is there", async (t) => {
  const browser = await launch();
  t.after(() => browser.close());
  const context = { hasTouch: true, viewport: { width: 768, height: 500 } };
  const withClock = (name, options, fn) =>
    t.test(name, () => withKiosk({ browser, context, clock: true, start: true, ...options }, fn));

  await withClock("the kiosk asks, counts down, and clears everything", {}, async ({ page, widget }) => {
    // From here on only the test advances the time, however slow the machine is.
    await page.clock.pauseAt(`${TODAY}T12:01:00`);
    await diagnosed(widget);
    await enter(widget, "date_of_birth", "1980");
    await page.clock.runFor(89 * SECOND);
    assert.equal(await warned(page).count(), 0);
    await page.clock.runFor(SECOND);
    await warned(page).waitFor();
    assert.equal(await page.evaluate(() => document.activeElement.textContent), says("idle.stay"));
    const spoken = () => page.locator("dialog [role=status]").textContent();
    const shown = () => page.locator("dialog p:not([role])").textContent();
    const heard = [];
    for (let left = 30; left > 1; left--) {
      assert.equal(await shown(), says("idle.text", "en", { seconds: left }));
      if (heard.at(-1) !== (await spoken())) heard.push(await spoken());
      await page.clock.runFor(SECOND);
    }
    assert.deepEqual(
      heard,
      [30, 20, 10, 5].map((seconds) => says("idle.text", "en", { seconds })),
    );
    // Behind the question no one can read anything.
    const ground = await page.locator("dialog").evaluate((one) => getComputedStyle(one, "::backdrop").backgroundColor);
    assert.match(ground, /^rgb\(/);
    await page.clock.runFor(SECOND);
    await cleared(page);
    assert.equal(await widget.count(), 0);
  });

  await withClock("a person may stay, as often as they like, and nothing is lost", {}, async ({ page, widget }) => {
    await diagnosed(widget);
    await enter(widget, "date_of_birth", "1980");
    for (let time = 0; time < 3; time++) {
      await page.clock.runFor(100 * SECOND);
      await (time ? page.keyboard.press("Escape") : pressKiosk(page, "idle.stay"));
      assert.equal(await warned(page).count(), 0);
    }
    await page.clock.runFor(100 * SECOND);
    // Under the warning only its buttons count: a touch elsewhere may be a sleeve, or the next person.
    await page.touchscreen.tap(5, 300);
    await page.clock.runFor(10 * SECOND);
    await pressKiosk(page, "idle.stay");
    await press(widget, "continue");
    assert.equal(await asked(widget), "can_attend_visits");
    await page.clock.runFor(95 * SECOND);
    await warned(page)
      .getByRole("button", { name: says("finish") })
      .click();
    await cleared(page);
  });

  for (const [name, act] of Object.entries(SIGNS)) {
    await withClock(`the kiosk notices that a person ${name}`, {}, async ({ page, widget }) => {
      await diagnosed(widget);
      await widget.getByRole("textbox").first().focus();
      for (let time = 0; time < 2; time++) {
        await page.clock.runFor(60 * SECOND);
        await act(page);
      }
      await page.clock.runFor(60 * SECOND);
      assert.equal(await warned(page).count(), 0);
      await page.clock.runFor(31 * SECOND);
      await warned(page).waitFor();
    });
  }

  for (const clock of ["performance", "Date"]) {
    await withClock(`a sleeping tablet clears on waking, though ${clock} stood still`, {}, async ({ page }) => {
      await page.evaluate((name) => {
        if (name === "performance") {
          const then = performance.now();
          performance.now = () => then;
        } else {
          const then = Date.now();
          Date.now = () => then;
        }
      }, clock);
      await page.clock.fastForward(3600 * SECOND);
      await cleared(page);
    });
  }

  await withClock("the touch that wakes the tablet belongs to the next person", {}, async ({ page, widget }) => {
    await diagnosed(widget);
    await enter(widget, "date_of_birth", "1980");
    // Timers slept too: the touch comes first.
    await page.evaluate(() => {
      const { now } = Date;
      Date.now = () => now.call(Date) + 3_600_000;
    });
    await page.touchscreen.tap(5, 300);
    await cleared(page);
  });

  await withClock("the welcome screen resets the language and the text size", { start: false }, async ({ page }) => {
    await page.getByRole("button", { name: "Español" }).click();
    await pressKiosk(page, "larger", "es");
    await page.clock.runFor(91 * SECOND);
    await cleared(page);
    assert.deepEqual(await page.evaluate(() => ({ ...document.documentElement.dataset })), {});
    await page.evaluate(() => {
      window.same = true;
    });
    // Without a change nothing happens.
    await page.clock.runFor(300 * SECOND);
    assert.ok(await page.evaluate(() => window.same));
  });

  await t.test("the same happens in real time", async () => {
    const meta = { "idle-seconds": "2", "warning-seconds": "2" };
    await withKiosk({ browser, meta, start: true }, async ({ page }) => {
      const start = Date.now();
      await warned(page).waitFor();
      await cleared(page);
      const took = Date.now() - start;
      assert.ok(took > 2.5 * SECOND && took < 20 * SECOND, `${took} ms`);
    });
  });
});

test("cleared answers cannot be restored", async (t) => {
  const browser = await launch();
  t.after(() => browser.close());
  const visit = (name, fn, options) => t.test(name, () => withKiosk({ browser, start: true, ...options }, fn));
  const sit = async (widget) => {
    await answer(widget, EXCLUDED);
    await press(widget, "finish");
    assert.equal(await heading(widget), text("verdict.not_eligible.heading"));
  };

  await visit("by the history, which does not grow", async ({ page, widget }) => {
    const length = await page.evaluate(() => history.length);
    await sit(widget);
    await pressKiosk(page, "finish");
    await pressKiosk(page, "finish.no");
    assert.equal(await heading(widget), text("verdict.not_eligible.heading"));
    await finish(page);
    for (let time = 0; time < 2; time++) {
      await begin(page);
      await finish(page);
    }
    assert.equal(await page.evaluate(() => history.length), length);
  });

  await visit("by going back to a page that was left and kept", async ({ page, widget, url }) => {
    await sit(widget);
    await page.goto(new URL("/gallery.css", url).href);
    await page.goBack();
    await atWelcome(page).waitFor();
    assert.equal(await widget.count(), 0);
  });

  await visit("from the back/forward cache", async ({ page, widget }) => {
    await sit(widget);
    await page.evaluate(() => {
      window.dispatchEvent(new PageTransitionEvent("pagehide", { persisted: true }));
      window.left = document.body.childElementCount;
    });
    assert.equal(await page.evaluate(() => window.left), 0);
    await page.evaluate(() => window.dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true })));
    await cleared(page);
  });

  await visit("by a file, a link, the clipboard or storage", async ({ page, widget, context }) => {
    const before = await context.storageState({ indexedDB: true });
    await answer(widget, WAITING, null);
    await press(widget, "finish");
    const until = inWords(WAITING_UNTIL);
    assert.equal(await heading(widget), text("verdict.not_yet.heading").replace("{date}", until));
    assert.equal(await widget.locator("[data-file]:visible").count(), 0, "a file would be saved on the tablet");
    const refused = await page.evaluate(() => {
      const link = document.querySelector("trial-prescreener").shadowRoot.appendChild(document.createElement("a"));
      link.href = "https://example.org/";
      const events = [
        new MouseEvent("click", { bubbles: true, cancelable: true, composed: true }),
        new ClipboardEvent("copy", { bubbles: true, cancelable: true, composed: true }),
        new MouseEvent("contextmenu", { bubbles: true, cancelable: true, composed: true }),
      ];
      return events.map((event) => !link.dispatchEvent(event));
    });
    assert.deepEqual(refused, [true, true, true]);
    assert.deepEqual(await context.storageState({ indexedDB: true }), before);
  });

  await t.test("if no page can be loaded any more, this one is rebuilt", async () => {
    const server = await serve();
    try {
      await withKiosk({ browser, path: `${server.url}pkg/kiosk.html`, start: true }, async ({ page, widget }) => {
        const typed = "in the year of 1931";
        await diagnosed(widget);
        await enter(widget, "date_of_birth", typed);
        await press(widget, "continue");
        await server.close();
        await pressKiosk(page, "finish");
        await pressKiosk(page, "finish.yes");
        await atWelcome(page).waitFor();
        await page.getByText(says("offline.none")).waitFor();
        assert.deepEqual(await search(page, [typed]), { heap: [], wasm: [[]], engines: 1, inputs: 0 });
        await begin(page);
        assert.equal(await asked(widget), "diagnosis");
      });
    } finally {
      await server.close();
    }
  });
});
