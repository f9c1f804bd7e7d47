// The language changes during an interview: answers and entries stay, and the screen is the same in another language.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import test from "node:test";
import { pkg } from "../../../www/tools/paths.mjs";
import { launch } from "../support/browser.mjs";
import { answer, asked, diagnosed, enter, heading, press } from "../support/interview.mjs";
import { focused } from "../support/keyboard.mjs";
import { altered, DEFINITION } from "../support/mishaps.mjs";
import { screen } from "../support/native.mjs";
import { EXCLUDED } from "../support/people.mjs";
import { configure, heard, withStudy } from "../support/study.mjs";
import { TRIAL, text } from "../support/words.mjs";

const read = (...path) => JSON.parse(readFileSync(join(pkg, ...path), "utf8"));
const spanish = { ...read("locales", "es.json").texts, ...read(dirname(TRIAL), "es.json").texts };
const STEROIDS = read("trials", "instruments", "glucocorticoids", "es.json").texts;
const AGE = read("trials", "instruments", "eular_acr_2017", "es.json").texts;

const speak = (widget, language) => widget.evaluate((element, lang) => element.setAttribute("lang", lang), language);
const spoken = (widget) => widget.evaluate(({ shadowRoot }) => shadowRoot.querySelector("[lang]").lang);

/** Changes the language and waits until the screen is drawn in it. */
async function change(widget, language) {
  await speak(widget, language);
  await widget.page().waitForFunction((lang) => {
    const { shadowRoot } = document.querySelector("trial-prescreener");
    return shadowRoot.querySelector("[lang]").lang === lang;
  }, language);
}

