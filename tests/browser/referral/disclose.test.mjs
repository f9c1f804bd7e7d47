// What the host learns before the person agrees to share anything: what it asks for, as the first question states, and
// nothing if the person declines or a site has a key.
import assert from "node:assert/strict";
import test from "node:test";
import { complaints, overflowing, withAxe } from "../support/axe.mjs";
import { launch } from "../support/browser.mjs";
import { answer, asked, enter, heading, press } from "../support/interview.mjs";
import { tabTo } from "../support/keyboard.mjs";
import { newKey, screen } from "../support/native.mjs";
import { EXCLUDED, WAITING, WAITING_UNTIL } from "../support/people.mjs";
import { agree, begin, choose, look } from "../support/refer.mjs";
import { configure, ready, withStudy } from "../support/study.mjs";
import { optionLabel, text } from "../support/words.mjs";

const key = newKey().public;
const OUTCOME = { verdict: "not_yet", eligible_from: WAITING_UNTIL };
const DEFINITION = "pkg/trials/nct07160205/trial.json";

const notice = (widget) => widget.locator(".notice");
const lines = async (widget) => (await notice(widget).locator("p").allInnerTexts()).map((line) => line.trim());
const says = (told, seen = "page", language = "en") =>
  [`told.${told}`, `seen.${seen}`].map((key) => text(`page.${key}`, language));
const result = (widget) => widget.evaluate((element) => element.result);
const about = async (widget) => (await widget.locator(".about p").allInnerTexts()).map((line) => line.trim());
/** Returns everything that the events of a name held, each once. */
const held = async (heard, name) => [...new Set((await heard(name)).map(({ json }) => json))];

/** Goes from the first question to the result. */
async function wait(widget) {
  await answer(widget, WAITING, null);
  await press(widget, "finish");
  assert.match(await heading(widget), /2027/);
}

/** Fails unless the page learned nothing at all, and the result says so. */
async function expectNothingDisclosed(widget, heard, told = "none") {
  assert.deepEqual(await held(heard, "step"), ["null"]);
  assert.deepEqual(await held(heard, "result"), ["null"]);
  assert.equal(await result(widget), undefined);
  assert.ok((await about(widget)).includes(text(`page.told.${told}`)), `${await about(widget)}`);
}

