// Every snippet of README.md, of the commands, of the guides in www and of the package's README, run as a reader would
// run it: page code under README's own policy, commands in a terminal. Placeholders (a key, an address) are filled in.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chmod, copyFile, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { pkg, published, root, www } from "../../www/tools/paths.mjs";
import { serve } from "../../www/tools/serve.mjs";
import { launch, withPage } from "./support/browser.mjs";
import { openFlaky } from "./support/flaky.mjs";
import { answer, asked, press } from "./support/interview.mjs";
import { begin as startKiosk, withKiosk } from "./support/kiosk.mjs";
import { builtTool, newKey, open, seal } from "./support/native.mjs";
import { referral, serveOutbox, until } from "./support/outbox.mjs";
import { isReady, RECEIVER } from "./support/receive.mjs";
import { handOn } from "./support/refer.mjs";
import { snippetsOf } from "./support/snippets.mjs";
import { listen, ready } from "./support/study.mjs";
import { openTaker } from "./support/taker.mjs";
import { text } from "./support/words.mjs";

const key = newKey();
const guidesOf = async (folder) =>
  (await readdir(join(www, folder))).filter((name) => name.endsWith(".md")).map((name) => `www/${folder}/${name}`);
const guides = (await Promise.all(published.map(guidesOf))).flat();
const COMMANDS = "src/cli/COMMANDS.md";
const found = ["README.md", COMMANDS, ...guides, "www/package/README.md"].flatMap(snippetsOf);
const containing = (words) => {
  const [one, ...more] = found.filter(({ text: held }) => held.includes(words));
  assert.ok(one && more.length === 0, `one snippet with ${words}`);
  return one.text;
};

