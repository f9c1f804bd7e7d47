// If an ethics board's approval does not cover the day or the language, no question is asked, and the screen gives the
// reason.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { pkg } from "../../../www/tools/paths.mjs";
import { complaints, overflowing, withAxe } from "../support/axe.mjs";
import { launch } from "../support/browser.mjs";
import { answer, asked, heading, press } from "../support/interview.mjs";
import { tabTo } from "../support/keyboard.mjs";
import { altered, DEFINITION } from "../support/mishaps.mjs";
import { EXCLUDED } from "../support/people.mjs";
import { configure, withStudy } from "../support/study.mjs";
import { inWords, text } from "../support/words.mjs";

const APPROVAL = {
  board: "Board of the test",
  number: "T-7",
  on: "2026-01-15",
  expires: "2026-11-21",
  languages: { en: `sha256:${"0".repeat(64)}` },
};
const [FIRST, LAST] = [APPROVAL.on, APPROVAL.expires];
const [BEFORE, AFTER] = ["2026-01-14", "2026-11-22"];
const WIDTHS = [320, 1280];

const approve = altered(`**/${DEFINITION}`, (trial) => {
  trial.approval = APPROVAL;
});

test("an approval", async (t) => {
  const browser = await launch();
  t.after(() => browser.close());
  /** Opens the page on a day with a definition that has an approval. */
  const visit = (name, day, fn, more = {}) =>
    t.test(name, () => {
      const prepare = async (page) => {
        await withAxe(page);
        await approve(page);
      };
      return withStudy({ browser, prepare, attributes: { trial: DEFINITION, "assessed-on": day, ...more } }, fn);
    });

  await visit(
    "that has ended leaves one screen without a way to continue",
    AFTER,
    async ({ page, widget, heard, pageErrors }) => {
      await closed(widget, text("closed.ended").replace("{date}", inWords(LAST)));
      assert.equal(await page.evaluate(() => document.activeElement.localName), "body", "the focus stays where it was");
      assert.equal(await widget.evaluate((element) => element.result), undefined);
      assert.deepEqual(await heard("result"), []);
      assert.deepEqual(await heard("error"), []);
      assert.deepEqual(pageErrors, []);
    },
  );

  for (const [disclose, told] of Object.entries({ none: "null", answers: '{"screen":"closed"}' })) {
    await visit(
      `that has ended is reported to the host once, after it is ready, with ${disclose}`,
      AFTER,
      async ({ page, heard }) => {
        const names = await page.evaluate(() => window.heard.map(({ name }) => name));
        assert.deepEqual(names.slice(-2), ["ready", "step"]);
        assert.deepEqual(
          (await heard("step")).map(({ json, bubbles, composed }) => [json, bubbles, composed]),
          [[told, true, true]],
        );
      },
      { disclose },
    );
  }

  await visit("that has ended is shown on an accessible screen", AFTER, async ({ page, widget }) => {
    assert.equal(await heading(widget), text("closed.heading"));
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 640 });
      for (const colorScheme of ["light", "dark"]) {
        await page.emulateMedia({ colorScheme });
        assert.deepEqual(await complaints(page), [], `${width} px, ${colorScheme}`);
      }
      assert.deepEqual(await overflowing(page), [], `wider than ${width} px`);
    }
  });

  await visit("that has ended leaves nothing to press, and does not trap the keyboard", AFTER, async ({ page }) => {
    await page.evaluate(() => {
      const link = document.createElement("a");
      link.href = "#after";
      link.textContent = "What comes after";
      document.querySelector("trial-prescreener").after(link);
    });
    await tabTo(page, "What comes after");
    await page.keyboard.press("Shift+Tab");
    const inside = await page.evaluate(() => document.activeElement.localName === "trial-prescreener");
    assert.equal(inside, false, "something in the element takes the focus");
  });

  await visit("opens the questions on its first and its last day", FIRST, async ({ widget }) => {
    assert.equal(await asked(widget), "diagnosis");
    await configure(widget, { "assessed-on": LAST });
    await answer(widget, EXCLUDED);
    await press(widget, "finish");
    const told = text("result.about.approval").replace("{board}", APPROVAL.board).replace("{number}", APPROVAL.number);
    assert.ok(await widget.getByText(told.replace("{date}", inWords(LAST)), { exact: true }).isVisible());
  });

  await visit("that has not begun shows when it begins", BEFORE, async ({ widget, heard }) => {
    await closed(widget, text("closed.begins").replace("{date}", inWords(FIRST)));
    await configure(widget, { "assessed-on": FIRST });
    assert.equal(await asked(widget), "diagnosis");
    assert.equal((await heard("step")).length, 1, "a first question is no step");
  });

  const spanish = { lang: "es" };
  await visit(
    "of English only closes Spanish",
    LAST,
    async ({ widget }) => {
      const { texts } = JSON.parse(readFileSync(join(pkg, "locales", "es.json"), "utf8"));
      assert.equal(await heading(widget), texts["closed.heading"]);
      assert.ok(await widget.getByText(texts["closed.language"], { exact: true }).isVisible());
      assert.equal(await widget.getByRole("button").count(), 0);
    },
    spanish,
  );
});

/** Fails unless the screen shows only why no one is screened, and what to do next. */
async function closed(widget, why) {
  assert.equal(await heading(widget), text("closed.heading"));
  assert.ok(await widget.getByText(why, { exact: true }).isVisible(), why);
  assert.ok(await widget.getByText(text("trial.next"), { exact: true }).isVisible());
  for (const role of ["button", "radio", "checkbox", "textbox", "link"]) {
    assert.equal(await widget.getByRole(role).count(), 0, role);
  }
}
