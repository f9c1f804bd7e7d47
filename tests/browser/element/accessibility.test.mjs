// axe-core finds nothing on any screen: narrow and wide, light and dark.
import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import test from "node:test";
import { root } from "../../../www/tools/paths.mjs";
import { complaints, overflowing, withAxe } from "../support/axe.mjs";
import { launch, withPage } from "../support/browser.mjs";
import { answer, asked, enter, press } from "../support/interview.mjs";
import { MISHAPS, mishap, trapAt } from "../support/mishaps.mjs";
import { EXCLUDED, POSSIBLE, WAITING } from "../support/people.mjs";
import { listen, withStudy } from "../support/study.mjs";
import { text } from "../support/words.mjs";

const SIZES = [
  { width: 320, height: 640 },
  { width: 1280, height: 800 },
];
/** Rules that depend on the colours; all others have the same results in light and dark. */
const COLOURS = ["color-contrast", "link-in-text-block"];
/** If SCREENSHOTS is set, a picture of every screen is saved in this folder for review. */
const pictures = process.env.SCREENSHOTS ? join(root, "target", "screenshots") : undefined;

const context = { viewport: SIZES[0], colorScheme: "light" };

/** Examines one screen at both sizes and in both colour schemes. */
async function examine(page, name) {
  for (const size of SIZES) {
    await page.setViewportSize(size);
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme });
      const where = `${name}, ${size.width} px, ${colorScheme}`;
      assert.deepEqual(await complaints(page, colorScheme === "dark" ? COLOURS : undefined), [], where);
      if (pictures) await picture(page, `${name}-${size.width}-${colorScheme}`);
    }
    assert.deepEqual(await overflowing(page), [], `${name} is wider than ${size.width} px`);
  }
  await page.setViewportSize(SIZES[0]);
}

async function picture(page, name) {
  await mkdir(pictures, { recursive: true });
  const path = join(pictures, `${name.replaceAll(" ", "-")}.png`);
  await page.locator("trial-prescreener").screenshot({ path });
}

test("accessibility", async (t) => {
  const browser = await launch();
  t.after(() => browser.close());
  const visit = (name, fn) => t.test(name, () => withStudy({ browser, context, prepare: withAxe }, fn));

  await visit("is examined inside the element too", async ({ page, widget }) => {
    await widget.evaluate(({ shadowRoot }) => {
      const unnamed = shadowRoot.ownerDocument.createElement("input");
      unnamed.style.width = "40em";
      shadowRoot.querySelector("form").append(unnamed);
    });
    assert.match((await complaints(page)).join(), /^label \(/);
    assert.deepEqual(await overflowing(page), ["the page", "input."]);
  });

  await visit("holds for each kind of question, with and without a mistake", async ({ page, widget }) => {
    const kinds = { date_of_birth: "date", can_attend_visits: "radios", steroids: "checkboxes", onset_age: "number" };
    for (let key = await asked(widget); key; key = await asked(widget)) {
      if (kinds[key]) {
        await examine(page, kinds[key]);
        await press(widget, "continue");
        await examine(page, `${kinds[key]} error`);
      }
      await enter(widget, key, POSSIBLE[key] ?? null);
      await press(widget, "continue");
    }
    await examine(page, "check");
    await press(widget, "finish");
    await examine(page, "potentially_eligible");
    await press(widget, "revise");
    const changed = `${text("action.change")} ${text("question.steroids")}`;
    await widget.getByRole("button", { name: changed }).click();
    await enter(widget, "steroids", ["none"]);
    await press(widget, "continue");
    await examine(page, "check after a change");
  });

  await visit("holds for a person who is ruled out", async ({ page, widget }) => {
    await answer(widget, EXCLUDED);
    await press(widget, "finish");
    await examine(page, "not_eligible");
  });

  await visit("holds for a person who has to wait", async ({ page, widget }) => {
    await answer(widget, WAITING, null);
    await press(widget, "finish");
    await examine(page, "not_yet");
  });

  // One mishap for each kind of failure screen.
  const mishaps = new Map(Object.values(MISHAPS).map((one) => [one.code, one]));
  mishaps.set("crashed", { prepare: (page) => page.addInitScript(trapAt, 1) });
  for (const [code, { csp, prepare, trial }] of mishaps) {
    const before = async (page) => {
      await page.addInitScript(listen);
      await withAxe(page);
      await prepare?.(page);
    };
    await t.test(`holds on the screen of the failure "${code}"`, async () => {
      await withPage({ browser, context, csp, prepare: before }, async ({ page }) => {
        const widget = page.locator("trial-prescreener");
        if (code === "crashed") await press(widget, "continue");
        await mishap(page, { trial });
        await examine(page, `failure ${code}`);
      });
    });
  }
});
