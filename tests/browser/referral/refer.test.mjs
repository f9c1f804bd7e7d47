// From the result to the referral: nothing before a preview and consent, and then exactly what was shown.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import test from "node:test";
import { launch } from "../support/browser.mjs";
import { answer, asked, heading, press } from "../support/interview.mjs";
import { onHeading, tabTo } from "../support/keyboard.mjs";
import { newKey, open } from "../support/native.mjs";
import { EXCLUDED, POSSIBLE, WAITING } from "../support/people.mjs";
import { agree, begin, choose, look } from "../support/refer.mjs";
import { failure, withStudy } from "../support/study.mjs";
import { countCalls, keepMemories, traces, watchNetwork } from "../support/traces.mjs";
import { text } from "../support/words.mjs";

/** The files that a referral loads; nothing else is requested from the network. */
const LOADED = [/\/refer\.js$/, /\/referral_bg\.wasm$/, /\/en\.referral\.txt$/];

const prepare = async (page) => {
  await page.addInitScript(countCalls);
  await page.addInitScript(keepMemories);
};

/** Returns the requested paths, each once. */
const paths = (sent) => [...new Set(sent.map((line) => line.split(" ")[1]))];

const news = (widget) => widget.locator(".progress").innerText();

test("a referral", async (t) => {
  const browser = await launch();
  t.after(() => browser.close());
  const visit = (name, fn, more = {}) =>
    t.test(name, () => withStudy({ browser, prepare, attributes: { disclose: "answers" }, ...more }, fn));

  await visit(
    "reaches the page after a preview and consent, and no one before",
    async ({ page, widget, heard, ...record }) => {
      await answer(widget, POSSIBLE);
      await press(widget, "finish");
      await page.waitForLoadState("networkidle");
      const before = await traces(page);
      const called = await page.evaluate(() => window.called.length);
      const sent = await watchNetwork(page);
      await begin(widget);
      assert.equal(await heading(widget), text("refer.choose.heading"));
      assert.deepEqual((await heard("step")).at(-1).detail, { screen: "referral" });
      await look(widget);
      assert.match(await widget.getByRole("alert").innerText(), new RegExp(text("refer.choose.problem")));
      await choose(widget, "answers");
      await look(widget);
      assert.equal(await heading(widget), text("refer.preview.heading"));
      const seen = await widget.locator("#letters").textContent();
      assert.deepEqual(await heard("refer"), []);
      const [result] = await heard("result");
      await agree(widget);
      assert.equal(await heading(widget), text("refer.ready.heading"));
      const [{ detail, bubbles, composed }] = await heard("refer");
      assert.deepEqual({ bubbles, composed }, { bubbles: true, composed: true });
      assert.deepEqual(JSON.parse(seen), detail.referral, "exactly what was shown is shared");
      assert.deepEqual(detail.referral.result, result.detail);
      assert.match(detail.id, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      const asked = paths(sent);
      assert.equal(asked.length, LOADED.length, asked.join("\n"));
      for (const file of LOADED)
        assert.ok(
          asked.some((path) => file.test(path)),
          `${file} in ${asked}`,
        );
      assert.deepEqual(await page.evaluate((from) => window.called.slice(from), called), ["fetch", "fetch"]);
      assert.deepEqual(await traces(page), before);
      const { consoleErrors, consoleWarnings, pageErrors, violations } = record;
      assert.deepEqual([consoleErrors, consoleWarnings, pageErrors, violations], [[], [], [], []]);
    },
  );

  await visit("works by the keyboard alone, and backwards", async ({ page, widget, heard }) => {
    await page.setViewportSize({ width: 360, height: 740 });
    await answer(widget, WAITING, null);
    await press(widget, "finish");
    await tabTo(page, text("result.refer"));
    await page.keyboard.press("Enter");
    await widget.getByRole("heading", { name: text("refer.choose.heading") }).waitFor();
    await onHeading(page, text("refer.choose.heading"));
    await tabTo(page, text("refer.share.verdict"));
    await page.keyboard.press("ArrowDown");
    await tabTo(page, text("refer.look"));
    await page.keyboard.press("Enter");
    await onHeading(page, text("refer.preview.heading"));
    await tabTo(page, text("action.back"));
    await page.keyboard.press("Enter");
    await onHeading(page, text("refer.choose.heading"));
    assert.ok(await widget.getByLabel(text("refer.share.open"), { exact: true }).isChecked(), "the choice is kept");
    await tabTo(page, text("action.back"));
    await page.keyboard.press("Enter");
    assert.equal((await heard("step")).at(-1).detail.screen, "result");
    assert.match(await heading(widget), /2027/);
    assert.deepEqual(await heard("refer"), []);
  });

  await visit("says how it reaches the receiver", async ({ page, widget }) => {
    await page.evaluate(() => {
      document.addEventListener("prescreener-refer", (event) => {
        event.waitUntil(new Promise((done, failed) => Object.assign(window, { done, failed })));
      });
    });
    await answer(widget, {}, null);
    await press(widget, "finish");
    for (const [how, said] of Object.entries({ done: "taken", failed: "failed" })) {
      await begin(widget);
      await choose(widget, "verdict");
      await look(widget);
      await agree(widget);
      assert.equal(await news(widget), text("refer.news.waiting"));
      await page.evaluate((name) => window[name](), how);
      await widget.getByText(text(`refer.news.${said}`)).waitFor();
      await press(widget, "back");
    }
  });

  await visit("gives way to the clinic's questions", async ({ widget, heard }) => {
    await answer(widget, POSSIBLE);
    await press(widget, "finish");
    await begin(widget);
    await widget.evaluate((element) => element.askClinic());
    assert.ok(await asked(widget));
    assert.equal((await heard("step")).at(-1).detail.screen, "question");
    await press(widget, "continue");
  });

  await visit("is not offered to a person who is ruled out", async ({ widget }) => {
    await answer(widget, EXCLUDED);
    await press(widget, "finish");
    assert.equal(await widget.getByRole("button", { name: text("result.refer") }).count(), 0);
    assert.ok(await widget.getByRole("heading", { name: text("next.heading") }).isVisible(), "there is a next step");
  });

  const key = newKey();
  await visit(
    "is sealed for a site's key, and the page learns nothing",
    async ({ page, widget, heard }) => {
      await answer(widget, POSSIBLE);
      await press(widget, "finish");
      await begin(widget);
      await choose(widget, "answers");
      await look(widget);
      const seen = await widget.locator("#letters").textContent();
      await agree(widget);
      assert.deepEqual(
        (await heard("result")).map(({ json }) => json),
        ["null"],
      );
      assert.equal(await widget.evaluate((element) => element.result), undefined);
      const [{ detail, json }] = await heard("refer");
      assert.deepEqual(Object.keys(detail), ["id", "shares", "sealed", "link"]);
      assert.ok(!json.includes("prednisone") && !json.includes("verdict"));
      assert.equal(detail.link, `https://site.example/receive.html#sealed=${detail.sealed}`);
      const opened = JSON.parse(open(key, detail.link));
      assert.deepEqual(opened, JSON.parse(seen));
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        widget.getByRole("button", { name: text("refer.way.file") }).click(),
      ]);
      assert.equal(await readFile(await download.path(), "utf8"), detail.sealed);
      assert.equal(download.suggestedFilename(), `NCT07160205-${detail.id.slice(0, 8)}.txt`);
    },
    { attributes: { disclose: "answers", "site-key": key.public, receiver: "https://site.example/receive.html" } },
  );

  await visit("is copied, or says that it could not be", async ({ page, context, widget }) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await answer(widget, {}, null);
    await press(widget, "finish");
    await begin(widget);
    await choose(widget, "verdict");
    await look(widget);
    await agree(widget);
    await widget.getByRole("button", { name: text("refer.way.copy") }).click();
    await widget.getByText(text("refer.news.copied")).waitFor();
    assert.equal(
      await page.evaluate(() => navigator.clipboard.readText()),
      await widget.locator("#letters").textContent(),
    );
    await page.evaluate(() => {
      navigator.clipboard.writeText = () => Promise.reject(new Error("no"));
    });
    await widget.getByRole("button", { name: text("refer.way.copy") }).click();
    await widget.getByText(text("refer.news.not_copied")).waitFor();
  });

  await visit("continues in another language, at every step", async ({ page, widget, heard }) => {
    const speak = async (language, words) => {
      await widget.evaluate((element, to) => element.setAttribute("lang", to), language);
      await widget.getByRole("heading", { name: words }).waitFor();
    };
    await answer(widget, {}, null);
    await press(widget, "finish");
    await begin(widget);
    await speak("es", "¿Cuánto quiere entregar?");
    await speak("en", text("refer.choose.heading"));
    await choose(widget, "verdict");
    await look(widget);
    await speak("es", "Esto es lo que se entregará");
    await speak("en", text("refer.preview.heading"));
    await agree(widget);
    const letters = await widget.locator("#letters").textContent();
    await speak("es", "Está listo para entregar");
    assert.equal(await widget.locator("#letters").textContent(), letters, "it is still the same");
    assert.equal(await widget.locator("svg.code").count(), 1);
    await widget.getByRole("button", { name: "Atrás" }).click();
    assert.equal(await page.evaluate(() => document.querySelector("trial-prescreener").result.language), "es");
    assert.equal((await heard("refer")).length, 1);
  });

  await visit("can be retried if its files do not load", async ({ page, widget }) => {
    await answer(widget, {}, null);
    await press(widget, "finish");
    await page.route("**/referral_bg.wasm", (route) => route.abort());
    const result = await heading(widget);
    await begin(widget, { waits: false });
    assert.equal((await failure(page)).detail.code, "load");
    assert.equal(await news(widget), text("result.refer.failed"));
    assert.equal(await heading(widget), result);
    await page.unroute("**/referral_bg.wasm");
    await begin(widget);
    assert.equal(await heading(widget), text("refer.choose.heading"));
  });

  await visit("leaves nothing in memory once it is over", async ({ page, widget }) => {
    const value = (wanted) =>
      page.evaluate((word) => {
        // The engine of the questions came first, and the one for referrals last.
        const memory = new TextDecoder("latin1").decode(window.memories.at(-1).buffer);
        return { engines: window.memories.length, found: memory.includes(word) };
      }, wanted);
    await answer(widget, POSSIBLE);
    await press(widget, "finish");
    await begin(widget);
    await choose(widget, "answers");
    await look(widget);
    const { engines, found } = await value("1984-09-30");
    assert.ok(found, "the memory in use is the one that is searched");
    await press(widget, "back");
    await press(widget, "back");
    const after = await value("1984-09-30");
    assert.ok(after.engines > engines && !after.found, "another memory is in use, and holds nothing");
  });

  await visit("is a value of the enclosing form, until the result is left", async ({ page, widget }) => {
    const value = () => page.evaluate(() => new FormData(document.querySelector("form")).get("referral"));
    await widget.evaluate((element) => {
      const form = document.createElement("form");
      form.method = "post";
      element.setAttribute("name", "referral");
      element.before(form);
      form.append(element);
    });
    await answer(widget, {}, null);
    await press(widget, "finish");
    await begin(widget);
    await choose(widget, "verdict");
    await look(widget);
    assert.match(await widget.locator(".screen").innerText(), /form on this page/);
    assert.equal(await value(), null);
    await agree(widget);
    assert.equal(JSON.parse(await value()).schema, "prescreener/referral/1");
    await press(widget, "back");
    assert.equal(await value(), null);
  });
});
