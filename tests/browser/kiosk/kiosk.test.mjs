// The kiosk's screens: in each language, at each text size and contrast, by keyboard, under its own policy.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import test from "node:test";
import { pkg } from "../../../www/tools/paths.mjs";
import { complaints, overflowing, withAxe } from "../support/axe.mjs";
import { launch } from "../support/browser.mjs";
import { answer, asked, diagnosed, enter, heading, press } from "../support/interview.mjs";
import { focused, onHeading, tabTo } from "../support/keyboard.mjs";
import { begin, finish, pressKiosk, says, withKiosk } from "../support/kiosk.mjs";
import { EXCLUDED, EXCLUDED_LATER } from "../support/people.mjs";
import { asks, text } from "../support/words.mjs";

const SIZES = [
  { width: 320, height: 640 },
  { width: 768, height: 1024 },
  { width: 1280, height: 800 },
];
const MEDIA = [{ colorScheme: "light" }, { colorScheme: "dark" }, { forcedColors: "active" }];
/** In forced colours the system ensures the contrast of text, and axe reads the colours that it replaced. */
const LINES = ["target-size", "label", "button-name"];
const BORN = asks.find(([, key]) => key === "date_of_birth")[0];

/** Examines one screen at every size, in every colour scheme, at the smallest and largest text size. */
async function examine(page, name) {
  for (const size of SIZES) {
    await page.setViewportSize(size);
    for (const [contrast, textSize] of [
      [false, 0],
      [true, 4],
    ]) {
      await page.evaluate(
        ([strong, steps]) => {
          const { dataset } = document.documentElement;
          if (strong) dataset.contrast = "strong";
          else delete dataset.contrast;
          dataset.size = String(steps);
        },
        [contrast, textSize],
      );
      for (const media of MEDIA) {
        await page.emulateMedia({ colorScheme: null, forcedColors: null, ...media });
        const where = `${name}, ${size.width} px, ${JSON.stringify(media)}, strong: ${contrast}`;
        assert.deepEqual(await complaints(page, media.forcedColors ? LINES : undefined), [], where);
      }
      assert.deepEqual(await overflowing(page), [], `${name} is wider than ${size.width} px at size ${textSize}`);
    }
  }
  await page.emulateMedia({ colorScheme: null, forcedColors: null });
  await page.evaluate(() => {
    for (const what of ["contrast", "size"]) delete document.documentElement.dataset[what];
  });
}

