// Clinics near a place: found on the device, without a map, a location or a message to anyone. Every clinic is made up.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { pkg } from "../../../www/tools/paths.mjs";
import { complaints, overflowing, withAxe } from "../support/axe.mjs";
import { launch } from "../support/browser.mjs";
import { COMPILED, DEFINITION, look, makeUp, shown } from "../support/clinics.mjs";
import { answer, heading, press } from "../support/interview.mjs";
import { focused, onHeading, tabTo } from "../support/keyboard.mjs";
import { EXCLUDED } from "../support/people.mjs";
import { heard, withStudy } from "../support/study.mjs";
import { traces } from "../support/traces.mjs";
import { text } from "../support/words.mjs";

const spanish = JSON.parse(readFileSync(join(pkg, "locales", "es.json"), "utf8")).texts;
const BOSTON = ["One", "Six", "Two", "Four", "Three", "Five"];
const status = (widget) => widget.getByRole("status").innerText();
const button = (widget) => widget.getByRole("button", { name: text("result.sites"), exact: true });
const screens = async (page) => (await heard(page, "step")).map(({ detail }) => detail.screen);
const sought = (page) => page.waitForFunction(() => window.heard.at(-1)?.json === '{"screen":"sites"}');
const path = (url) => new URL(url).pathname;

/** In a page: counts calls that would ask for a location. */
function countLocations() {
  window.located = 0;
  for (const name of ["getCurrentPosition", "watchPosition"]) {
    Geolocation.prototype[name] = () => {
      window.located += 1;
    };
  }
  const { query } = Permissions.prototype;
  Permissions.prototype.query = function (asked) {
    if (asked?.name === "geolocation") window.located += 1;
    return query.call(this, asked);
  };
}

