// Until somebody comes near the element, a page pays for a few kilobytes only; and nothing moves when the rest comes.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import test from "node:test";
import { brotliCompressSync } from "node:zlib";
import { pkg } from "../../www/tools/paths.mjs";
import { launch, withPage } from "./support/browser.mjs";
import { asked } from "./support/interview.mjs";
import { failure, heard, listen, ready } from "./support/study.mjs";

const CEILING = 3_000;
const FILES = ["en.result.txt", "en.txt", "engine_bg.wasm", "session.js", "trial.bin"];

/** A page whose element stands far below what is seen at first. */
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

const loaded = (requests) => {
  const names = requests.map(({ url }) => new URL(url).pathname.split("/").at(-1));
  return names.filter((name) => FILES.includes(name)).sort();
};

test("the element far from the screen", async (t) => {
  const browser = await launch();
  t.after(() => browser.close());
  const far = (options, fn) => withPage({ browser, path: "/far.html", csp: "", prepare: below(options) }, fn);

  await t.test("weighs little and loads nothing", async () => {
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

  await t.test("loads each file once when somebody comes near, and asks the first question", async () => {
    await far({}, async ({ page, requests }) => {
      await page.waitForFunction(() => customElements.get("trial-prescreener"));
      await page.locator("trial-prescreener").scrollIntoViewIfNeeded();
      await ready(page);
      assert.equal(await asked(page.locator("trial-prescreener")), "date_of_birth");
      await page.waitForLoadState("networkidle");
      assert.deepEqual(loaded(requests), FILES);
    });
  });

  await t.test("loads at once where the host says so", async () => {
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

  await t.test("tells of code that cannot be loaded, and tries again", async () => {
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
      assert.equal(await asked(widget), "date_of_birth");
      assert.equal((await heard(page, "error")).length, 1);
    });
  });
});
