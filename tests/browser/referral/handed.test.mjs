// What a person knows about a referral once they have left its screen: that it was made, its number, and its delivery
// status.
import assert from "node:assert/strict";
import test from "node:test";
import { launch } from "../support/browser.mjs";
import { answer, asked, enter, heading, press } from "../support/interview.mjs";
import { begin as startKiosk, withKiosk } from "../support/kiosk.mjs";
import { agree, begin, choose, handOn, look } from "../support/refer.mjs";
import { withStudy } from "../support/study.mjs";
import { text } from "../support/words.mjs";

/** In a page: accepts each referral with a promise that the test settles. */
const takes = () => {
  window.settle = [];
  document.addEventListener("prescreener-refer", (event) =>
    event.waitUntil(new Promise((done, failed) => window.settle.push({ done, failed }))),
  );
};
/** Settles the latest referral with an answer's status. */
const answered = (page, status) =>
  page.evaluate((code) => window.settle.at(-1).done({ ok: code < 400, status: code }), status);

const filled = (key, values, language) =>
  Object.entries(values).reduce((words, [name, value]) => words.replace(`{${name}}`, value), text(key, language));
/** Returns the text about a number, with a beginning and an end. */
const says = (lead, came, values, language = "en") =>
  `${filled(`result.handed.${lead}`, values, language)} ${filled(`result.came.${came}`, values, language)}`;

const live = (widget) => widget.getByRole("status");
const about = async (widget) => (await widget.locator(".about p").allInnerTexts()).map((line) => line.trim());
const focused = (widget) =>
  widget.evaluate(({ shadowRoot }) => shadowRoot.activeElement?.dataset.action ?? shadowRoot.activeElement?.id);
const ids = async (heard) => (await heard("refer")).map(({ detail }) => detail.id);

/** Goes to the result with a person who knows nothing. */
async function toResult(widget) {
  await answer(widget, {}, null);
  await press(widget, "finish");
}

