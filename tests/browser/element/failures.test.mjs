// Every failure ends in a screen that names it, the host's own content, and an event.
import assert from "node:assert/strict";
import test from "node:test";
import { launch, withPage } from "../support/browser.mjs";
import { answer, asked, enter, heading, press } from "../support/interview.mjs";
import { MISHAPS, mishap, trapAt } from "../support/mishaps.mjs";
import { EXCLUDED, POSSIBLE } from "../support/people.mjs";
import { handOn } from "../support/refer.mjs";
import { failure, heard, listen, ready, withStudy } from "../support/study.mjs";
import { text } from "../support/words.mjs";

/** The host's content for failures, as www/demo/index.html writes it inside the element. */
const FALLBACK = "You can also show the number NCT07160205 to your doctor";

const CODES = ["load", "definition", "wasm", "crashed", "environment"];
const HEADINGS = Object.fromEntries(CODES.map((code) => [code, text(`failure.${code}.heading`)]));
const again = (widget) => widget.getByRole("button", { name: text("failure.again") });
/** The messages about answers. */
const [GONE, NOT_SENT] = [text("failure.gone"), text("failure.not_sent")];

test("a failure", async (t) => {
  const browser = await launch();
  t.after(() => browser.close());

  for (const [name, { code, trial, csp, prepare, finds, again: recovers }] of Object.entries(MISHAPS)) {
    await t.test(`is reported to the person and to the host: ${name}`, async () => {
      const before = async (page) => {
        await page.addInitScript(listen);
        await prepare?.(page);
      };
      await withPage({ browser, csp, prepare: before }, async ({ page }) => {
        const widget = page.locator("trial-prescreener");
        const { detail, bubbles, composed } = await mishap(page, { trial });
        await expectFailureScreen(page, widget, code);
        assert.deepEqual([detail.code, bubbles, composed], [code, true, true]);
        assert.ok(detail.message.length > 10, detail.message);
        expectFindings(detail.findings, finds);
        // The focus stays where the person is, because this screen came by itself.
        assert.equal(await page.evaluate(() => document.activeElement.localName), "body");
        assert.equal(await again(widget).count(), code === "load" ? 1 : 0);
        if (recovers) {
          await again(widget).click();
          await ready(page);
          assert.equal(await asked(widget), "diagnosis");
        }
      });
    });
  }

  const crash = (call) => ({ browser, prepare: (page) => page.addInitScript(trapAt, call) });

  await t.test("during the questions clears them, and trying again starts afresh", async () => {
    // A choice is a call of its own.
    await withStudy(crash(3), async ({ page, widget }) => {
      await enter(widget, "diagnosis", "polymyositis");
      await press(widget, "continue");
      await failure(page);
      await expectFailureScreen(page, widget, "crashed", [GONE, NOT_SENT]);
      assert.equal(await focusedHeading(page), HEADINGS.crashed);
      await again(widget).click();
      assert.equal(await asked(widget), "diagnosis");
      assert.equal(await widget.getByRole("radio", { checked: true }).count(), 0);
      await answer(widget, EXCLUDED);
    });
  });

  await t.test("in one element ends every other in the same instance, and each can try again", async () => {
    await withStudy(crash(2), async ({ page, widget }) => {
      await addSecond(page);
      const second = page.locator("#second");
      await widget.first().getByRole("radio").first().click();
      await failure(page);
      const errors = await heard(page, "error");
      assert.deepEqual(errors.map(({ id }) => id).sort(), ["", "second"]);
      await expectFailureScreen(page, widget.first(), "crashed", [GONE, NOT_SENT]);
      assert.equal(await heading(second), HEADINGS.crashed);
      assert.deepEqual(await aboutAnswers(second), [], "nothing was entered there");
      assert.equal(await focusedHeading(page), HEADINGS.crashed);
      await again(widget.first()).click();
      assert.equal(await asked(widget.first()), "diagnosis");
      assert.equal(await heading(second), HEADINGS.crashed, "the other waits for its own person");
      await again(second).click();
      assert.equal(await asked(second), "diagnosis");
    });
  });

  await t.test("after a referral does not claim that nothing was shared", async () => {
    await withStudy(crash(0), async ({ page, widget }) => {
      await answer(widget, POSSIBLE);
      await press(widget, "finish");
      await handOn(widget);
      await widget.getByRole("button", { name: text("action.back"), exact: true }).click();
      await page.evaluate(() => {
        window.trap = true;
      });
      await press(widget, "revise");
      await failure(page);
      await expectFailureScreen(page, widget, "crashed", [GONE]);
    });
  });

  for (const [lang, speaks] of Object.entries({ es: "es", "es-MX": "es", de: "en", ar: "en" })) {
    await t.test(`is in the page's language, or in English without messages for it: ${lang}`, async () => {
      await withStudy({ browser, prepare: serveMissing }, async ({ page, widget }) => {
        const before = (await heard(page, "error")).length;
        await widget.evaluate((element, language) => {
          element.lang = language;
          element.setAttribute("trial", "nowhere/trial.bin");
        }, lang);
        const loading = widget.getByRole("status");
        await loading.getByText(text("failure.loading", speaks)).waitFor();
        assert.equal(await loading.getAttribute("lang"), speaks);
        await page.evaluate(() => window.release());
        await page.waitForFunction((n) => window.heard.filter(({ name }) => name === "error").length > n, before);
        const alert = widget.getByRole("alert");
        assert.equal(await heading(widget), text("failure.load.heading", speaks));
        assert.deepEqual(await alert.evaluate((screen) => [screen.lang, screen.dir]), [speaks, "ltr"]);
        assert.ok(await widget.getByRole("button", { name: text("failure.again", speaks) }).isVisible());
      });
    });
  }
});

