// Reading aloud: only with the tablet's own voices, only on request, and never of a screen that is gone.
import assert from "node:assert/strict";
import test from "node:test";
import { launch } from "../support/browser.mjs";
import { diagnosed, enter, press } from "../support/interview.mjs";
import { begin, finish, pressKiosk, says, withKiosk } from "../support/kiosk.mjs";
import { asks, text } from "../support/words.mjs";

const OWN = [
  { lang: "de-DE", localService: true, name: "Own, German" },
  { lang: "en-US", localService: false, name: "Another's" },
  { lang: "en-GB", localService: true, name: "Own" },
];
const FOREIGN = OWN.filter(({ localService, lang }) => !localService || lang === "de-DE");
const question = (wanted) => asks.find(([, key]) => key === wanted)[0];

/** In a page: a tablet with these voices, which become known only a while after the start. Records what it says. */
function giveVoices(voices) {
  window.said = [];
  const synthesis = new EventTarget();
  let known = [];
  Object.assign(synthesis, {
    getVoices: () => known,
    cancel: () => window.said.push("(silence)"),
    speak: ({ text: words, voice, lang }) => window.said.push(`${voice.name} ${lang}: ${words}`),
  });
  Object.defineProperty(window, "speechSynthesis", { value: synthesis });
  window.SpeechSynthesisUtterance = class {
    constructor(words) {
      this.text = words;
    }
  };
  setTimeout(() => {
    known = voices;
    synthesis.dispatchEvent(new Event("voiceschanged"));
  }, 100);
}

/** Returns what was said since the latest silence. */
const said = (page) => page.evaluate(() => window.said.slice(window.said.lastIndexOf("(silence)") + 1));

test("reading aloud", async (t) => {
  const browser = await launch();
  t.after(() => browser.close());
  const visit = (name, voices, fn) =>
    t.test(name, () => {
      const prepare = voices && ((page) => page.addInitScript(giveVoices, voices));
      return withKiosk({ browser, prepare }, fn);
    });
  const control = (page, language) => page.getByRole("button", { name: says("read", language) });

  await visit("is off at first, then follows the screen", OWN, async ({ page, widget }) => {
    await control(page).waitFor();
    await begin(page);
    assert.deepEqual(await said(page), []);
    await pressKiosk(page, "read");
    const first = await said(page);
    assert.deepEqual(
      first.slice(0, 2),
      [text("page.told.none"), question("diagnosis")].map((words) => `Own en-GB: ${words}`),
    );
    assert.ok(first.at(-1).endsWith(`: ${text("label.unknown")}`), first.join(" | "));
    assert.ok(first.length > 2 && first.every((one) => one.startsWith("Own en-GB: ")), first.join(" | "));
    await diagnosed(widget);
    await enter(widget, "date_of_birth", "1980");
    await press(widget, "continue");
    const second = await said(page);
    assert.equal(second[0], `Own en-GB: ${question("can_attend_visits")}`);
    assert.ok(second.includes(`Own en-GB: ${text("answer.yes")}`), second.join(" | "));
    await pressKiosk(page, "help");
    assert.deepEqual(
      await said(page),
      [says("help.lead"), says("help.text")].map((one) => `Own en-GB: ${one}`),
    );
    await pressKiosk(page, "close");
    assert.deepEqual(await said(page), second);
    // A language without a voice has no control, and says nothing.
    await page.getByRole("button", { name: "Español" }).click();
    await widget.locator("[lang=es] #heading").waitFor();
    assert.deepEqual(await said(page), []);
    assert.ok(!(await control(page, "es").isVisible()));
    await page.getByRole("button", { name: "English" }).click();
    await widget.locator("[lang=en] #heading").waitFor();
    assert.deepEqual(await said(page), second);
    await pressKiosk(page, "read");
    assert.deepEqual(await said(page), []);
    await finish(page);
  });

  await visit("ends when everything is cleared", OWN, async ({ page }) => {
    await pressKiosk(page, "read");
    assert.equal((await said(page))[0], `Own en-GB: ${says("welcome")}`);
    await begin(page);
    await finish(page);
    assert.deepEqual(await said(page), [], "the next person has not asked for it");
  });

  await visit("is not offered with voices that send the text to a server", FOREIGN, async ({ page }) => {
    await page.waitForTimeout(300);
    assert.ok(!(await control(page).isVisible()));
  });

  await visit("is not offered without a voice", undefined, async ({ page }) => {
    assert.ok(!(await control(page).isVisible()));
  });
});