test("clinics near a place", async (t) => {
  const [browser, made] = [await launch(), await makeUp()];
  t.after(async () => {
    await browser.close();
    await made.remove();
  });
  /** Opens the trial with clinics at its result. */
  const visit = (name, fn, { trial = COMPILED, prepare, context } = {}) =>
    t.test(name, async () => {
      const before = async (page) => {
        await page.route("**/made-up/**", made.answer);
        await page.addInitScript(countLocations);
        await prepare?.(page);
      };
      await withStudy(
        { browser, attributes: { trial, disclose: "answers" }, prepare: before, context },
        async (opened) => {
          await answer(opened.widget, EXCLUDED);
          await press(opened.widget, "finish");
          await opened.widget.getByRole("heading", { name: text("verdict.not_eligible.heading") }).waitFor();
          await fn(opened);
          assert.equal(await opened.page.evaluate(() => window.located), 0, "the location is not requested");
          assert.deepEqual([opened.pageErrors, opened.violations], [[], []]);
        },
      );
    });

  await t.test("are not offered if none is known", async () => {
    await withStudy({ browser }, async ({ widget, requests }) => {
      await answer(widget, EXCLUDED);
      await press(widget, "finish");
      await widget.getByText(text("trial.next")).waitFor();
      assert.match(text("trial.next"), /NCT07160205/);
      assert.equal(await button(widget).count(), 0);
      assert.ok(!requests.some(({ url }) => url.endsWith("sites.json")));
    });
  });

  for (const trial of [COMPILED, DEFINITION]) {
    const way = trial === COMPILED ? "a compiled trial" : "a definition";
    const searches = async ({ page, widget, requests }) => {
      const before = requests.length;
      const kept = await traces(page);
      await button(widget).click();
      await sought(page);
      assert.equal(await heading(widget), text("refer.sites.heading"));
      const loaded = requests.splice(before).map(({ url }) => path(url));
      const own = trial === COMPILED ? ["/made-up/compiled/en.referral.txt", "/made-up/compiled/sites.json"] : [];
      assert.deepEqual(loaded.sort(), [...own, "/pkg/refer.js", "/pkg/referral_bg.wasm"].sort());
      assert.equal(await widget.getByRole("radio", { checked: true }).count(), 0, "nothing is guessed");
      await look(widget, "United States", "bostn");
      assert.deepEqual(await shown(widget), BOSTON);
      await widget.getByText(text("refer.sites.alike").replace("{town}", "Boston")).waitFor();
      await widget.getByText("About 158 km (98 miles) away").waitFor();
      await look(widget, "Germany", "81667");
      assert.deepEqual(await shown(widget), ["Nine", "Seven", "Eight"]);
      await look(widget, "Germany", "Atlantis");
      await widget.getByText(text("refer.sites.unknown")).waitFor();
      assert.deepEqual(await shown(widget), ["Seven", "Eight", "Nine"]);
      assert.equal(await widget.getByText(/ km /).count(), 0);
      await press(widget, "back");
      assert.equal(await heading(widget), text("verdict.not_eligible.heading"));
      assert.deepEqual((await screens(page)).slice(-3), ["result", "sites", "result"]);
      assert.equal(requests.length, before, "and nothing else was asked for");
      assert.deepEqual(await traces(page), kept);
      assert.deepEqual(await heard(page, "error"), []);
    };
    await visit(`are found in ${way}, with what is needed for it and nothing more`, searches, { trial });
  }

  await visit("are reached by keyboard alone, also without a country", async ({ page, widget }) => {
    await tabTo(page, text("result.sites"));
    await page.keyboard.press("Enter");
    await sought(page);
    await onHeading(page, text("refer.sites.heading"));
    await tabTo(page, text("refer.sites.place"));
    await page.keyboard.type("Boston");
    await page.keyboard.press("Enter");
    assert.equal((await focused(page)).id, "summary");
    await tabTo(page, "Germany");
    await page.keyboard.press("ArrowUp");
    await tabTo(page, text("refer.sites.find"));
    await page.keyboard.press("Space");
    const now = await focused(page);
    assert.deepEqual([now.id, now.words], ["found", text("refer.sites.found").replace("{country}", "United States")]);
    assert.deepEqual(await shown(widget), BOSTON);
    await tabTo(page, text("refer.sites.elsewhere"));
    await page.keyboard.press("Enter");
    assert.ok(await widget.getByText("Made-up Clinic Twelve").isVisible());
    await tabTo(page, text("action.back"), { key: "Shift+Tab" });
    await page.keyboard.press("Enter");
    await onHeading(page, text("verdict.not_eligible.heading"));
  });

  await visit(
    "fit a narrow screen, and axe finds nothing",
    async ({ page, widget }) => {
      await button(widget).click();
      await sought(page);
      assert.deepEqual(await complaints(page), []);
      await widget.getByRole("button", { name: text("refer.sites.find"), exact: true }).click();
      await widget.getByText(text("refer.sites.problem")).waitFor();
      assert.deepEqual([await complaints(page), await overflowing(page)], [[], []]);
      await look(widget, "United States", "x".repeat(10_000));
      await widget.getByText(text("refer.sites.elsewhere")).click();
      assert.deepEqual([await complaints(page), await overflowing(page)], [[], []]);
    },
    { prepare: withAxe, context: { viewport: { width: 320, height: 640 } } },
  );

  await visit("stay, with the typed text, in another language", async ({ page, widget }) => {
    await button(widget).click();
    await sought(page);
    await look(widget, "United States", "Boston");
    await widget.getByLabel("Germany", { exact: true }).check();
    await widget.getByLabel(text("refer.sites.place")).fill("Berl");
    await widget.evaluate((element) => element.setAttribute("lang", "es"));
    await widget.getByRole("heading", { name: spanish["refer.sites.heading"] }).waitFor();
    assert.deepEqual(await shown(widget), BOSTON);
    assert.equal(await widget.getByLabel(spanish["refer.sites.place"]).inputValue(), "Berl");
    assert.ok(await widget.getByLabel("Germany", { exact: true }).isChecked());
    await widget.getByRole("button", { name: spanish["action.back"], exact: true }).click();
    assert.equal(await heading(widget), spanish["verdict.not_eligible.heading"]);
  });

  await visit("are requested again if they could not be loaded", async ({ page, widget }) => {
    await page.route("**/sites.json", (route) => route.fulfill({ status: 503 }), { times: 1 });
    await button(widget).click();
    await page.waitForFunction(() => window.heard.some(({ name }) => name === "error"));
    assert.equal(await status(widget), text("result.refer.failed"));
    assert.equal(await heading(widget), text("verdict.not_eligible.heading"));
    await button(widget).click();
    await sought(page);
    assert.equal(await heading(widget), text("refer.sites.heading"));
  });
});
