// Every screen, in every language and in both directions, in light, dark and the system's forced colours: axe finds
// nothing.
import assert from "node:assert/strict";
import test from "node:test";
import { complaints, overflowing, withAxe } from "../support/axe.mjs";
import { launch, withPage } from "../support/browser.mjs";

const LANGUAGES = ["en", "es", "ar"];
/** Rules that depend on the colours; all others have the same results in all of them. */
const COLOURS = ["color-contrast", "link-in-text-block"];
/** In forced colours the system ensures the contrast of text, and axe reads the colours that it replaced. */
const LINES = ["link-in-text-block", "target-size", "scrollable-region-focusable", "label", "button-name"];
const SCHEMES = {
  "in light colours": { media: { colorScheme: "light", forcedColors: "none" } },
  "in dark colours": { media: { colorScheme: "dark", forcedColors: "none" }, only: COLOURS },
  "in forced colours": { media: { colorScheme: "dark", forcedColors: "active" }, only: LINES },
};
const context = { viewport: { width: 320, height: 640 } };

test("every screen", async (t) => {
  const browser = await launch();
  t.after(() => browser.close());
  for (const language of LANGUAGES) {
    await t.test(`in ${language}`, async () => {
      const path = `/gallery.html?lang=${language}`;
      await withPage({ browser, context, path, prepare: withAxe }, async ({ page }) => {
        await page.locator("html[data-done]").waitFor();
        for (const [name, { media, only }] of Object.entries(SCHEMES)) {
          await page.emulateMedia(media);
          assert.deepEqual(await complaints(page, only), [], name);
        }
        assert.deepEqual(await overflowing(page), []);
      });
    });
  }

  await t.test("shows by a line, in forced colours, what a background shows otherwise", async () => {
    await withPage({ browser, context, path: "/gallery.html" }, async ({ page }) => {
      await page.locator("html[data-done]").waitFor();
      await page.emulateMedia(SCHEMES["in forced colours"].media);
      const lines = await page.evaluate(() => {
        const roots = [...document.querySelectorAll("trial-prescreener")].map(({ shadowRoot }) => shadowRoot);
        const of = (selector, property) => {
          const found = roots.flatMap((root) => [...root.querySelectorAll(selector)]);
          return [...new Set(found.map((element) => getComputedStyle(element)[property]))];
        };
        return {
          chosen: of(".option:has(:checked)", "outlineStyle"),
          wrong: of('input[aria-invalid="true"][type="text"]', "borderTopStyle"),
          error: of(".error", "borderInlineStartStyle"),
          summary: of(".summary", "borderTopStyle"),
          verdict: of(".verdict", "borderTopStyle"),
          button: of("button:not(.link, .back)", "borderTopStyle"),
        };
      });
      const solid = ["solid"];
      const rest = { error: solid, summary: solid, verdict: solid, button: solid };
      assert.deepEqual(lines, { chosen: solid, wrong: ["double"], ...rest });
    });
  });

  await t.test("is examined inside the elements", async () => {
    await withPage({ browser, context, path: "/gallery.html", prepare: withAxe }, async ({ page }) => {
      await page.locator("html[data-done]").waitFor();
      await page.evaluate(() => {
        for (const { shadowRoot } of document.querySelectorAll("trial-prescreener")) {
          shadowRoot.querySelector(".root").style.color = "#999";
        }
      });
      const found = await complaints(page, COLOURS);
      assert.ok(found.length > 19, `only ${found.length} complaints about grey words`);
    });
  });
});
