// The button that leaves the page, for people who must not be seen reading it.
import assert from "node:assert/strict";
import test from "node:test";
import { CSP } from "../../../www/tools/serve.mjs";
import { complaints, overflowing, withAxe } from "../support/axe.mjs";
import { launch } from "../support/browser.mjs";
import { answer, asked, diagnosed, enter, heading, press } from "../support/interview.mjs";
import { tabTo } from "../support/keyboard.mjs";
import { EXCLUDED } from "../support/people.mjs";
import { heard, withStudy } from "../support/study.mjs";
import { keepMemories, remembers } from "../support/traces.mjs";
import { text } from "../support/words.mjs";

const AWAY = "https://away.example/";
const LEAVE = text("action.exit");
const attributes = { exit: AWAY };
/** A page that may hold itself in a frame. */
const csp = `${CSP}; frame-src 'self' ${AWAY}`;

/** Serves a page at the exit address. */
const elsewhere = (page) =>
  page.route(`${AWAY}**`, (route) => route.fulfill({ contentType: "text/html", body: "<title>Away</title>" }));

const prepare = async (page) => {
  await elsewhere(page);
  await withAxe(page);
  await page.addInitScript(keepMemories);
};
const button = (widget) => widget.getByRole("button", { name: LEAVE, exact: true });

test("leaving the page", async (t) => {
  const browser = await launch();
  t.after(() => browser.close());
  const visit = (name, fn, more = {}) =>
    t.test(name, () => withStudy({ browser, prepare, attributes: { ...attributes, ...more } }, fn));

  await visit("is offered on every screen, first, with its help", async ({ page, widget }) => {
    await page.setViewportSize({ width: 320, height: 640 });
    await answer(widget, EXCLUDED, undefined);
    for (const action of ["finish", "restart"]) {
      assert.ok(await button(widget).isVisible());
      await press(widget, action);
    }
    const help = await button(widget).evaluate((one) => {
      const id = one.getAttribute("aria-describedby");
      return one.getRootNode().getElementById(id).textContent;
    });
    assert.equal(help, text("label.exit"));
    assert.deepEqual(await complaints(page), []);
    assert.deepEqual(await overflowing(page), []);
  });

  await visit("drops the answers and the memory, and allows no way back", async ({ page, widget }) => {
    await answer(widget, EXCLUDED);
    await press(widget, "finish");
    const length = await widget.evaluate((element) => {
      // What is left at the moment of leaving.
      const left = () => console.log(element.result === undefined && element.shadowRoot.textContent === "");
      document.addEventListener("click", left);
      return history.length;
    });
    const nothing = page.waitForEvent("console");
    await button(widget).click();
    await page.waitForURL(AWAY);
    assert.equal((await nothing).text(), "true");
    assert.equal(await page.evaluate(() => history.length), length, "the page is replaced in the history");
  });

  await visit("frees the memory even if the page is not left at once", async ({ page, widget }) => {
    await diagnosed(widget);
    await enter(widget, "date_of_birth", "1987");
    await press(widget, "continue");
    await page.route(`${AWAY}**`, (route) => route.fulfill({ status: 204 }));
    const { engines } = await remembers(page, "");
    await button(widget).click();
    await page.waitForFunction((before) => window.memories.length > before, engines);
    assert.equal(await widget.evaluate(({ shadowRoot }) => shadowRoot.textContent), "");
    assert.equal((await remembers(page, "date_of_birth")).found, false);
  });

  await visit("works by the keyboard", async ({ page }) => {
    await tabTo(page, LEAVE);
    await page.keyboard.press("Enter");
    await page.waitForURL(AWAY);
  });

  await visit("works by pressing Escape three times, wherever the focus is", async ({ page, widget }) => {
    await page.keyboard.press("Escape");
    await page.keyboard.press("a");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
    assert.equal(await asked(widget), "diagnosis", "not one after the other");
    await page.keyboard.press("Escape");
    await page.waitForURL(AWAY);
  });

  await visit("does not react to Escape held down, or pressed occasionally", async ({ page, widget }) => {
    const client = await page.context().newCDPSession(page);
    for (let times = 0; times < 5; times += 1) {
      const key = { key: "Escape", code: "Escape", windowsVirtualKeyCode: 27 };
      await client.send("Input.dispatchKeyEvent", { type: "rawKeyDown", autoRepeat: times > 0, ...key });
    }
    assert.equal(await asked(widget), "diagnosis");
    await page.evaluate(() => {
      const late = Object.getOwnPropertyDescriptor(Event.prototype, "timeStamp").get;
      let presses = 0;
      Object.defineProperty(Event.prototype, "timeStamp", {
        get() {
          presses += this.type === "keydown" ? 1 : 0;
          return late.call(this) + presses * 6000;
        },
      });
    });
    for (let times = 0; times < 4; times += 1) await page.keyboard.press("Escape");
    assert.equal(await asked(widget), "diagnosis");
  });

  await t.test("leaves the page around a frame too", async () => {
    await withStudy({ browser, csp, prepare }, async ({ page, url }) => {
      await page.evaluate(() => {
        document.body.replaceChildren(
          Object.assign(document.createElement("iframe"), { src: "/", width: 600, height: 600 }),
        );
      });
      const frame = page.frameLocator("iframe");
      const inner = frame.locator("trial-prescreener");
      await inner.evaluate((element, exit) => element.setAttribute("exit", exit), AWAY);
      await inner.scrollIntoViewIfNeeded();
      await inner.getByRole("button", { name: LEAVE, exact: true }).click();
      await page.waitForURL(AWAY);
      assert.notEqual(url, AWAY);
    });
  });

  await t.test("leaves only the frame if the page around it may not be navigated", async () => {
    await withStudy({ browser, csp, prepare }, async ({ page }) => {
      const before = page.url();
      await page.evaluate(() => {
        const frame = Object.assign(document.createElement("iframe"), { src: "/", width: 600, height: 600 });
        frame.setAttribute("sandbox", "allow-scripts allow-same-origin");
        document.body.replaceChildren(frame);
      });
      const inner = page.frameLocator("iframe").locator("trial-prescreener");
      await inner.evaluate((element, exit) => element.setAttribute("exit", exit), AWAY);
      await inner.scrollIntoViewIfNeeded();
      await inner.getByRole("button", { name: LEAVE, exact: true }).click();
      await page.waitForFunction(() => document.querySelector("iframe").contentDocument === null);
      assert.equal(page.url(), before);
      assert.ok(page.frames().some((frame) => frame.url() === AWAY));
    });
  });

  for (const wrong of ["javascript:alert(1)", "data:text/html,x", "ftp://away.example/", "https://"]) {
    await visit(
      `is not offered for ${wrong}, which the host learns`,
      async ({ page, widget }) => {
        assert.equal(await button(widget).count(), 0);
        const [{ detail }] = await heard(page, "error");
        assert.equal(detail.code, "definition");
        assert.match(detail.message, /`exit`/);
        await answer(widget, EXCLUDED);
        assert.equal(await heading(widget), text("check.confirm.heading"));
      },
      { exit: wrong },
    );
  }

  await t.test("is neither offered nor loaded unless the page asks for it", async () => {
    await withStudy({ browser, prepare }, async ({ page, widget, requests }) => {
      assert.equal(await button(widget).count(), 0);
      assert.equal(requests.filter(({ url }) => url.endsWith("/exit.js")).length, 0);
      for (let times = 0; times < 3; times += 1) await page.keyboard.press("Escape");
      assert.equal(await asked(widget), "diagnosis");
    });
  });
});
