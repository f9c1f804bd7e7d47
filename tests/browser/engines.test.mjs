// What people do, in each of the engines that browsers are made of. ENGINES.md lists what runs where.
import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import test from "node:test";
import { browserTests } from "../../www/tools/paths.mjs";
import { startChromium } from "./support/engines/chromium.mjs";
import { startFirefox } from "./support/engines/firefox.mjs";
import { journeys } from "./support/engines/journeys.mjs";
import { startWebKit } from "./support/engines/webkit.mjs";

/** `lacks`: what the engine, or its driver, cannot do. */
const ENGINES = {
  Chromium: { start: startChromium, driver: "Playwright", lacks: {} },
  Firefox: { start: startFirefox, driver: "Marionette", lacks: {} },
  WebKitGTK: { start: startWebKit, driver: "WebDriver", lacks: {} },
};
const TABLE = join(browserTests, "ENGINES.md");

for (const [name, { start, lacks }] of Object.entries(ENGINES)) {
  test(`in ${name}`, async (t) => {
    const engine = await start();
    t.after(() => engine.close());
    t.diagnostic(`${name} ${engine.version}`);
    for (const [journey, { needs, go }] of Object.entries(journeys)) {
      await t.test(journey, { skip: lacks[needs] }, () => go(engine.page));
    }
  });
}

test("ENGINES.md lists what runs where", async () => {
  const list = table();
  // UPDATE=1 writes it anew.
  if (process.env.UPDATE) await writeFile(TABLE, list);
  assert.equal(await readFile(TABLE, "utf8"), list);
});

function table() {
  const engines = Object.entries(ENGINES);
  const row = (cells) => `| ${cells.join(" | ")} |\n`;
  const runs = ({ needs }) => engines.map(([, { lacks }]) => (needs in lacks ? `no: ${lacks[needs]}` : "runs"));
  return [
    "# What runs in which engine\n\n",
    "Written by `UPDATE=1 node --test tests/browser/engines.test.mjs`, from the tests themselves.\n\n",
    row(["journey", ...engines.map(([name, { driver }]) => `${name} (${driver})`)]),
    row(["---", ...engines.map(() => "---")]),
    ...Object.entries(journeys).map(([name, journey]) => row([name, ...runs(journey)])),
  ].join("");
}