/** The policy that README promises to work under. */
const readme = await readFile(join(root, "README.md"), "utf8");
const [, promised] = /under\s+`(default-src[^`]+)`\s+with\s+Trusted Types\s+required/.exec(readme);
const POLICY = `${promised}; require-trusted-types-for 'script'; trusted-types 'none'`;

/** How each snippet is run: its file, words that occur only in it there, and the function that runs it. */
const HOW = [
  ["README.md", "npm --prefix www start", scripts],
  ["README.md", "/pkg/prescreener.js", embedding],
  ["README.md", '"prescreener-result"', embedding],
  ["www/element/ELEMENT.md", "waitUntil", takingOver],
  [COMMANDS, "-- --help", terminal],
  [COMMANDS, "-- check ", terminal],
  [COMMANDS, "-- schema ", terminal],
  [COMMANDS, "-- screen ", terminal],
  [COMMANDS, '"date_of_birth": "1980-03"', oneLine],
  [COMMANDS, '"provenance"', oneLine],
  [COMMANDS, "-- import ", terminal],
  [COMMANDS, "-- fhir ", terminal],
  [COMMANDS, "-- keygen ", terminal],
  [COMMANDS, "-- protocol ", terminal],
  ["README.md", "trials/    ", places],
  ["www/frame/FRAME.md", '<meta name="prescreener-hosts"', framing],
  ["www/frame/FRAME.md", "<iframe", framing],
  ["www/frame/FRAME.md", "connect(frame)", framing],
  ["www/kiosk/KIOSK.md", "openssl dgst", kioskHash],
  ["www/kiosk/KIOSK.md", "Content-Security-Policy:", kioskHeader],
  ["www/kiosk/KIOSK.md", "chromium --kiosk", kioskBrowser],
  ["www/kiosk/OUTBOX.md", "keepDelivering(", outboxFills],
  ["www/kiosk/OUTBOX.md", "POST /referrals", outboxPosts],
  ["www/kiosk/OUTBOX.md", "while read", terminal],
  ["www/kiosk/OUTBOX.md", "outbox.export()", outboxEmpties],
  ["www/receive/RECEIVE.md", "Content-Security-Policy:", receivingHeader],
  ["www/receive/RECEIVE.md", "<trial-prescreener", sealing],
  ["www/element/THEMING.md", "min-block-size", styling],
  ["www/package/README.md", '"prescreener/element"', bundled],
  ["www/package/README.md", "/prescreener/prescreener.js", embeddedFromPackage],
  ["www/package/README.md", "Screener.open", inNode],
];

test("every snippet", async (t) => {
  const browser = await launch();
  t.after(() => browser.close());
  const folder = await terminalFolder(t);
  const used = new Set();
  for (const snippet of found) {
    const ways = HOW.filter(([file, words]) => file === snippet.file && snippet.text.includes(words));
    await t.test(`${snippet.file}, line ${snippet.line}`, async () => {
      assert.equal(ways.length, 1, `nothing says how to run it, or more than one way does:\n${snippet.text}`);
      used.add(ways[0]);
      await ways[0][2](snippet, { browser, folder });
    });
  }
  await t.test("every entry of the list is used", () =>
    assert.deepEqual(
      HOW.filter((way) => !used.has(way)).map(([file, words]) => `${file}: ${words}`),
      [],
    ),
  );
});

// In a page.

const js = (code) => ({ html: code, headers: { "Content-Type": "text/javascript" } });
const page = (body, head = "") => ({
  html: `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A page</title>${head}</head><body><main></main>${body}</body></html>`,
});

/** Opens `/page.html` of `pages` under README's policy, and fails if anything is refused or goes wrong. */
async function inPage({ browser, pages, csp = POLICY }, fn) {
  const prepare = (opened) => opened.addInitScript(listen);
  // Chromium requests an icon from every site, which no policy has to allow.
  const icon = { "/favicon.ico": (_, response) => response.writeHead(204).end() };
  await withPage({ browser, path: "/page.html", csp, pages: { ...icon, ...pages }, prepare }, async (opened) => {
    const logged = [];
    opened.page.on("console", (message) => logged.push(message.text()));
    await fn({ ...opened, logged, widget: opened.page.locator("trial-prescreener") });
    const { violations, pageErrors, consoleErrors } = opened;
    assert.deepEqual([violations, pageErrors, consoleErrors], [[], [], []]);
  });
}

/** Scrolls to the element and answers until the result is there. */
async function toResult({ page, widget }) {
  await widget.scrollIntoViewIfNeeded();
  await ready(page);
  await answer(widget, {}, null);
  await press(widget, "finish");
  await widget.getByRole("button", { name: text("result.refer"), exact: true }).waitFor();
}

async function embedding(_, { browser }) {
  const pages = {
    "/page.html": page(containing('src="/study.js"></script>\n<trial-prescreener')),
    "/study.js": js(containing('document.addEventListener("prescreener-result"')),
  };
  await inPage({ browser, pages }, async (opened) => {
    await toResult(opened);
    assert.deepEqual(opened.logged, ["The result is on screen"]);
  });
}

/** `taken.test.mjs` covers the other answers. */
async function takingOver({ text: code }, { browser }) {
  const taker = openTaker(200);
  const pages = {
    "/page.html": page(containing('src="/study.js"></script>\n<trial-prescreener')),
    "/study.js": js(code),
    "/referrals": taker.answer,
  };
  await inPage({ browser, pages }, async (opened) => {
    await toResult(opened);
    await handOn(opened.widget, "verdict");
    await opened.widget.getByText(text("refer.news.taken")).waitFor();
    assert.equal(JSON.parse(taker.got[0].body).shares, "verdict");
  });
}

async function sealing({ text: html }, { browser }) {
  const head = '<script type="module" src="/pkg/prescreener.js"></script>';
  const pages = { "/page.html": page(html.replace("PUBLIC_KEY", key.public), head) };
  await inPage({ browser, pages }, async (opened) => {
    await toResult(opened);
    await handOn(opened.widget, "verdict");
    const [{ detail }] = await opened.page.evaluate(() =>
      window.heard.filter(({ name }) => name === "refer").map(({ json }) => ({ detail: JSON.parse(json) })),
    );
    assert.ok(detail.link.startsWith("https://site.example/receive.html#sealed="), detail.link);
    assert.equal(JSON.parse(open(key, detail.link)).id, detail.id);
  });
}

async function framing(_, { browser }) {
  const taker = openTaker(200);
  const pages = {
    "/study.js": js(containing("connect(frame)")),
    "/host.js": js(await readFile(join(pkg, "host.js"), "utf8")),
    "/referrals": taker.answer,
  };
  const framed = {};
  const frames = await serve({ csp: POLICY, pages: framed });
  try {
    const { origin } = new URL(frames.url);
    // The host needs one more directive, as FRAME.md says.
    await withPage({ browser, path: null, csp: `${POLICY}; frame-src ${origin}`, pages }, async (opened) => {
      const stated = containing('<meta name="prescreener-hosts"').replace(
        "https://a.example",
        new URL(opened.url).origin,
      );
      const own = await readFile(join(pkg, "frame.html"), "utf8");
      framed["/pkg/frame.html"] = { html: own.replace(/<meta name="prescreener-hosts"[^>]*>/, stated) };
      pages["/page.html"] = page(containing("<iframe").replace("https://questions.example/", `${origin}/pkg/`));
      await opened.page.goto(new URL("page.html", opened.url).href);
      const frame = opened.page.frameLocator("iframe");
      const widget = frame.locator("trial-prescreener");
      await widget.getByRole("heading").first().waitFor();
      await answer(widget, {}, null);
      await press(widget, "finish");
      await handOn(widget, "verdict");
      await widget.getByText(text("refer.news.taken")).waitFor();
      assert.equal(JSON.parse(taker.got[0].body).shares, "verdict");
      assert.deepEqual([opened.violations, opened.pageErrors], [[], []]);
    });
  } finally {
    await frames.close();
  }
}

async function styling({ text: css }, { browser }) {
  const head = '<link rel="stylesheet" href="/page.css">';
  const pages = {
    "/page.html": page("<trial-prescreener>Call us.</trial-prescreener>", head),
    "/page.css": { html: css, headers: { "Content-Type": "text/css" } },
  };
  await inPage({ browser, pages }, async ({ widget }) => {
    assert.equal(await widget.evaluate((element) => element.clientHeight), 48 * 16);
  });
}

/** Resolves the package's names as a bundler would. */
async function bundled({ text: code }, { browser }) {
  const { exports } = JSON.parse(await readFile(join(pkg, "package.json"), "utf8"));
  const resolved = code.replace(/"prescreener(\/[^"]+)"/g, (_, name) => {
    const file = exports[`.${name}`]?.default ?? exports["./compiled/*.js"].default.replace("*", name.slice(10, -3));
    return `"/pkg/${file.slice(2)}"`;
  });
  const head = '<script type="module" src="/study.js"></script>';
  await inPage({ browser, pages: { "/page.html": page("", head), "/study.js": js(resolved) } }, async (opened) => {
    await opened.widget.waitFor();
    await toResult(opened);
    await handOn(opened.widget, "verdict");
    assert.equal(opened.logged.length, 1);
  });
}

async function embeddedFromPackage({ text: html }, { browser }) {
  const pages = { "/page.html": page(html.replaceAll('"/prescreener/', '"/pkg/')) };
  await inPage({ browser, pages }, async ({ page: opened, widget }) => {
    await ready(opened);
    assert.ok(await asked(widget));
  });
}

// Pages of the package.

const header = (line) => line.replace("Content-Security-Policy: ", "");

async function kioskHeader({ text: line }, { browser }) {
  await withKiosk({ browser, csp: header(line) }, async ({ page: opened, violations, pageErrors }) => {
    await startKiosk(opened);
    assert.deepEqual([violations, pageErrors], [[], []]);
  });
}

async function receivingHeader({ text: line }, { browser }) {
  await withPage({ browser, path: RECEIVER, csp: header(line) }, async ({ page: opened, violations, pageErrors }) => {
    await isReady(opened);
    assert.deepEqual([violations, pageErrors], [[], []]);
  });
}

async function kioskBrowser({ text: line }) {
  const [command, ...args] = line.split(" ");
  assert.equal(command, "chromium");
  assert.match(args.pop(), /^https:\/\/[^/]+\/kiosk\.html$/);
  const own = await launch({ args: [...(process.getuid?.() === 0 ? ["--no-sandbox"] : []), ...args] });
  try {
    await withKiosk({ browser: own }, ({ page: opened }) => startKiosk(opened));
  } finally {
    await own.close();
  }
}

async function kioskHash({ text: line }) {
  const hash = execFileSync("bash", ["-ec", line], { cwd: pkg, encoding: "utf8" }).trim();
  assert.ok((await readFile(join(pkg, "kiosk_worker.js"), "utf8")).includes(hash), hash);
}

// The outbox, in a page that has it.

const FILLS = containing("keepDelivering(");

/** Runs code of the outbox's guide in a page, with `outbox` as the guide defines it in `before`. */
async function withOutbox({ browser }, before, fn) {
  const flaky = await openFlaky();
  const own = (code) => code.replace("https://site.example/referrals", flaky.url);
  const script = `
    const { Outbox, keepDelivering } = outbox;
    const show = (state) => (window.states ??= []).push(state.doing);
    (async () => { ${own(before)}; window.ran = true; })();`;
  const site = await serveOutbox({ script, connect: [flaky.url] });
  const context = await browser.newContext();
  try {
    const opened = await context.newPage();
    await opened.goto(site.url);
    await opened.waitForFunction(() => window.ran);
    await fn({ page: opened, flaky });
  } finally {
    await context.close();
    await site.close();
    await flaky.close();
  }
}

/** Shares a sealed referral, as the element would. */
const hand = (opened, handed) =>
  opened.evaluate(async (detail) => {
    const taken = [];
    const waitUntil = (promise) => taken.push(promise);
    dispatchEvent(Object.assign(new CustomEvent("prescreener-refer", { detail }), { waitUntil }));
    return Promise.all(taken);
  }, handed);

async function outboxFills(_, { browser }) {
  await withOutbox({ browser }, FILLS, async ({ page: opened, flaky }) => {
    const handed = referral();
    assert.deepEqual(await hand(opened, handed), [{ news: "queued" }]);
    await until(() => flaky.got.length > 0);
    assert.deepEqual([flaky.got[0].id, flaky.got[0].sealed], [handed.id, handed.sealed]);
    assert.ok((await opened.evaluate(() => window.states)).includes("sending"));
  });
}

/** The request shown in the guide is the one that is sent. */
async function outboxPosts({ text: shown }, { browser }) {
  const [first, ...lines] = shown.split("\n");
  const headers = lines.slice(0, lines.indexOf("")).map((line) => line.split(": "));
  const body = lines.at(-1);
  await withOutbox({ browser }, FILLS, async ({ page: opened, flaky }) => {
    const request = opened.waitForRequest(flaky.url);
    await hand(opened, referral());
    const sent = await request;
    assert.equal(first, `${sent.method()} ${new URL(sent.url()).pathname} HTTP/1.1`);
    assert.ok(sent.postData().startsWith(body.slice(0, 4)));
    await until(() => flaky.got.length > 0);
    const forms = { "content-type": /^text\/plain$/, "idempotency-key": /^[\da-f-]{36}$/ };
    for (const [name, value] of headers) {
      assert.match(value, forms[name.toLowerCase()]);
      assert.match(flaky.got[0].headers[name.toLowerCase()], forms[name.toLowerCase()]);
    }
  });
}

async function outboxEmpties({ text: code }, { browser }) {
  const [one, two] = [referral(), referral()];
  const put = [one, two].map(({ id, sealed }) => `await outbox.put("${id}", "${sealed}");`).join("\n");
  const before = `const outbox = await Outbox.open(); ${put} ${code}; window.file = file; window.rest = await outbox.waiting();`;
  await withOutbox({ browser }, before, async ({ page: opened }) => {
    const { file, rest } = await opened.evaluate(() => ({ file: window.file, rest: window.rest }));
    assert.deepEqual(file.split("\n").sort(), ["", one.sealed, two.sealed].sort());
    assert.deepEqual(rest, []);
  });
}

// In a terminal.

/**
 * Makes a folder like the project's own, with the files that the commands read, and with the built tool in place of its
 * compilation.
 */
async function terminalFolder(t) {
  const folder = await mkdtemp(join(tmpdir(), "prescreener-snippets-"));
  t.after(() => rm(folder, { recursive: true }));
  const bin = join(folder, "bin");
  await mkdir(bin);
  const tool = builtTool();
  const commands = {
    prescreener: `exec ${tool} "$@"`,
    cargo: `[ "$1 $2 $3" = "run --release --" ] && shift 3 && exec ${tool} "$@"`,
  };
  for (const [name, command] of Object.entries(commands)) {
    await writeFile(join(bin, name), `#!/bin/sh\n${command}\n`);
    await chmod(join(bin, name), 0o755);
  }
  await symlink(join(root, "trials"), join(folder, "trials"));
  await copyFile(join(root, "tests", "data", "registry", "nct07160205.json"), join(folder, "study.json"));
  const people = found.filter(({ text: held }) => held.startsWith("{")).map(({ text: held }) => `${held}\n`);
  await writeFile(join(folder, "people.ndjson"), people.join(""));
  const run = (command) => shell(folder, `prescreener ${command}`);
  run("screen trials/nct07160205/trial.json --date 2026-11-22 < people.ndjson > results.ndjson");
  run("fhir response trials/nct07160205/trial.json < results.ndjson > responses.ndjson");
  shell(folder, "head -1 results.ndjson > result.json");
  return folder;
}