test("what a page learns", async (t) => {
  const browser = await launch();
  t.after(() => browser.close());
  const visit = (name, attributes, fn, more = {}) =>
    t.test(name, () => withStudy({ browser, attributes, ...more }, fn));

  await visit("is nothing, unless it asks", {}, async ({ page, widget, heard, consoleWarnings }) => {
    assert.deepEqual(await lines(widget), says("none"));
    assert.equal(await notice(widget).getByRole("button").count(), 0, "there is nothing to decline");
    await enter(widget, "diagnosis", "polymyositis");
    await press(widget, "continue");
    assert.equal(await notice(widget).count(), 0, "said once");
    await press(widget, "back");
    assert.deepEqual(await lines(widget), says("none"));
    await wait(widget);
    await expectNothingDisclosed(widget, heard);
    const all = await page.evaluate(() => JSON.stringify(window.heard));
    for (const word of ["methotrexate", "not_yet", WAITING_UNTIL, "question", "polymyositis"])
      assert.ok(!all.includes(word), word);
    assert.deepEqual(consoleWarnings, []);
  });

  for (const word of ["answer", "ANSWERS", "all", ""]) {
    await visit(`is nothing with the word “${word}”, which the console reports`, { disclose: word }, async (opened) => {
      const { widget, heard, consoleWarnings } = opened;
      assert.deepEqual(await lines(widget), says("none"));
      await wait(widget);
      await expectNothingDisclosed(widget, heard);
      assert.match(consoleWarnings.join(), new RegExp(`disclose="${word}" counts as "none"`));
    });
  }

  await visit("is the verdict and its date", { disclose: "verdict" }, async ({ widget, heard, consoleWarnings }) => {
    assert.deepEqual(await lines(widget), says("verdict"));
    await answer(widget, WAITING, null);
    assert.deepEqual(await heard("result"), [], "not before the person sees it");
    assert.equal(await result(widget), undefined);
    await press(widget, "finish");
    const [{ detail }] = await heard("result");
    assert.deepEqual(detail, OUTCOME);
    assert.deepEqual(await result(widget), OUTCOME);
    assert.ok(await widget.evaluate((element) => Object.isFrozen(element.result)));
    assert.ok((await about(widget)).includes(text("page.told.verdict")));
    assert.deepEqual(await held(heard, "step"), ['{"screen":"question"}', '{"screen":"check"}', '{"screen":"result"}']);
    await press(widget, "revise");
    assert.equal(await result(widget), undefined);
    await press(widget, "finish");
    await press(widget, "restart");
    await answer(widget, EXCLUDED);
    await press(widget, "finish");
    assert.deepEqual(
      (await heard("result")).at(-1).detail,
      { verdict: "not_eligible" },
      "and no date where there is none",
    );
    assert.deepEqual(consoleWarnings, []);
  });

  await visit("is everything", { disclose: "answers" }, async ({ widget, heard }) => {
    assert.deepEqual(await lines(widget), says("answers"));
    await wait(widget);
    const [{ detail, json }] = await heard("result");
    assert.equal(json, screen(detail));
    assert.equal(JSON.stringify(await result(widget)), json);
    assert.ok((await about(widget)).includes(text("page.told.answers")));
    assert.ok((await held(heard, "step")).includes('{"screen":"check"}'));
  });

  for (const disclose of ["verdict", "answers"]) {
    const decline = (widget) =>
      notice(widget).getByRole("button", { name: text(`page.decline.${disclose}`), exact: true });
    await visit(`is nothing once the person declines (${disclose})`, { disclose }, async ({ page, widget, heard }) => {
      await enter(widget, "diagnosis", "polymyositis");
      await decline(widget).click();
      assert.deepEqual(await lines(widget), says("declined"));
      assert.equal(await decline(widget).count(), 0);
      const typed = widget.getByLabel(optionLabel("diagnosis", "polymyositis"), { exact: true });
      assert.ok(await typed.isChecked(), "it is kept");
      assert.deepEqual(await heard("step"), [], "to decline is no step");
      await widget.evaluate((element) => element.setAttribute("lang", "es"));
      await widget.getByRole("heading", { name: text("question.diagnosis", "es") }).waitFor();
      assert.deepEqual(await lines(widget), says("declined", "page", "es"));
      await widget.evaluate((element) => element.setAttribute("lang", "en"));
      await widget.getByRole("heading", { name: text("question.diagnosis") }).waitFor();
      await wait(widget);
      await expectNothingDisclosed(widget, heard, "declined");
      await begin(widget);
      await choose(widget, "verdict");
      await look(widget);
      assert.deepEqual(await held(heard, "step"), ["null"]);
      await agree(widget);
      assert.equal((await heard("refer")).length, 1, "the referral that the person agrees to is still sent");
      await press(widget, "back");
      await press(widget, "restart");
      assert.deepEqual(await lines(widget), says("declined"), "it is the same visit");
      await wait(widget);
      await expectNothingDisclosed(widget, heard, "declined");
      assert.equal(await page.evaluate(() => document.querySelector("trial-prescreener").result), undefined);
    });
  }

  await visit(
    "can be declined by the keyboard, and the confirmation is read out",
    { disclose: "answers" },
    async ({ page, widget }) => {
      await tabTo(page, text("page.decline.answers"));
      await page.keyboard.press("Enter");
      const focused = await widget.evaluate(({ shadowRoot }) => shadowRoot.activeElement.textContent);
      assert.ok(focused.startsWith(text("page.told.declined")), focused);
      await page.keyboard.press("Tab");
      assert.equal(await asked(widget), "diagnosis");
    },
  );

  for (const disclose of ["none", "verdict", "answers"]) {
    await visit(
      `is nothing with a site's key (${disclose})`,
      { disclose, "site-key": key },
      async ({ widget, heard }) => {
        assert.deepEqual(await lines(widget), says("sealed"));
        assert.equal(await notice(widget).getByRole("button").count(), 0);
        await wait(widget);
        await expectNothingDisclosed(widget, heard, "sealed");
      },
    );
  }

  const own = async (page) => {
    await page.route(`**/${DEFINITION}`, async (route) => {
      const response = await route.fetch();
      const trial = await response.json();
      await route.fulfill({ response, json: { ...trial, referral: { ...trial.referral, site_key: key } } });
    });
  };
  await visit(
    "is nothing with the definition's own key",
    { disclose: "answers", trial: DEFINITION },
    async ({ widget, heard }) => {
      assert.deepEqual(await lines(widget), says("sealed"));
      await wait(widget);
      await expectNothingDisclosed(widget, heard, "sealed");
    },
    { prepare: own },
  );

  await visit("changes only with a new interview", { disclose: "none" }, async ({ page, widget, heard }) => {
    const changes = [
      [{ disclose: "answers" }, "answers"],
      [{ "site-key": key }, "sealed"],
      [{ disclose: "verdict", "site-key": "" }, "verdict"],
      [{ disclose: "none" }, "none"],
    ];
    for (const [attributes, told] of changes) {
      await wait(widget);
      const before = (await heard("result")).length;
      await configure(widget, attributes);
      assert.equal(await asked(widget), "diagnosis", "it has begun again");
      assert.equal(await result(widget), undefined);
      assert.deepEqual(await lines(widget), says(told));
      assert.equal((await heard("result")).length, before, "earlier results are not sent now");
    }
    await wait(widget);
    const times = (await heard("ready")).length;
    await widget.evaluate((element) => element.removeAttribute("disclose"));
    await ready(page, times + 1);
    assert.deepEqual(await lines(widget), says("none"));
  });

  for (const [told, attributes] of Object.entries({
    none: {},
    verdict: { disclose: "verdict" },
    answers: { disclose: "answers" },
    sealed: { "site-key": key },
  })) {
    await visit(`is stated in Spanish too (${told})`, { ...attributes, lang: "es" }, async ({ widget }) => {
      assert.deepEqual(await lines(widget), says(told, "page", "es"));
      const button = notice(widget).getByRole("button");
      const declines = "disclose" in attributes ? [text(`page.decline.${told}`, "es")] : [];
      assert.deepEqual(await button.allInnerTexts(), declines);
      await widget.evaluate(({ shadowRoot }) => {
        const proceed = () => shadowRoot.querySelector(".action").click();
        for (const id of ["option-0", "unknown", "option-0", "option-0"]) {
          shadowRoot.getElementById(id).click();
          proceed();
        }
        proceed();
      });
      assert.ok((await about(widget)).includes(text(`page.told.${told}`, "es")));
    });
  }

  await visit("cannot be hidden by the page's styles", { disclose: "answers" }, async ({ page, widget }) => {
    await page.evaluate(() => {
      const sheet = new CSSStyleSheet();
      const parts = ["button", "hint", "heading", "progress", "link", "notice", "action"];
      sheet.replaceSync(parts.map((name) => `trial-prescreener::part(${name}){display:none!important}`).join(""));
      document.adoptedStyleSheets = [sheet];
    });
    assert.deepEqual(await lines(widget), says("answers"));
    assert.ok(await notice(widget).isVisible());
    assert.ok(await notice(widget).getByRole("button").isVisible());
  });

  await visit(
    "is stated accessibly",
    { disclose: "answers" },
    async ({ page }) => {
      for (const width of [320, 1280]) {
        await page.setViewportSize({ width, height: 640 });
        assert.deepEqual(await complaints(page), [], `${width} px`);
        assert.deepEqual(await overflowing(page), [], `wider than ${width} px`);
      }
    },
    { prepare: withAxe },
  );

  for (const disclose of ["none", "answers"]) {
    await visit(
      `is, in a form, only what the person agreed to (${disclose})`,
      { disclose },
      async ({ page, widget }) => {
        const value = () => page.evaluate(() => new FormData(document.querySelector("form")).get("referral"));
        await widget.evaluate((element) => {
          const form = document.createElement("form");
          form.method = "post";
          element.setAttribute("name", "referral");
          element.before(form);
          form.append(element);
        });
        const empty = async (where) => assert.equal(await value(), null, where);
        await empty("at the first question");
        await answer(widget, WAITING, null);
        await empty("before the result");
        await press(widget, "finish");
        await empty("at the result");
        await begin(widget);
        await choose(widget, "verdict");
        await look(widget);
        await empty("before the person agrees");
        await agree(widget);
        assert.equal(JSON.parse(await value()).result.verdict, "not_yet");
        await press(widget, "back");
        await empty("after it is left");
      },
    );
  }
});
