// Until the element comes near the screen, a page loads only a few kilobytes, and nothing moves when the rest loads.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import test from "node:test";
import { brotliCompressSync } from "node:zlib";
import { pkg } from "../../../www/tools/paths.mjs";
import { launch, withPage } from "../support/browser.mjs";
import { hostPage } from "../support/host.mjs";
import { asked } from "../support/interview.mjs";
import { failure, heard, listen, ready } from "../support/study.mjs";

const CEILING = 4_500;
const FILES = ["en.first.txt", "en.result.txt", "en.txt", "engine_bg.wasm", "session.js", "trial.bin"];

/** A page whose element is far below the first screen. */
function below({ attribute = "", margin = "500vh" } = {}) {
  const body = `<!doctype html><html lang="en"><title>A page</title><link rel="icon" href="data:,">
    <script type="module" src="/pkg/prescreener.js"></script>
    <p>Above</p><div id="gap"></div>
    <trial-prescreener trial="/pkg/compiled/nct07160205/trial.bin" ${attribute}><p>Call us.</p></trial-prescreener>
    <p id="after">After</p>`;
  return async (page) => {
    await page.route("**/far.html", (route) => route.fulfill({ contentType: "text/html", body }));
    await page.addInitScript(listen);
    await page.addInitScript((height) => {
      document.addEventListener("DOMContentLoaded", () => {
        document.getElementById("gap").style.height = height;
      });
    }, margin);
  };
}

/** In the page: records how much of the screen's content moves, and how far, without user action. */
function watchShifts() {
  window.shifts = [];
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput } of list.getEntries()) if (!hadRecentInput) window.shifts.push(value);
  }).observe({ type: "layout-shift", buffered: true });
}

const loaded = (requests) => {
  const names = requests.map(({ url }) => new URL(url).pathname.split("/").at(-1));
  return names.filter((name) => FILES.includes(name)).sort();
};

test("the element far from the screen", async (t) => {
  const browser = await launch();
  t.after(() => browser.close());
  const far = (options, fn) => withPage({ browser, path: "/far.html", csp: "", prepare: below(options) }, fn);

  await t.test("is small and loads nothing", async () => {
    const facade = brotliCompressSync(await readFile(join(pkg, "prescreener.js"))).length;
    t.diagnostic(`${facade} bytes`);
    assert.ok(facade <= CEILING, `${facade} bytes`);
    await far({}, async ({ page, requests }) => {
      await page.waitForFunction(() => customElements.get("trial-prescreener"));
      await page.waitForLoadState("networkidle");
      await page.waitForTimeout(300);
      assert.deepEqual(loaded(requests), []);
      assert.ok(await page.getByText("Call us.").isVisible(), "the host's own content is there");
    });
  });

  await t.test("loads each file once when it comes near, and asks the first question", async () => {
    await far({}, async ({ page, requests }) => {
      await page.waitForFunction(() => customElements.get("trial-prescreener"));
      await page.locator("trial-prescreener").scrollIntoViewIfNeeded();
      await ready(page);
      assert.equal(await asked(page.locator("trial-prescreener")), "diagnosis");
      await page.waitForLoadState("networkidle");
      assert.deepEqual(loaded(requests), FILES);
    });
  });

  await t.test("loads at once if the host says so", async () => {
    await far({ attribute: 'loading="eager"' }, async ({ page, requests }) => {
      await ready(page);
      await page.waitForLoadState("networkidle");
      assert.deepEqual(loaded(requests), FILES);
    });
  });

  await t.test("is ready before it is seen", async () => {
    await far({ margin: "150vh" }, async ({ page }) => {
      await ready(page);
      assert.equal(await page.evaluate(() => scrollY), 0);
    });
  });

  for (const width of [360, 1280]) {
    await t.test(`reserves space for the first question at ${width} px: nothing below it jumps`, async () => {
      let release;
      const released = new Promise((resolve) => {
        release = resolve;
      });
      const prepare = async (page) => {
        await page.addInitScript(listen);
        await page.addInitScript(watchShifts);
        await hostPage(page, { css: "#after { height: 800px; background: #ddd }" });
        await page.route("**/session.js", (route) => released.then(() => route.continue()));
      };
      const context = { viewport: { width, height: 1200 } };
      await withPage({ browser, context, path: "/host.html", prepare }, async ({ page }) => {
        const after = () => page.evaluate(() => document.getElementById("after").getBoundingClientRect().top);
        await page.getByText("Loading the questions").waitFor();
        const before = await after();
        // Content on screen during loading is painted first.
        await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 100))));
        const early = await page.evaluate(() => window.shifts.splice(0).length);
        release();
        await ready(page);
        await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 100))));
        const moved = (await page.evaluate(() => window.shifts)).reduce((sum, value) => sum + value, 0);
        t.diagnostic(`${width} px: ${moved.toFixed(4)}, ${(await after()) - before} px; ${early} shifts before`);
        assert.ok(moved < 0.05, `a shift of ${moved}`);
        assert.ok(before > 700 && before < 1000, `what is below stands at ${before}, to be seen`);
        // A check that detects nothing proves nothing.
        await page.evaluate(() => {
          const tall = document.createElement("p");
          tall.style.height = "100px";
          document.querySelector("trial-prescreener").before(tall);
        });
        await page.waitForFunction((sum) => window.shifts.reduce((all, value) => all + value, 0) > sum, moved);
      });
    });
  }

  await t.test("reports code that cannot be loaded, and tries again", async () => {
    let times = 0;
    const prepare = async (page) => {
      await below({ attribute: 'loading="eager"' })(page);
      await page.route("**/session.js", (route) => {
        times += 1;
        return times === 1 ? route.abort() : route.continue();
      });
    };
    await withPage({ browser, path: "/far.html", csp: "", prepare }, async ({ page }) => {
      const { detail } = await failure(page);
      assert.equal(detail.code, "load");
      const widget = page.locator("trial-prescreener");
      await widget.getByRole("heading", { name: "These questions could not be loaded" }).waitFor();
      await widget.getByRole("button", { name: "Try again" }).click();
      await ready(page);
      assert.equal(await asked(widget), "diagnosis");
      assert.equal((await heard(page, "error")).length, 1);
    });
  });
});