const shell = (folder, command) =>
  execFileSync("bash", ["-e", "-o", "pipefail", "-c", command], {
    cwd: folder,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, PATH: `${join(folder, "bin")}:${process.env.PATH}` },
  });

/** Runs the commands in order, each of which must succeed; the public key is the one that was printed. */
async function terminal({ text: commands }, { folder }) {
  if (commands.includes("outbox.txt")) {
    await writeFile(join(folder, "site.key"), key.file);
    await writeFile(
      join(folder, "outbox.txt"),
      ['{"said":1}', '{"said":2}'].map((said) => `${seal(key, said)}\n`).join(""),
    );
    assert.equal(shell(folder, commands), '{"said":1}\n{"said":2}\n');
    return;
  }
  const filled = commands
    .replace("keygen site.key", "keygen site.key | tee public")
    .replace("PUBLIC_KEY", '"$(cat public)"');
  const printed = shell(folder, filled);
  for (const [, file] of commands.matchAll(/> (\S+)/g)) {
    assert.ok((await readFile(join(folder, file), "utf8")).length > 0, file);
  }
  if (commands.includes("keygen")) {
    assert.equal(printed.match(/^The same/gm)?.length, 2, printed);
    assert.ok(printed.includes('"schema":"prescreener/result/1"'), "what was sealed is opened");
    await rm(join(folder, "site.key"));
  }
}