test("another language", async (t) => {
  const browser = await launch();
  t.after(() => browser.close());
  const visit = (name, fn, more = {}) => t.test(name, () => withStudy({ browser, ...more }, fn));

  await visit("keeps the answers, the screen and unsubmitted text", async ({ page, widget }) => {
    const before = (await heard(page, "ready")).length;
    await diagnosed(widget);
    await enter(widget, "date_of_birth", "1980");
    await press(widget, "continue");
    await enter(widget, "can_attend_visits", true);
    await press(widget, "continue");
    await enter(widget, "dmso_reaction", false);
    await press(widget, "continue");
    await widget.getByLabel(text("option.steroids.prednisone"), { exact: true }).check();
    await change(widget, "es");
    assert.equal(await heading(widget), STEROIDS["question.steroids"]);
    assert.ok(await widget.getByLabel(STEROIDS["option.steroids.prednisone"], { exact: true }).isChecked());
    await widget.getByRole("button", { name: spanish["action.back"], exact: true }).click();
    assert.ok(await widget.getByLabel(spanish["answer.no"], { exact: true }).isChecked());
    // And back again, without another request for messages already loaded.
    await page.route("**/*.txt", (route) => route.abort());
    await change(widget, "en");
    assert.equal(await asked(widget), "dmso_reaction");
    assert.equal((await heard(page, "ready")).length, before, "it does not start again");
    assert.deepEqual(await heard(page, "error"), []);
  });

  await visit("keeps a date, a month by name, a number and that it is approximate", async ({ widget }) => {
    await diagnosed(widget);
    const fill = (label, value) => widget.getByRole("textbox", { name: text(label), exact: true }).fill(value);
    await fill("label.day", "7");
    await fill("label.month", "Aug");
    await fill("label.year", "1980");
    await change(widget, "es");
    const month = widget.getByRole("textbox", { name: spanish["label.month"], exact: true });
    assert.equal(await month.inputValue(), "agosto");
    assert.equal(await widget.getByRole("textbox", { name: spanish["label.day"], exact: true }).inputValue(), "7");
    await change(widget, "en");
    await press(widget, "continue");
    for (let key = await asked(widget); key !== "onset_age"; key = await asked(widget)) {
      await enter(widget, key, null);
      await press(widget, "continue");
    }
    await widget.getByRole("textbox").fill("30");
    await widget.getByLabel(text("label.about"), { exact: true }).check();
    await change(widget, "es");
    assert.equal(await heading(widget), AGE["question.onset_age"]);
    assert.equal(await widget.getByRole("textbox").inputValue(), "30");
    assert.ok(await widget.getByLabel(spanish["label.about"], { exact: true }).isChecked());
  });

  await visit("shows the problem with an entry in the new language", async ({ widget }) => {
    await press(widget, "continue");
    await change(widget, "es");
    assert.equal(await widget.locator("#summary button").innerText(), spanish["problem.choose"]);
  });

  await visit("leaves a focus outside alone, and moves one inside to the heading", async ({ page, widget }) => {
    await change(widget, "es");
    assert.equal((await focused(page)).tag, "body");
    await widget.getByRole("radio").first().focus();
    await change(widget, "en");
    assert.deepEqual([(await focused(page)).id, (await focused(page)).words], ["heading", await heading(widget)]);
  });

  await visit("is announced once", async ({ page, widget }) => {
    await widget.evaluate(({ shadowRoot }) => {
      window.said = [];
      const status = shadowRoot.querySelector("[role=status]");
      const tell = () => window.said.push(status.textContent);
      new MutationObserver(tell).observe(status, { childList: true, characterData: true, subtree: true });
    });
    await change(widget, "es");
    const said = await page.evaluate(() => window.said);
    assert.equal(said.length, 1, said.join(" | "));
    assert.match(said[0], /^Pregunta 1\./);
  });

  await visit(
    "repeats the result in that language",
    async ({ page, widget }) => {
      await answer(widget, EXCLUDED);
      await press(widget, "finish");
      await change(widget, "es");
      await page.waitForFunction(() => window.heard.filter(({ name }) => name === "result").length === 2);
      assert.equal(await heading(widget), spanish["verdict.not_eligible.heading"]);
      const [first, second] = (await heard(page, "result")).map(({ detail }) => detail);
      assert.deepEqual([first.language, second.language], ["en", "es"]);
      assert.deepEqual({ ...second, language: "en" }, first);
      assert.equal(JSON.stringify(first), screen(first));
      assert.equal(await widget.evaluate((element) => element.result.language), "es");
      // An interview started afterwards starts in it.
      await widget.getByRole("button", { name: spanish["action.restart"], exact: true }).click();
      assert.equal(await heading(widget), spanish["question.diagnosis"]);
    },
    { attributes: { disclose: "answers" } },
  );

  for (const [file, what] of [
    ["es.txt", "the questions"],
    ["es.result.txt", "the result"],
  ]) {
    await visit(
      `is not used while its messages for ${what} cannot be loaded, which the host learns`,
      async ({ page, widget }) => {
        await diagnosed(widget);
        await enter(widget, "date_of_birth", "1980");
        await press(widget, "continue");
        await page.route(`**/${file}`, (route) => route.fulfill({ status: 503 }));
        await speak(widget, "es");
        await page.waitForFunction(() => window.heard.some(({ name }) => name === "error"));
        const [{ detail }] = await heard(page, "error");
        assert.equal(detail.code, "load");
        assert.equal(await asked(widget), "can_attend_visits");
        assert.equal(await spoken(widget), "en");
        await enter(widget, "can_attend_visits", true);
        await press(widget, "continue");
        assert.equal(await asked(widget), "dmso_reaction");
      },
    );
  }

  await visit("is not used while its messages are those of another version", async ({ page, widget }) => {
    await page.route("**/es.result.txt", (route) =>
      route.fulfill({ body: "prescreener/words/1 sha256:0 result\n.\n" }),
    );
    await speak(widget, "es");
    await page.waitForFunction(() => window.heard.some(({ name }) => name === "error"));
    assert.equal((await heard(page, "error"))[0].detail.code, "definition");
    assert.equal(await asked(widget), "diagnosis");
    await press(widget, "continue");
    assert.equal(await widget.locator("#summary button").innerText(), text("problem.choose"));
  });

  await visit("is the last one requested", async ({ page, widget }) => {
    let release;
    const released = new Promise((resolve) => {
      release = resolve;
    });
    await page.route("**/es.txt", (route) => released.then(() => route.continue()));
    await speak(widget, "es");
    await speak(widget, "en");
    release();
    await page.waitForLoadState("networkidle");
    assert.equal(await spoken(widget), "en");
    assert.equal(await asked(widget), "diagnosis");
  });

  const APPROVAL = { board: "B", number: "1", on: "2026-01-15", expires: "2027-01-14" };
  const approve = altered(`**/${DEFINITION}`, (trial) => {
    trial.approval = { ...APPROVAL, languages: { en: `sha256:${"0".repeat(64)}` } };
  });
  const approved = { prepare: approve, attributes: { trial: DEFINITION } };
  await visit(
    "that no board approved is not used: the approved one stays, with the answers",
    async ({ page, widget }) => {
      await diagnosed(widget);
      await enter(widget, "date_of_birth", "1980");
      await press(widget, "continue");
      await speak(widget, "es");
      await page.waitForFunction(() => window.heard.some(({ name }) => name === "error"));
      const [{ detail }] = await heard(page, "error");
      assert.equal(detail.code, "definition");
      assert.match(detail.findings[0].message, /not approved/);
      assert.equal(await asked(widget), "can_attend_visits");
      assert.equal(await spoken(widget), "en");
    },
    approved,
  );
  await visit(
    "that a board approved opens the questions that another had closed",
    async ({ page, widget }) => {
      assert.equal(await heading(widget), spanish["closed.heading"]);
      await change(widget, "en");
      assert.equal(await asked(widget), "diagnosis");
      assert.deepEqual(await heard(page, "error"), []);
    },
    { ...approved, attributes: { ...approved.attributes, lang: "es" } },
  );
  await visit("is not changed by another attribute, which starts again", async ({ widget }) => {
    await diagnosed(widget);
    await enter(widget, "date_of_birth", "1980");
    await press(widget, "continue");
    await configure(widget, { order: "definition", "heading-level": "3", lang: "es" });
    assert.equal(await heading(widget), spanish["question.diagnosis"]);
  });
});
