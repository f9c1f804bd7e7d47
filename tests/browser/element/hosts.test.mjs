// Difficult host pages: they mount the element repeatedly, put it into a form, are left and returned to, or lose their
// network.
import assert from "node:assert/strict";
import { join } from "node:path";
import test from "node:test";
import { root } from "../../../www/tools/paths.mjs";
import { launch, withPage } from "../support/browser.mjs";
import { answer, asked, diagnosed, enter, enterDate, heading, press } from "../support/interview.mjs";
import { EXCLUDED, EXCLUDED_LATER } from "../support/people.mjs";
import { failure, listen, ready, withStudy } from "../support/study.mjs";
import { text } from "../support/words.mjs";

test("a host page", async (t) => {
  const browser = await launch();
  t.after(() => browser.close());
  const visit = (name, fn, options = {}) => t.test(name, () => withStudy({ browser, ...options }, fn));

  await visit("may mount and remove the element two hundred times without a leak", async ({ page, widget }) => {
    const client = await page.context().newCDPSession(page);
    await widget.evaluate((element) => element.remove());
    await cycles(page, 5);
    const before = await held(client);
    await cycles(page, 200);
    const after = await held(client);
    for (const [what, count] of Object.entries(after)) {
      assert.ok(count <= before[what], `${what}: ${before[what]} before, ${count} after`);
    }
  });

  await visit("may hold the element in its own form, which it neither fills nor submits", async ({ page, widget }) => {
    await widget.evaluate((element) => {
      const form = document.createElement("form");
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        window.sent = true;
      });
      const field = Object.assign(document.createElement("input"), { name: "host", value: "kept" });
      element.before(form);
      form.append(field, element, document.createElement("button"));
    });
    await diagnosed(widget);
    await enter(widget, "date_of_birth", "1980");
    await page.keyboard.press("Enter");
    assert.equal(await asked(widget), "can_attend_visits", "Enter answers the question");
    const form = await page.evaluate(() => [[...new FormData(document.querySelector("form"))], window.sent]);
    assert.deepEqual(form, [[["host", "kept"]], undefined]);
    // A form's reset does not affect the answers.
    await page.evaluate(() => document.querySelector("form").reset());
    await press(widget, "back");
    assert.equal(await widget.getByRole("textbox", { name: "Year" }).inputValue(), "1980");
  });

  await visit("may move the element within its parent while a question is open", async ({ page, widget }) => {
    await diagnosed(widget);
    await enter(widget, "date_of_birth", "1980");
    await page.evaluate(() => {
      const element = document.querySelector("trial-prescreener");
      const stop = document.createElement("hr");
      element.after(stop);
      if ("moveBefore" in Element.prototype) element.parentNode.moveBefore(element, null);
      else element.parentNode.append(element);
    });
    await press(widget, "continue");
    assert.equal(await asked(widget), "can_attend_visits");
  });
});

test("an element that moves to another document", async (t) => {
  const browser = await launch();
  t.after(() => browser.close());
  /** Opens another document in the page; returns a handle to it. */
  const documents = {
    "of a frame": (page) =>
      page.evaluateHandle(() => document.body.appendChild(document.createElement("iframe")).contentDocument),
    "of a window": async (page) => {
      const [popup] = await Promise.all([
        page.waitForEvent("popup"),
        page.evaluate(() => {
          window.other = window.open("about:blank", "", "width=600,height=600");
        }),
      ]);
      await popup.waitForLoadState();
      return page.evaluateHandle(() => window.other.document);
    },
  };
  for (const [name, open] of Object.entries(documents)) {
    for (const before of ["before anything is asked", "with a question on it"]) {
      await t.test(`keeps its styles, there and back: ${name}, ${before}`, async () => {
        await withStudy({ browser }, async ({ page, widget }) => {
          if (before.startsWith("before")) {
            await widget.evaluate((element) => {
              const fresh = element.cloneNode(true);
              fresh.setAttribute("loading", "eager");
              window.element = document.createElement("trial-prescreener");
              for (const { name: key, value } of fresh.attributes) window.element.setAttribute(key, value);
              element.replaceWith(window.element);
            });
          } else await widget.evaluate((element) => Object.assign(window, { element }));
          const there = await open(page);
          await page.evaluate((other) => other.body.append(window.element), there);
          await page.waitForFunction(() => window.element.shadowRoot.querySelector("#heading"));
          assert.deepEqual(await look(page), await plainLook(page));
          await page.evaluate(() => document.body.append(document.adoptNode(window.element)));
          await page.waitForFunction(() => window.element.shadowRoot.querySelector("#heading"));
          assert.deepEqual(await look(page), await plainLook(page));
          assert.equal(await asked(widget), "diagnosis");
        });
      });
    }
  }
});