test("the kiosk", async (t) => {
  const browser = await launch();
  t.after(() => browser.close());
  const visit = (name, options, fn) => t.test(name, () => withKiosk({ browser, ...options }, fn));

  const help = { help: "Ask Ana in room 12." };
  await visit("first states what it is, in each language, and whom to ask", { meta: help }, async ({ page }) => {
    await page.getByText(help.help).waitFor();
    await page.getByRole("button", { name: "Español" }).click();
    await page.getByRole("heading", { name: says("welcome", "es") }).waitFor();
    assert.deepEqual(await page.evaluate(() => [document.documentElement.lang, document.title]), [
      "es",
      says("title", "es"),
    ]);
    await page.getByText(says("help.text", "es")).waitFor();
    await pressKiosk(page, "help", "es");
    await page.getByRole("alertdialog", { name: says("help.lead", "es") }).waitFor();
    await page.getByRole("alertdialog").getByRole("button", { name: "English" }).click();
    await page
      .getByRole("alertdialog", { name: says("help.lead") })
      .getByText(help.help)
      .waitFor();
    await pressKiosk(page, "close");
    const pressed = await page.getByRole("button", { pressed: true }).allTextContents();
    assert.deepEqual(pressed, ["English"]);
  });

  await visit("offers a language on every screen, and keeps answers and entries", { start: true }, async (opened) => {
    const { page, widget } = opened;
    const choose = (name) => page.getByRole("button", { name }).first().click();
    const inSpanish = (selector) =>
      page.waitForFunction(
        (wanted) => document.querySelector("trial-prescreener").shadowRoot.querySelector(wanted),
        `[lang=es] ${selector}`,
      );
    await diagnosed(widget);
    await enter(widget, "date_of_birth", "1980");
    await choose("Español");
    await inSpanish("#year");
    assert.equal(await widget.locator("#year").inputValue(), "1980");
    await choose("English");
    await widget.getByRole("heading", { name: BORN }).waitFor();
    await answer(widget, EXCLUDED_LATER);
    await choose("Español");
    await inSpanish("[data-action=finish]");
    await widget.locator("[data-action=finish]").click();
    await inSpanish(".verdict");
    await choose("English");
    await widget.getByRole("heading", { name: text("verdict.not_eligible.heading") }).waitFor();
    await choose("Español");
    await inSpanish(".verdict");
    await finish(page, "es").catch(() => {});
    // The next person begins with the site's first language.
    await page.getByRole("heading", { name: says("welcome") }).waitFor();
  });

  await visit("offers only the languages that the site lists", { meta: { languages: "es xx" } }, async (opened) => {
    const { page, consoleErrors } = opened;
    assert.equal(await page.evaluate(() => document.documentElement.lang), "es");
    assert.equal(await page.locator("[data-language]").count(), 1);
    assert.match(consoleErrors.join(), /no words in xx/);
  });

  const odd = { "idle-seconds": "soon", "site-key": "A".repeat(43), receiver: "https://a.example/receive" };
  await visit("passes the site's settings and their faults to the element", { meta: odd }, async (opened) => {
    const { page, widget, consoleErrors } = opened;
    await begin(page);
    const set = (name) => widget.getAttribute(name);
    assert.equal(await set("site-key"), odd["site-key"]);
    assert.equal(await set("receiver"), odd.receiver);
    assert.equal(await set("audience"), null);
    assert.match(consoleErrors.join(), /prescreener-idle-seconds: expected a number of seconds .* not soon; it is 90/);
  });

  await visit("makes text larger and smaller, and contrast stronger", { start: true }, async ({ page, widget }) => {
    const size = () => widget.evaluate((element) => Number.parseFloat(getComputedStyle(element).fontSize));
    const sizes = [await size()];
    // At the end of the range the button is still there, and does nothing.
    const step = (key) => page.getByRole("button", { name: says(key) }).dispatchEvent("click");
    for (let steps = 0; steps < 6; steps++) {
      await step("larger");
      sizes.push(await size());
    }
    assert.deepEqual(sizes, [18, 22.4, 28, 35.2, 44, 44, 44]);
    assert.equal(await page.getByRole("button", { name: says("larger") }).getAttribute("aria-disabled"), "true");
    for (let steps = 0; steps < 6; steps++) await step("smaller");
    assert.equal(await size(), 18);
    await pressKiosk(page, "contrast");
    const colours = () =>
      widget.evaluate(({ shadowRoot }) => {
        const { backgroundColor, color } = getComputedStyle(shadowRoot.querySelector(".root"));
        return [backgroundColor, color];
      });
    assert.deepEqual(await colours(), ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]);
    await pressKiosk(page, "contrast");
    assert.deepEqual(await colours(), ["rgb(255, 255, 255)", "rgb(28, 37, 48)"]);
  });

  await visit("can be used by keyboard alone", {}, async ({ page, widget }) => {
    await tabTo(page, says("start"));
    await page.keyboard.press("Enter");
    await widget.locator("#heading").waitFor();
    await onHeading(page, text("question.diagnosis"));
    await answer(widget, EXCLUDED);
    await press(widget, "finish");
    await tabTo(page, says("finish"));
    await page.keyboard.press("Enter");
    assert.equal((await focused(page)).words, says("finish.no"));
    await page.keyboard.press("Escape");
    assert.equal((await focused(page)).words, says("finish"));
    await page.keyboard.press("Enter");
    await tabTo(page, says("finish.yes"));
    await page.keyboard.press("Enter");
    await page.getByText(says("cleared")).waitFor();
  });

  await visit("keeps the focused element clear of its bars", { start: true }, async ({ page, widget }) => {
    await page.setViewportSize({ width: 768, height: 720 });
    await diagnosed(widget);
    await enter(widget, "date_of_birth", "1980");
    await press(widget, "continue");
    await press(widget, "continue");
    const covered = [];
    for (let presses = 0; presses < 25; presses++) {
      await page.keyboard.press("Tab");
      covered.push(
        await page.evaluate(() => {
          let element = document.activeElement;
          while (element.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
          const bar = document.querySelector("footer");
          if (element === document.body || bar.contains(element)) return "";
          const over = element.getBoundingClientRect().bottom - bar.getBoundingClientRect().top;
          return over > 1 ? `${element.localName} ${element.textContent} ${over}` : "";
        }),
      );
    }
    assert.deepEqual(covered.filter(Boolean), []);
  });

  await visit("shows no exit and no suggestions from earlier entries", { start: true }, async ({ page, widget }) => {
    const html = await readFile(join(pkg, "kiosk.html"), "utf8");
    assert.doesNotMatch(html, /https?:/);
    assert.equal(await page.locator("a[href]").count(), 0);
    await diagnosed(widget);
    const fields = await widget.getByRole("textbox").evaluateAll((all) => all.map(({ autocomplete }) => autocomplete));
    assert.deepEqual(fields, ["off", "off", "off"]);
  });

  await visit("needs nothing that its policy refuses", { path: "/pkg/kiosk.html" }, async (opened) => {
    const { page, widget, violations, consoleErrors, pageErrors } = opened;
    await begin(page);
    await answer(widget, EXCLUDED);
    await press(widget, "finish");
    await finish(page);
    assert.deepEqual({ violations, consoleErrors, pageErrors }, { violations: [], consoleErrors: [], pageErrors: [] });
  });

  await t.test("has a manifest and its icons", async () => {
    const manifest = JSON.parse(await readFile(join(pkg, "kiosk.webmanifest"), "utf8"));
    assert.equal(manifest.display, "fullscreen");
    for (const { src, sizes } of manifest.icons) {
      const png = await readFile(join(pkg, src));
      assert.equal(`${png.readUInt32BE(16)}x${png.readUInt32BE(20)}`, sizes);
    }
    await withKiosk({ browser }, async ({ page }) => {
      const client = await page.context().newCDPSession(page);
      const { errors, data } = await client.send("Page.getAppManifest");
      assert.deepEqual([errors, JSON.parse(data).start_url], [[], "kiosk.html"]);
      const { installabilityErrors } = await client.send("Page.getInstallabilityErrors");
      assert.deepEqual(
        installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== "in-incognito"),
        [],
      );
    });
  });
});

test("axe finds nothing", async (t) => {
  const browser = await launch();
  t.after(() => browser.close());
  await withKiosk({ browser, prepare: withAxe }, async ({ page, widget }) => {
    await examine(page, "welcome");
    await pressKiosk(page, "help");
    await examine(page, "help");
    await pressKiosk(page, "close");
    await begin(page);
    await examine(page, "question");
    await pressKiosk(page, "finish");
    await examine(page, "finish");
    await pressKiosk(page, "finish.no");
    assert.equal(await asked(widget), "diagnosis");
    await answer(widget, EXCLUDED);
    await press(widget, "finish");
    assert.equal(await heading(widget), text("verdict.not_eligible.heading"));
    await examine(page, "result");
  });
  const meta = { "idle-seconds": "1", "warning-seconds": "3600" };
  await withKiosk({ browser, meta, start: true, prepare: withAxe }, async ({ page }) => {
    await page.getByRole("alertdialog", { name: says("idle") }).waitFor();
    await examine(page, "idle");
  });
});