test("a referral", async (t) => {
  const browser = await launch();
  t.after(() => browser.close());
  const prepare = (page) => page.addInitScript(takes);
  const visit = (name, fn, more = {}) => t.test(name, () => withStudy({ browser, prepare, ...more }, fn));

  for (const [status, came, lead] of [
    [200, "taken", "done"],
    [500, "refused", "agreed"],
  ]) {
    await visit(`is shown on the result, when the answer ${status} comes later`, async ({ page, widget, heard }) => {
      await toResult(widget);
      await handOn(widget, "verdict");
      await press(widget, "back");
      const [id] = await ids(heard);
      assert.ok((await about(widget)).includes(says("agreed", "waiting", { id })), `${await about(widget)}`);
      await widget.locator("[data-action=revise]").focus();
      await answered(page, status);
      await live(widget)
        .getByText(says("news", came, { id, status }), { exact: true })
        .waitFor();
      assert.equal(await focused(widget), "revise", "the focus stays where it was");
      const lines = await about(widget);
      assert.ok(lines.includes(says(lead, came, { id, status })), `${lines}`);
      assert.ok(!lines.includes(text("page.told.none")), "the page has learned it by then");
      // A person who shares it again is informed too, and it is the same referral.
      await begin(widget);
      const screen = widget.locator(".screen");
      await screen.getByText(says(lead, came, { id, status }), { exact: true }).waitFor();
      await choose(widget, "verdict");
      await look(widget);
      await agree(widget);
      await answered(page, 200);
      await widget.getByRole("heading", { name: text("refer.ready.taken") }).waitFor();
      assert.deepEqual(await ids(heard), [id, id]);
      await press(widget, "back");
      // Another answer makes another result.
      await press(widget, "revise");
      await widget.locator("[data-action=change]").first().click();
      await enter(widget, "diagnosis", "polymyositis");
      await press(widget, "continue");
      await toResult(widget);
      assert.ok((await about(widget)).includes(says("earlier", "taken", { id })), `${await about(widget)}`);
      await handOn(widget, "verdict");
      assert.notEqual((await ids(heard)).at(-1), id);
    });
  }

  await visit("is shown on every other screen", async ({ page, widget, heard }) => {
    await toResult(widget);
    const places = {
      check: () => press(widget, "revise"),
      "viewing it again": () => begin(widget),
      "the first question": async () => {
        await press(widget, "restart");
        assert.equal(await asked(widget), "diagnosis");
      },
    };
    for (const [place, go] of Object.entries(places)) {
      await handOn(widget, "verdict");
      await press(widget, "back");
      const id = (await ids(heard)).at(-1);
      await go();
      const before = await heading(widget);
      await answered(page, 500);
      await live(widget)
        .getByText(says("news", "refused", { id, status: 500 }), { exact: true })
        .waitFor();
      assert.equal(await heading(widget), before, place);
      if (place === "check") await press(widget, "finish");
      else if (place !== "the first question") await press(widget, "back");
    }
  });

  await visit("is shown in the new language", async ({ page, widget }) => {
    const news = async (name, language, values = {}) => {
      await widget.evaluate((element, to) => element.setAttribute("lang", to), language);
      await live(widget)
        .getByText(filled(`refer.news.${name}`, values, language), { exact: true })
        .waitFor();
    };
    await toResult(widget);
    await handOn(widget, "verdict");
    await news("waiting", "es");
    await answered(page, 500);
    await news("refused", "es", { status: 500 });
    assert.equal(await heading(widget), text("refer.ready.failed", "es"));
    await news("refused", "en", { status: 500 });
    await press(widget, "back");
    await handOn(widget, "verdict");
    await answered(page, 200);
    await news("taken", "en");
    await news("taken", "es");
    assert.equal(await heading(widget), text("refer.ready.taken", "es"));
  });

  await visit("has a fitting heading, with the channels first after a failure", async ({ page, widget }) => {
    const order = () =>
      widget.locator("#code, .next").evaluateAll((found) => found.map((one) => one.id || one.className));
    await toResult(widget);
    await handOn(widget, "verdict");
    assert.equal(await heading(widget), text("refer.ready.waiting"));
    const letters = widget.locator("details.data");
    await letters.locator("summary").click();
    await widget.locator("[data-action=copy]").focus();
    await answered(page, 405);
    await widget.getByRole("heading", { name: text("refer.ready.failed") }).waitFor();
    assert.deepEqual(await order(), ["code", "next"]);
    assert.equal(await widget.locator("#code svg").count(), 1);
    assert.equal(await focused(widget), "copy", "the focus stays where it was");
    assert.ok(await letters.evaluate((details) => details.open));
    assert.ok((await widget.locator(".lead").innerText()).includes(text("refer.ready.self")));
    await press(widget, "back");
    await handOn(widget, "verdict");
    await answered(page, 200);
    await widget.getByRole("heading", { name: text("refer.ready.taken") }).waitFor();
    assert.deepEqual(await order(), ["next", "code"]);
    assert.equal(await widget.getByText(text("refer.ready.heading")).count(), 0);
  });

  for (const disclose of ["verdict", "answers"]) {
    await visit(
      `is not called unknown to a page that learns it (${disclose})`,
      async ({ page, widget }) => {
        await toResult(widget);
        const screen = widget.locator(".screen");
        const { host } = new URL(page.url());
        assert.ok((await screen.innerText()).includes(text("result.refer.hint_told")));
        assert.ok(!(await screen.innerText()).includes("Nothing is sent before you agree"));
        await begin(widget);
        await choose(widget, "verdict");
        await look(widget);
        assert.ok((await screen.innerText()).includes(filled(`refer.to.page_${disclose}`, { page: host })));
      },
      { attributes: { disclose } },
    );
  }

  await visit("stays declined on one visit, whatever else changes", async ({ page, widget, heard }) => {
    await widget.evaluate((element) => element.setAttribute("disclose", "answers"));
    const decline = widget.getByRole("button", { name: text("page.decline.answers"), exact: true });
    await decline.click();
    const declined = async () => {
      await widget.getByText(text("page.told.declined")).waitFor();
      assert.equal(await decline.count(), 0);
      await toResult(widget);
      assert.equal(await page.evaluate(() => document.querySelector("trial-prescreener").result), undefined);
      assert.equal((await heard("result")).at(-1).json, "null");
    };
    await declined();
    await press(widget, "restart");
    await declined();
    await widget.evaluate((element) => element.setAttribute("order", "shortest"));
    await declined();
    // What the host requests anew, the person may decline anew; and so may the next visitor.
    await widget.evaluate((element) => element.setAttribute("disclose", "verdict"));
    await widget.getByRole("button", { name: text("page.decline.verdict"), exact: true }).click();
    await widget.evaluate(async (element) => {
      const place = element.parentNode;
      element.remove();
      await new Promise((done) => setTimeout(done));
      place.append(element);
    });
    await widget.getByRole("button", { name: text("page.decline.verdict"), exact: true }).waitFor();
  });

  for (const printer of ["no", "yes"]) {
    await t.test(`from a tablet that forwards nothing is announced as such (printer: ${printer})`, () =>
      withKiosk({ browser, meta: { printer } }, async ({ page, widget }) => {
        await startKiosk(page);
        await toResult(widget);
        await begin(widget);
        await choose(widget, "verdict");
        await look(widget);
        const screen = widget.locator(".screen");
        const told = await screen.innerText();
        assert.ok(told.includes(text("refer.to.nobody")) && !told.includes("this page gets it"), told);
        assert.equal(told.includes(text("refer.to.paper")), printer === "yes");
        await agree(widget);
        await widget.getByText(text("refer.ready.self")).waitFor();
        assert.equal(await widget.getByText(text("refer.ready.untaken")).count(), 0);
        assert.ok(!(await screen.innerText()).includes("Show this page"), "it is not the person's own device");
        assert.ok(await widget.locator("#code svg").isVisible());
        await press(widget, "back");
        assert.ok((await about(widget)).some((line) => line.endsWith(text("result.came.nobody"))));
      }),
    );
  }

  await visit("states each rule truthfully, even if no answer can settle it", async ({ widget }) => {
    const said = { diagnosis: "dermatomyositis", date_of_birth: "1971-05", onset_age: "10", dmso_reaction: false };
    await answer(widget, said, null);
    await press(widget, "finish");
    const listed = (section) => widget.locator(`.${section} li .title`).allInnerTexts();
    const [open, judged] = [await listed("confirm"), await listed("judge")];
    for (const id of ["A01", "E01", "E03"]) {
      const words = text(`criterion.${id}`);
      assert.ok(judged.includes(words) && !open.includes(words), `${id}: ${judged}`);
    }
    assert.ok(open.includes(text("criterion.I02")), `${open}`);
    await begin(widget);
    await choose(widget, "answers");
    await look(widget);
    const item = (id) => widget.locator("li", { hasText: `${id}: ` }).innerText();
    for (const id of ["A01", "E01"]) {
      const told = await item(id);
      assert.ok(told.includes(text("refer.status.unanswerable")) && !told.includes("Answers can settle"), told);
    }
    assert.ok((await widget.locator(".sent").innerText()).includes("English"));
  });
});
