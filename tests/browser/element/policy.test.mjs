// Complete interviews under the strictest policies that a page may have: nothing is refused except WebAssembly, where
// it is.
import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import test from "node:test";
import { pkg } from "../../../www/tools/paths.mjs";
import { launch, withPage } from "../support/browser.mjs";
import { answer, asked, diagnosed, enter, heading, press } from "../support/interview.mjs";
import { EXCLUDED_LATER, POSSIBLE } from "../support/people.mjs";
import { listen, ready, TODAY } from "../support/study.mjs";
import { keepBuffers, stillThere } from "../support/traces.mjs";
import { text } from "../support/words.mjs";

const WITHOUT =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'";
const STRICT = WITHOUT.replace("'self';", "'self' 'wasm-unsafe-eval';");
const ISOLATED = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
};

const PAGE = `<!doctype html><html lang="en"><title>A page</title>
  <script type="module" src="/pkg/prescreener.js"></script>
  <trial-prescreener trial="/pkg/compiled/nct07160205/trial.bin" assessed-on="${TODAY}" disclose="answers"><p>Call us.</p></trial-prescreener>`;
const AROUND = `<!doctype html><html lang="en"><title>A page around</title>
  <iframe sandbox="allow-scripts" src="/inside.html" title="Questions" width="600" height="600"></iframe>`;

/** Refuses WebAssembly as a policy does: once, with one violation. */
const REFUSED = [{ directive: "script-src", blocked: "wasm-eval", sample: "" }];
const PLAIN = "engine_plain.js";

const files = (requests) => requests.map(({ url }) => new URL(url).pathname.split("/").at(-1));

/**
 * Opens the page, or one `around` it. `csp` and `headers` are the inner page's. `script` runs before anything else.
 */
function open({ browser, csp, headers = {}, around, script = listen }, fn) {
  const inside = { html: PAGE, headers: { "Content-Security-Policy": csp, ...headers } };
  const pages = { "/inside.html": inside, "/around.html": { html: around } };
  const prepare = async (page) => {
    await page.addInitScript(script);
    await page.addInitScript(listen);
  };
  const path = around ? "/around.html" : "/inside.html";
  return withPage({ browser, path, csp: "", pages, prepare }, async (opened) => {
    const frame = opened.page.frames().find((one) => one.url().endsWith("/inside.html"));
    await ready(frame);
    return fn({ ...opened, frame, widget: frame.locator("trial-prescreener") });
  });
}

/** Answers everything; returns the result as a page would send it. */
async function interview({ frame, widget }) {
  await answer(widget, POSSIBLE);
  await press(widget, "finish");
  assert.equal(await heading(widget), text("verdict.potentially_eligible.heading"));
  return frame.evaluate(() => window.heard.find(({ name }) => name === "result").json);
}

test("under the strictest policy", async (t) => {
  const browser = await launch();
  t.after(() => browser.close());
  let reference;

  await t.test("an interview runs, and nothing is refused", async () => {
    await open({ browser, csp: STRICT }, async (opened) => {
      reference = await interview(opened);
      assert.deepEqual(opened.violations, []);
      assert.deepEqual(opened.consoleErrors, []);
      assert.ok(!files(opened.requests).includes(PLAIN), "plain JavaScript is loaded without need");
    });
  });

  await t.test("that refuses WebAssembly, plain JavaScript gives the same result", async () => {
    await open({ browser, csp: WITHOUT }, async (opened) => {
      assert.equal(await interview(opened), reference);
      assert.deepEqual(opened.violations, REFUSED);
      assert.equal(files(opened.requests).filter((name) => name === PLAIN).length, 1);
    });
  });

  await t.test("in a browser without WebAssembly, plain JavaScript runs, and nothing is refused", async () => {
    const script = () => Reflect.deleteProperty(globalThis, "WebAssembly");
    await open({ browser, csp: STRICT, script }, async (opened) => {
      assert.equal(await interview(opened), reference);
      assert.deepEqual(opened.violations, []);
    });
  });

  await t.test("plain memory is dropped with the answers", async () => {
    await open({ browser, csp: WITHOUT, script: keepBuffers }, async ({ page, widget }) => {
      const typed = "in the year of 1980";
      await diagnosed(widget);
      await enter(widget, "date_of_birth", typed);
      await press(widget, "continue");
      assert.deepEqual(await stillThere(page, typed), [true], "the memory in use is the one that is searched");
      await answer(widget, EXCLUDED_LATER);
      await press(widget, "finish");
      await press(widget, "restart");
      assert.equal(await asked(widget), "diagnosis");
      assert.ok(!(await stillThere(page, typed)).includes(true), "some memory still holds what was typed");
      await diagnosed(widget);
      await enter(widget, "date_of_birth", typed);
      await press(widget, "continue");
      await widget.evaluate((element) => element.remove());
      assert.ok(!(await stillThere(page, typed)).includes(true), "some memory still holds what was typed");
    });
  });

  await t.test("in a sandboxed frame with an opaque origin, an interview runs", async () => {
    await open({ browser, csp: STRICT, around: AROUND }, async (opened) => {
      assert.equal(await opened.frame.evaluate(() => self.origin), "null");
      assert.equal(await interview(opened), reference);
      assert.deepEqual(opened.violations, []);
    });
  });

  await t.test("on a cross-origin isolated page, an interview runs", async () => {
    await open({ browser, csp: STRICT, headers: ISOLATED }, async (opened) => {
      assert.ok(await opened.page.evaluate(() => crossOriginIsolated));
      assert.equal(await interview(opened), reference);
      assert.deepEqual(opened.violations, []);
    });
  });

  await t.test("no published file could do what such policies forbid", async () => {
    const published = (await readdir(pkg)).filter((name) => [".js", ".html"].includes(extname(name)));
    assert.ok(published.includes(PLAIN));
    for (const name of published) {
      const code = (await readFile(join(pkg, name), "utf8")).replace(ALLOWED[name] ?? "", "");
      for (const word of FORBIDDEN) assert.doesNotMatch(code, word, name);
    }
  });
});

/**
 * Files are saved from blobs of the page itself, so that no address holds their content. Nothing else becomes an
 * address.
 */
const SAVES = String.raw`URL\.createObjectURL\(new Blob\(`;
/** A kiosk starts without a network, and keeps sealed referrals until there is one. Only its page asks for that. */
const ALLOWED = {
  "kiosk.js": new RegExp(`navigator\\.serviceWorker|indexedDB\\.open|${SAVES}`, "g"),
  ...Object.fromEntries(["refer.js", "session.js", "receive.js"].map((name) => [name, new RegExp(SAVES)])),
};
/** Markup from text, code from text, inline style, and APIs that keep or send entries. */
const FORBIDDEN = [
  /innerHTML|outerHTML|insertAdjacentHTML|setHTML|parseFromString|createContextualFragment|document\.write/,
  /\beval\(|\bFunction\(|javascript:/,
  /blob:|createObjectURL/,
  /\.style\b|\bstyle=|["']style["']|<style/,
  /localStorage|sessionStorage|indexedDB|\.cookie\b|sendBeacon|XMLHttpRequest|WebSocket|serviceWorker/,
];
