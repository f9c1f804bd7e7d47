// Journeys of people in each of the browser engines. ENGINES.md lists what runs where.
import assert from "node:assert/strict";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import test from "node:test";
import { browserTests } from "../../www/tools/paths.mjs";
import { startChromium } from "./support/engines/chromium.mjs";
import { startFirefox } from "./support/engines/firefox.mjs";
import { journeys } from "./support/engines/journeys.mjs";
import { startWebKit } from "./support/engines/webkit.mjs";

const ENGINES = {
  Chromium: { start: startChromium, driver: "Playwright" },
  Firefox: { start: startFirefox, driver: "geckodriver" },
  WebKitGTK: { start: startWebKit, driver: "WebKitWebDriver" },
};
/** What the other drivers cannot do, and the tests that need it: these run only in Chromium. */
const REQUESTS = "holds back, alters or breaks off single requests";
const CHROMIUM_ALONE = {
  "accessibility.test.mjs": "asks for light and dark, and breaks requests",
  "adapt.test.mjs": "asks for print and for less motion",
  "alike.test.mjs": "compares every request of ten people",
  "approval.test.mjs": REQUESTS,
  "conflict.test.mjs": "finds controls by role",
  "disclose.test.mjs": "finds controls by role",
  "early_end.test.mjs": "finds controls by role",
  "embed.test.mjs": REQUESTS,
  "entries.test.mjs": "finds controls by role",
  "exit.test.mjs": REQUESTS,
  "facade.test.mjs": `${REQUESTS}; measures jumps, which no other engine tells`,
  "failures.test.mjs": REQUESTS,
  "first.test.mjs": REQUESTS,
  "frame.test.mjs": "serves pages of two origins",
  "frame_sealed.test.mjs": "serves pages of two origins",
  "frame_still.test.mjs": "serves pages of two origins, and presses with the mouse",
  "gallery.test.mjs": "takes pictures of single screens",
  "handed.test.mjs": `${REQUESTS}; finds controls by role`,
  "hosts.test.mjs": "looks into memory, and delays requests",
  "journeys.test.mjs": "finds controls by role; its journeys run elsewhere as those above",
  "keyboard.test.mjs": "saves a file; its journeys run elsewhere as those above",
  "kiosk.test.mjs": "sets the size of the window and the system's colours",
  "kiosk_idle.test.mjs": "sets the page's clock",
  "kiosk_memory.test.mjs": "looks into memory",
  "kiosk_offline.test.mjs": "starts the browser again with the same profile",
  "kiosk_refer.test.mjs": "saves a file, and reads codes",
  "kiosk_speech.test.mjs": "puts a voice into the page",
  "kiosk_staff.test.mjs": "finds controls by role",
  "language.test.mjs": REQUESTS,
  "later.test.mjs": REQUESTS,
  "matrix.test.mjs": "asks for dark and for forced colours",
  "loading.test.mjs": `${REQUESTS}; sets the page's clock`,
  "names.test.mjs": "finds controls by role",
  "outbox.test.mjs": "goes offline, and has its own clock",
  "outbox_kill.test.mjs": "kills the browser, and reads its profile",
  "outbox_store.test.mjs": "fills the store, and clears it",
  "plain.test.mjs": "compares every screen of many people",
  "policy.test.mjs": "serves pages in place of the site's",
  "posted.test.mjs": "serves pages in place of the site's",
  "print.test.mjs": "prints to PDF",
  "privacy.test.mjs": "goes offline, saves a file, and looks into memory and stores",
  "provenance.test.mjs": "finds controls by role",
  "receive.test.mjs": "chooses files, goes offline, and looks into memory",
  "receive_channels.test.mjs": "reads the clipboard, saves a file, and takes a picture of a code",
  "receive_refused.test.mjs": "chooses files",
  "receive_staff.test.mjs": "chooses and saves files, sets the page's clock, and looks into memory",
  "recording.test.mjs": "loads a recording tool into the page",
  "recruitment.test.mjs": "serves a trial in place of the site's",
  "refer.test.mjs": "saves a file, and looks into memory",
  "reminder.test.mjs": "saves a file",
  "right_to_left.test.mjs": REQUESTS,
  "search.test.mjs": "finds controls by role",
  "sites.test.mjs": `${REQUESTS}; serves a trial in place of the site's`,
  "snippets.test.mjs": "serves pages in place of the site's",
  "speed.test.mjs": "slows the processor down",
  "spoken.test.mjs": "reads Chromium's own tree; the others tell roles and names above",
  "taken.test.mjs": `${REQUESTS}; sets the page's clock`,
  "theming.test.mjs": "serves pages in place of the site's",
  "wrong_receiver.test.mjs": "finds controls by role",
};
/** Tests that open no browser. */
const NO_BROWSER = ["patches.test.mjs", "serve.test.mjs"];
const TABLE = join(browserTests, "ENGINES.md");

for (const [name, { start }] of Object.entries(ENGINES)) {
  test(`in ${name}`, async (t) => {
    const engine = await start();
    t.after(() => engine.close());
    t.diagnostic(`${name} ${engine.version}`);
    for (const [journey, go] of Object.entries(journeys)) await t.test(journey, () => go(engine.page));
  });
}

test("ENGINES.md lists what runs where", async () => {
  const list = table();
  // UPDATE=1 rewrites it.
  if (process.env.UPDATE) await writeFile(TABLE, list);
  assert.equal(await readFile(TABLE, "utf8"), list);
  const files = (await readdir(browserTests, { recursive: true }))
    .map((path) => basename(path))
    .filter((name) => name.endsWith(".test.mjs"));
  const known = ["engines.test.mjs", ...NO_BROWSER, ...Object.keys(CHROMIUM_ALONE)];
  assert.deepEqual(files.sort(), known.sort(), "each test runs everywhere, or says why not");
});

function table() {
  const engines = Object.entries(ENGINES);
  const row = (cells) => `| ${cells.join(" | ")} |\n`;
  return [
    "# What runs in which engine\n\n",
    "Written by `UPDATE=1 node --test tests/browser/engines.test.mjs`, from the tests themselves.\n\n",
    row(["journey", ...engines.map(([name, { driver }]) => `${name} (${driver})`)]),
    row(["---", ...engines.map(() => "---")]),
    ...Object.keys(journeys).map((name) => row([name, ...engines.map(() => "runs")])),
    "\nIn Chromium alone, as the drivers of the others have no way to do it:\n\n",
    row(["test", "what it does"]),
    row(["---", "---"]),
    ...Object.entries(CHROMIUM_ALONE).map(([name, why]) => row([name, why])),
  ].join("");
}
