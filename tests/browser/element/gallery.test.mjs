// The gallery shows every screen in every theme.
import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import test from "node:test";
import { root } from "../../../www/tools/paths.mjs";
import { launch, withPage } from "../support/browser.mjs";

const THEMES = ["light", "dark", "clinic", "dusk"];
const SCREENS = 27;
/** The two failures on show also reach the host's developer. */
const TOLD = [/gone\/trial\.bin answered 404/, /wrong\/trial\.bin is not JSON/];
/** If SCREENSHOTS is set, a picture of every screen is saved in this folder for review. */
const pictures = process.env.SCREENSHOTS ? join(root, "target", "screenshots") : undefined;

async function take(page, prefix) {
  await mkdir(pictures, { recursive: true });
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    for (const section of await page.locator("#screens > section").all()) {
      const name = `${prefix}-${await section.locator("> h2").innerText()}-${width}`.replaceAll(/[^a-z0-9]+/gi, "-");
      await section.screenshot({ path: join(pictures, `${name}.png`) });
    }
  }
}

test("the gallery", async (t) => {
  const browser = await launch();
  t.after(() => browser.close());
  for (const theme of THEMES) {
    await t.test(`shows every screen in the theme ${theme}`, async () => {
      await withPage({ browser, path: `/gallery.html?theme=${theme}` }, async ({ page, ...record }) => {
        await page.locator("html[data-done]").waitFor();
        const shown = await page.evaluate(() =>
          [...document.querySelectorAll("trial-prescreener")].map(({ shadowRoot }) => shadowRoot.textContent.trim()),
        );
        assert.equal(new Set(shown).size, SCREENS, "each screen is another");
        const { consoleErrors, consoleWarnings, pageErrors, violations } = record;
        assert.equal(consoleErrors.length, TOLD.length, consoleErrors.join("\n"));
        for (const [index, words] of TOLD.entries()) assert.match(consoleErrors[index], words);
        assert.deepEqual([consoleWarnings, pageErrors, violations], [[], [], []]);
        if (pictures) await take(page, `gallery-${theme}`);
      });
    });
  }
});
