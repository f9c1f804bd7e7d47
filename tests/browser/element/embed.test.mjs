// What a host page can do with the element, by script and before the element exists.
import assert from "node:assert/strict";
import test from "node:test";
import { launch, withPage } from "../support/browser.mjs";
import { answer, asked, diagnosed, enter, heading, press } from "../support/interview.mjs";
import { screen } from "../support/native.mjs";
import { EXCLUDED, WAITING, WAITING_UNTIL } from "../support/people.mjs";
import { configure, failure, heard, listen, ready, TODAY, withStudy } from "../support/study.mjs";
import { TRIAL, text } from "../support/words.mjs";

const BROKEN = "These questions cannot be shown";

test("a host page", async (t) => {
  const browser = await launch();
  t.after(() => browser.close());
  const visit = (name, fn, attributes = {}) =>
    t.test(name, () => withStudy({ browser, attributes: { disclose: "answers", ...attributes } }, fn));

  await visit("can make the element from script", async ({ page, widget }) => {
    await page.evaluate(
      ([trial, today]) => {
        document.querySelector("trial-prescreener").remove();
        const element = document.createElement("trial-prescreener");
        element.setAttribute("trial", trial);
        element.setAttribute("assessed-on", today);
        element.setAttribute("heading-level", "5");
        document.querySelector("main").append(element);
      },
      [await widget.getAttribute("trial"), TODAY],
    );
    await widget.scrollIntoViewIfNeeded();
    await ready(page, 3);
    assert.equal(await widget.getByRole("heading", { level: 5 }).innerText(), text("question.diagnosis"));
    await answer(widget, EXCLUDED);
    await press(widget, "finish");
    assert.equal(await widget.getByRole("heading", { level: 6, name: text("next.heading") }).count(), 1);
  });

  await t.test("can set attributes and properties before the element is defined", async () => {
    const prepare = async (page) => {
      await page.addInitScript(listen);
      await page.route("**/pkg/prescreener.js", (route) => route.abort(), { times: 1 });
    };
    await withPage({ browser, prepare }, async ({ page }) => {
      const widget = page.locator("trial-prescreener");
      await widget.evaluate((element, today) => {
        element.setAttribute("assessed-on", today);
        element.setAttribute("disclose", "answers");
        element.anchors = { enrollment: "2026-12-06" };
      }, TODAY);
      await page.evaluate(() => import("./pkg/prescreener.js?again"));
      await ready(page);
      await answer(widget, WAITING, null);
      await press(widget, "finish");
      const [{ detail }] = await heard(page, "result");
      assert.deepEqual(detail.anchors, { enrollment: "2026-12-06" });
      assert.equal((await heard(page, "ready")).length, 1);
    });
  });

  await visit("can name a definition that was not compiled ahead, with the same result", async (opened) => {
    const { page, widget, heard: events } = opened;
    const visitor = async () => {
      await answer(widget, EXCLUDED);
      await press(widget, "finish");
    };
    await visitor();
    await widget.evaluate((element, trial) => element.setAttribute("trial", `pkg/${trial}`), TRIAL);
    await ready(page, 3);
    await visitor();
    const [compiled, defined] = await events("result");
    assert.equal(defined.json, compiled.json);
  });

  await visit(
    "can have a clinic's questions asked",
    async ({ widget, heard: events }) => {
      const trail = await answer(widget, {}, null);
      for (const key of ["ck_at_screening", "mmt8_scale", "oxygen_saturation"]) assert.ok(trail.includes(key), key);
      await press(widget, "finish");
      const [{ json, detail }] = await events("result");
      assert.equal(detail.audience, "clinic");
      assert.equal(json, screen(detail));
    },
    { audience: "clinic" },
  );

  await visit(
    "can fix the day of joining, which moves the day to come back",
    async ({ page, widget, heard: events }) => {
      await answer(widget, WAITING, null);
      await press(widget, "finish");
      await widget.evaluate((element) => {
        element.anchors = { enrollment: "2026-12-06" };
      });
      await ready(page, 3);
      assert.equal(await asked(widget), "diagnosis");
      await answer(widget, WAITING, null);
      await press(widget, "finish");
      const [before, after] = await events("result");
      assert.equal(before.detail.eligible_from, WAITING_UNTIL);
      assert.equal(after.detail.eligible_from, "2027-01-17");
      assert.equal(after.json, screen(after.detail));
    },
  );

  await visit("gets English if the trial does not have the page's language", async ({ page, widget }) => {
    await page.evaluate(() => document.documentElement.setAttribute("lang", "de-CH"));
    await configure(widget, { lang: "", order: "definition" });
    assert.equal(await asked(widget), "diagnosis");
    const spoken = await widget.evaluate(({ shadowRoot }) => shadowRoot.querySelector("[lang]").lang);
    assert.equal(spoken, "en");
  });

  await visit("receives events that bubble out of any shadow root", async ({ page, widget, heard: events }) => {
    await answer(widget, EXCLUDED);
    await press(widget, "finish");
    for (const name of ["ready", "step", "result"]) {
      for (const event of await events(name)) assert.ok(event.bubbles && event.composed, name);
    }
    assert.ok(
      await widget.evaluate((element) => Object.isFrozen(element.result) && Object.isFrozen(element.result.answers)),
    );
    assert.equal(
      await page.evaluate(() =>
        Object.keys(window)
          .filter((key) => /screener/i.test(key))
          .join(),
      ),
      "",
    );
  });

  const wrong = {
    "the day of the assessment": [(element) => element.setAttribute("assessed-on", "22.11.2026"), /assessed_on/],
    "the order": [(element) => element.setAttribute("order", "longest"), /order/],
    "the audience": [(element) => element.setAttribute("audience", "doctor"), /audience/],
    "the name of an anchor": [
      (element) => Object.assign(element, { anchors: { enrolment: "2026-12-06" } }),
      /enrolment/,
    ],
    "the day of an anchor": [
      (element) => Object.assign(element, { anchors: { enrollment: "2026-02-30" } }),
      /enrollment/,
    ],
  };
  for (const [name, [mistake, path]] of Object.entries(wrong)) {
    await visit(`receives an error about ${name}, and can fix it`, async ({ page, widget }) => {
      await widget.evaluate(mistake);
      const { detail } = await failure(page);
      assert.equal(detail.code, "definition");
      assert.match(detail.findings[0].path, path);
      assert.equal(await heading(widget), BROKEN);
      await widget.evaluate((element, today) => {
        element.setAttribute("assessed-on", today);
        element.setAttribute("audience", "participant");
        element.setAttribute("order", "shortest");
        element.anchors = {};
      }, TODAY);
      await ready(page, 3);
      // The first question in the shortest order.
      assert.equal(await asked(widget), "can_attend_visits");
    });
  }

  await visit("receives an error when it names no trial", async ({ page, widget }) => {
    await widget.evaluate((element) => element.removeAttribute("trial"));
    assert.match((await failure(page)).detail.message, /`trial` is missing/);
    assert.equal(await heading(widget), BROKEN);
  });

  await visit("can move the element, which keeps its answers", async ({ widget }) => {
    await answer(widget, EXCLUDED);
    await widget.evaluate((element) => document.querySelector("#staff").before(element));
    assert.equal(await heading(widget), text("check.confirm.heading"));
    await press(widget, "finish");
    assert.equal(await heading(widget), text("verdict.not_eligible.heading"));
  });

  await visit("can remove the element, which clears the answers, and put it back", async ({ page, widget }) => {
    await answer(widget, EXCLUDED);
    await press(widget, "finish");
    const left = await widget.evaluate(async (element) => {
      const home = element.parentNode;
      element.remove();
      await Promise.resolve();
      const seen = [element.result, element.shadowRoot.textContent];
      home.append(element);
      return seen;
    });
    assert.deepEqual(left, [undefined, ""]);
    await ready(page, 3);
    assert.equal(await asked(widget), "diagnosis");
    assert.equal(await widget.getByRole("radio", { checked: true }).count(), 0);
  });

  await visit("can hold two independent elements", async ({ page, widget }) => {
    await widget.evaluate((element) => {
      const second = element.cloneNode(true);
      second.id = "second";
      element.after(second);
    });
    await ready(page, 3);
    const [first, second] = [widget.first(), page.locator("#second")];
    await diagnosed(first);
    await enter(first, "date_of_birth", "1980");
    await press(first, "continue");
    assert.equal(await asked(second), "diagnosis");
    await answer(second, EXCLUDED);
    await press(second, "finish");
    assert.equal(await asked(first), "can_attend_visits");
    await page.evaluate(() => document.getElementById("second").remove());
    await press(first, "back");
    assert.equal(await first.getByRole("textbox", { name: text("label.year") }).inputValue(), "1980");
  });
});