test("an element that moved to another document still asks, and still has its exit", async () => {
  const prepare = (page) =>
    page.context().route("https://elsewhere.example/", (route) => route.fulfill({ body: "Elsewhere" }));
  const attributes = { exit: "https://elsewhere.example/" };
  for (const way of ["button", "Escape"]) {
    await withStudy({ prepare, attributes }, async ({ page, widget }) => {
      await widget.evaluate((element) => {
        const frame = document.body.appendChild(document.createElement("iframe"));
        [frame.width, frame.height] = ["600", "600"];
        frame.contentDocument.body.append(element);
      });
      const moved = page.frames().at(-1).locator("trial-prescreener");
      await enter(moved, "diagnosis", "polymyositis");
      await press(moved, "continue");
      assert.equal(await asked(moved), "date_of_birth");
      if (way === "button") await press(moved, "exit");
      else for (let time = 0; time < 3; time++) await moved.getByRole("heading").first().press("Escape");
      await page.waitForURL("https://elsewhere.example/");
    });
  }
});

/** Returns some styles that only the element's own style sheets set. */
function look(page) {
  return page.evaluate(() => {
    const { element } = window;
    const view = element.ownerDocument.defaultView;
    const style = (part) => view.getComputedStyle(part);
    const action = style(element.shadowRoot.querySelector(".action"));
    return [style(element).display, action.borderRadius, action.backgroundColor, action.minHeight];
  });
}

/** Returns the same for an element that stayed where it was created. */
async function plainLook(page) {
  await page.evaluate(async () => {
    if (window.plain) return;
    window.plain = window.element.cloneNode(true);
    window.plain.setAttribute("loading", "eager");
    const shown = new Promise((done) => window.plain.addEventListener("prescreener-ready", done, { once: true }));
    document.body.append(document.adoptNode(window.plain));
    await shown;
  });
  return page.evaluate(() => {
    const action = getComputedStyle(window.plain.shadowRoot.querySelector(".action"));
    return [getComputedStyle(window.plain).display, action.borderRadius, action.backgroundColor, action.minHeight];
  });
}

test("a person who leaves the page and comes back", async (t) => {
  // The back/forward cache, which is switched off where tests drive the browser.
  const browser = await launch({ ignoreDefaultArgs: ["--disable-back-forward-cache"] });
  t.after(() => browser.close());

  // The test server forbids caching.
  const prepare = (page) =>
    page.route("**/", async (route) => {
      const response = await route.fetch();
      const { "cache-control": _, ...headers } = response.headers();
      await route.fulfill({ response, headers });
    });
  await withStudy({ browser, prepare }, async ({ page, url, widget }) => {
    await page.evaluate(() => addEventListener("pageshow", ({ persisted }) => (window.persisted = persisted)));
    await diagnosed(widget);
    await enter(widget, "date_of_birth", "1980");
    await press(widget, "continue");
    await page.goto(new URL("index.css", url).href);
    await page.goBack({ waitUntil: "commit" });
    assert.equal(await page.evaluate(() => window.persisted), true, "the page was kept whole");
    assert.equal(await asked(widget), "can_attend_visits", "and goes on where it was");
    await press(widget, "back");
    await answer(widget, EXCLUDED_LATER);
    await press(widget, "finish");
    assert.match(await heading(widget), /./);
  });
});

test("two elements with two trials are independent", async () => {
  const prepare = (page) =>
    page.route("**/pkg/allotment/**", async (route) => {
      const path = new URL(route.request().url()).pathname.replace("/pkg/", "tests/data/definitions/");
      await route.fulfill({ path: join(root, path) });
    });
  await withStudy({ prepare }, async ({ page, widget }) => {
    await widget.evaluate((element) => {
      const second = element.cloneNode(true);
      second.id = "second";
      second.setAttribute("trial", "pkg/allotment/trial.json");
      element.after(second);
    });
    await ready(page, 3);
    const [first, second] = [widget.first(), page.locator("#second")];
    await enterDate(second, "1980");
    await press(second, "continue");
    assert.equal(await heading(second), "Which tools do you have?");
    await answer(first, EXCLUDED);
    await press(first, "finish");
    assert.equal(await heading(second), "Which tools do you have?");
    assert.equal(await heading(first), text("verdict.not_eligible.heading"));
  });
});

