// The packed package, installed by small projects, each of which screens one person to the same result.
import assert from "node:assert/strict";
import { cp, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import test from "node:test";
import { consumers, root } from "../../www/tools/paths.mjs";
import { CSP } from "../../www/tools/serve.mjs";
import { launch } from "../browser/support/browser.mjs";
import { asked } from "../browser/support/interview.mjs";
import { ready } from "../browser/support/study.mjs";
import { install, output, packageFolder } from "./support/package.mjs";
import { screen } from "./support/visit.mjs";

const golden = (
  await readFile(join(root, "tests", "data", "golden", "results", "not_eligible.json"), "utf8")
).trimEnd();

/** The projects, each with what else must be seen on its page, and the policy under which it works. */
const projects = {
  plain: {},
  vite: { check: acceptsDefinition },
  webpack: { check: acceptsDefinition },
  rollup: {},
  esbuild: {},
  react: { check: receivesResult },
  vue: { check: receivesResult, csp: CSP.replace("trusted-types 'none'", "trusted-types vue") },
  server: {
    check: async (page, html) => {
      const tag =
        '<trial-prescreener trial="compiled/nct07160205/trial.bin" assessed-on="2026-11-22" disclose="answers">';
      assert.ok(html.includes(`<main>${tag}Call 555-0100</trial-prescreener><output></output></main>`), html);
      await receivesResult(page);
    },
  },
};

/** Waits until the framework's own listener has received the result. */
async function receivesResult(page) {
  await page
    .locator("output")
    .filter({ hasText: JSON.parse(golden).verdict })
    .waitFor();
}

/** Sets a definition as trial: the code and files for it must be found. */
async function acceptsDefinition(page) {
  const widget = page.locator("trial-prescreener");
  await widget.evaluate((element) => element.setAttribute("trial", "trials/nct07160205/trial.json"));
  await ready(page, 2);
  assert.equal(await asked(widget), "diagnosis");
}

test("a project that installs the package", async (t) => {
  await install();
  const browser = await launch();
  t.after(() => browser.close());
  for (const [name, expected] of Object.entries(projects)) {
    await t.test(name, async () => {
      const to = join(output, name);
      await rm(to, { recursive: true, force: true });
      const { build } = await import(`./${name}/build.mjs`);
      await build(join(consumers, name), to);
      if (expected.check === acceptsDefinition)
        await cp(join(packageFolder, "trials"), join(to, "trials"), { recursive: true });
      assert.equal(await screen(browser, to, JSON.parse(golden), expected), golden);
    });
  }
});