/** Reports files as missing once the page calls `release`. */
async function serveMissing(page) {
  await page.exposeFunction("release", () => release());
  let release;
  const released = new Promise((resolve) => {
    release = resolve;
  });
  await page.route("**/nowhere/*", async (route) => {
    await released;
    await route.fulfill({ status: 404 });
  });
}

/** Returns what the screen says about answers. */
async function aboutAnswers(widget, language = "en") {
  const said = await widget.getByRole("alert").innerText();
  return ["failure.gone", "failure.not_sent"]
    .map((key) => text(key, language))
    .filter((sentence) => said.includes(sentence));
}

/** Fails unless the screen for a code is shown, with exactly this about answers, and the host's own content. */
async function expectFailureScreen(page, widget, code, ofAnswers = []) {
  assert.equal(await heading(widget), HEADINGS[code]);
  assert.ok((await widget.getByRole("alert").innerText()).includes(text(`failure.${code}.text`)));
  assert.deepEqual(await aboutAnswers(widget), ofAnswers);
  assert.ok(await widget.getByText(FALLBACK).isVisible(), "the host's own content is hidden");
  assert.ok(await page.getByRole("heading", { name: "What the study is" }).isVisible());
}

/** Fails unless each expected finding was made. */
function expectFindings(findings, expected) {
  if (!expected) return assert.equal(findings, undefined);
  const fits = (wanted, text) => (wanted instanceof RegExp ? wanted.test(text) : wanted === text);
  for (const wanted of expected) {
    const hit = findings.some((finding) => Object.entries(wanted).every(([key, value]) => fits(value, finding[key])));
    assert.ok(
      hit,
      `no finding like ${JSON.stringify(wanted, (_, v) => (v instanceof RegExp ? String(v) : v))} in
      ${JSON.stringify(findings, null, 2)}`,
    );
  }
}

const focusedHeading = (page) => page.evaluate(() => document.activeElement.shadowRoot?.activeElement?.textContent);

async function addSecond(page) {
  await page.evaluate(() => {
    const first = document.querySelector("trial-prescreener");
    const second = first.cloneNode(true);
    second.id = "second";
    first.after(second);
  });
  await page.waitForFunction(() => window.heard.some(({ name, id }) => name === "ready" && id === "second"));
}