/** The files without which no question can be answered; the first question needs only the first two. */
const FILES = ["prescreener.js", "session.js", "engine_bg.wasm", "trial.bin", "en.txt"];

test("a network", async (t) => {
  const browser = await launch();
  t.after(() => browser.close());

  for (const file of FILES) {
    await t.test(`that is slow with ${file} is waited for`, async () => {
      const prepare = async (page) => {
        await page.addInitScript(listen);
        await page.route(`**/${file}`, async (route) => {
          await new Promise((done) => setTimeout(done, 700));
          await route.continue();
        });
      };
      await withPage({ browser, prepare }, async ({ page }) => {
        const widget = page.locator("trial-prescreener");
        // A page is not loaded before its scripts are; another test covers what it shows until then.
        if (file === FILES[1]) assert.ok(await widget.getByText("You can also show the number").isVisible());
        else if (FILES.indexOf(file) > 1) await widget.locator("[data-first]").waitFor();
        await ready(page);
        assert.equal(await asked(widget), "diagnosis");
      });
    });
  }

  for (const file of FILES.slice(1)) {
    await t.test(`that fails once with ${file} can be retried`, async () => {
      const prepare = async (page) => {
        await page.addInitScript(listen);
        await page.route(`**/${file}`, (route) => route.abort(), { times: 1 });
      };
      await withPage({ browser, prepare }, async ({ page }) => {
        const widget = page.locator("trial-prescreener");
        assert.equal((await failure(page)).detail.code, "load");
        await widget.getByRole("button", { name: "Try again" }).click();
        await ready(page);
        assert.equal(await asked(widget), "diagnosis");
      });
    });
  }

  await t.test("that never delivers the element leaves the host's own content", async () => {
    const prepare = (page) => page.route("**/prescreener.js", (route) => route.abort());
    await withPage({ browser, prepare }, async ({ page }) => {
      assert.ok(await page.getByText("You can also show the number").isVisible());
    });
  });
});

/** Mounts, answers once and removes, this many times, in the page. */
function cycles(page, times) {
  return page.evaluate(async (count) => {
    for (let cycle = 0; cycle < count; cycle += 1) {
      const element = document.createElement("trial-prescreener");
      element.setAttribute("trial", "pkg/compiled/nct07160205/trial.bin");
      element.setAttribute("loading", "eager");
      const shown = new Promise((done) => element.addEventListener("prescreener-ready", done, { once: true }));
      document.querySelector("main").append(element);
      await shown;
      element.shadowRoot.querySelector("[type=radio]").checked = true;
      element.shadowRoot.querySelector("form").requestSubmit();
      element.remove();
      await new Promise((done) => setTimeout(done));
    }
  }, times);
}

/** Returns what the page holds after garbage collection. */
async function held(client) {
  await client.send("HeapProfiler.enable");
  for (let round = 0; round < 3; round += 1) await client.send("HeapProfiler.collectGarbage");
  await client.send("Performance.enable");
  const { metrics } = await client.send("Performance.getMetrics");
  const metric = (wanted) => metrics.find(({ name }) => name === wanted).value;
  const count = async (expression) => {
    const { result } = await client.send("Runtime.evaluate", { expression });
    const { objects } = await client.send("Runtime.queryObjects", { prototypeObjectId: result.objectId });
    const length = {
      objectId: objects.objectId,
      functionDeclaration: "function () { return this.length; }",
      returnByValue: true,
    };
    const { result: counted } = await client.send("Runtime.callFunctionOn", length);
    for (const { objectId } of [result, objects]) await client.send("Runtime.releaseObject", { objectId });
    return counted.value;
  };
  return {
    listeners: metric("JSEventListeners"),
    nodes: metric("Nodes"),
    elements: await count("customElements.get('trial-prescreener').prototype"),
    memories: await count("WebAssembly.Memory.prototype"),
  };
}