/** One person's answers: one line in, one result out. */
async function oneLine({ text: line }, { folder }) {
  await writeFile(join(folder, "one.ndjson"), `${line}\n`);
  const out = shell(folder, "prescreener screen trials/nct07160205/trial.json --date 2026-11-22 < one.ndjson");
  assert.equal(JSON.parse(out).schema, "prescreener/result/1");
}

/** These would run this test, so it checks only that the scripts exist and parse. */
async function scripts({ text: commands }) {
  const { scripts: known } = JSON.parse(await readFile(join(www, "package.json"), "utf8"));
  for (const line of commands.split("\n")) {
    const [, name] = /^npm --prefix www (\w+) +# /.exec(line);
    execFileSync("node", ["--check", join(www, known[name].replace(/^node /, ""))]);
  }
}

async function inNode({ text: code }) {
  const folder = await mkdtemp(join(tmpdir(), "prescreener-node-"));
  try {
    await mkdir(join(folder, "node_modules"));
    await symlink(pkg, join(folder, "node_modules", "prescreener"));
    await writeFile(join(folder, "main.mjs"), code);
    assert.match(execFileSync("node", ["main.mjs"], { cwd: folder, encoding: "utf8" }), /^incomplete /);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** A list of places, each of which must exist. */
async function places({ text: list }) {
  // What is indented continues the line above.
  const lines = list.split("\n").filter((line) => !line.startsWith(" "));
  for (const line of lines) assert.ok(existsSync(join(root, line.split(" ", 1)[0])), line);
}
