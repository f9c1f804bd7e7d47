// Once its own files are loaded, the element sends nothing, stores nothing and could reach nothing.
import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import test from "node:test";
import { pkg } from "../../../www/tools/paths.mjs";
import { launch } from "../support/browser.mjs";
import { answer, asked, diagnosed, enter, heading, press } from "../support/interview.mjs";
import { EXCLUDED, EXCLUDED_LATER, POSSIBLE, WAITING } from "../support/people.mjs";
import { withStudy } from "../support/study.mjs";
import { countCalls, keepMemories, remembers, traces, watchNetwork } from "../support/traces.mjs";
import { text } from "../support/words.mjs";

/**
 * Everything that the engine may call: reading the values passed to it, drawing, and focus. Review a name before adding
 * it here; never add one that reaches a network, storage, the clipboard or a clock.
 */
const IMPORTS = new Set([
  // Values: objects, arrays, text and numbers in and out.
  ...["new", "get", "get_unchecked", "set", "length", "entries", "isArray", "instanceof_Object", "Error"],
  // The document.
  ...["instanceof_Element", "instanceof_HtmlElement", "instanceof_HtmlInputElement", "ownerDocument", "createElement"],
  ...["getAttribute", "hasAttribute", "setAttribute", "querySelector", "querySelectorAll", "closest", "id", "append"],
  ...["replaceChildren", "set_textContent", "focus", "blur", "scrollIntoView"],
  // What is there already.
  ...["firstChild", "textContent", "isEqualNode"],
  // Fields and events.
  ...["type", "target", "value", "set_value", "checked", "set_checked"],
  // wasm-bindgen's own.
  ...["__wbindgen_throw", "__wbindgen_reinit", "__wbindgen_generic", "__wbindgen_init_externref_table"],
  ...["__wbindgen_is_string", "__wbindgen_string_get", "__wbindgen_number_get", "__wbindgen_boolean_get"],
]);

/** `append_2` is a second `append`. */
const plain = (name) => name.replace(/_[0-9]+$/, "");

test("privacy", async (t) => {
  const browser = await launch();
  t.after(() => browser.close());
  const prepare = async (page) => {
    await page.addInitScript(countCalls);
    await page.addInitScript(keepMemories);
  };
  const visit = (name, fn) => t.test(name, () => withStudy({ browser, prepare }, fn));

  await visit("holds from the first question to the result and over again", async (opened) => {
    const { page, widget, consoleErrors, consoleWarnings, pageErrors, violations } = opened;
    await page.waitForLoadState("networkidle");
    const before = await traces(page);
    const called = await page.evaluate(() => window.called.length);
    const sent = await watchNetwork(page);

    await answer(widget, POSSIBLE);
    await press(widget, "finish");
    assert.equal(await heading(widget), text("verdict.potentially_eligible.heading"));
    await press(widget, "revise");
    await press(widget, "back");
    await press(widget, "continue");
    await press(widget, "finish");
    await press(widget, "restart");
    await press(widget, "continue");
    await answer(widget, EXCLUDED);
    await press(widget, "finish");

    await page.waitForLoadState("networkidle");
    assert.deepEqual(sent, []);
    assert.deepEqual(await page.evaluate((from) => window.called.slice(from), called), []);
    assert.deepEqual(await traces(page), before);
    assert.deepEqual({ ...before, url: "", title: "", history: 0 }, NOTHING);
    assert.deepEqual({ consoleErrors, consoleWarnings, pageErrors, violations }, QUIET);

    // A check that detects nothing proves nothing.
    await page.evaluate(() => fetch("healthz"));
    assert.ok(sent.length > 0);
  });

  await visit("holds when a reminder is saved: the page itself holds the file", async (opened) => {
    const { page, context, widget, violations } = opened;
    await answer(widget, WAITING, null);
    await press(widget, "finish");
    await context.setOffline(true);
    const before = await traces(page);
    const sent = await watchNetwork(page);
    const [download] = await Promise.all([page.waitForEvent("download"), widget.locator("[data-file]").click()]);
    const file = await readFile(await download.path(), "utf8");
    const told = file.replaceAll("\r\n ", "").toLowerCase();
    for (const word of ["BEGIN:VCALENDAR", "NCT07160205", "DTSTART;VALUE=DATE:20270103"]) {
      assert.ok(file.includes(word), file);
    }
    // Others may see it, so it names no illness, no medicine and no answer.
    for (const word of ["myositis", "muscle", "methotrexate", "dose", "medicine", "trial", "eligible"]) {
      assert.ok(!told.includes(word), `${word} in ${file}`);
    }
    // The file's address is a blob of the page itself, and holds no data.
    assert.deepEqual(
      sent.filter((request) => !/ blob:http:\/\/localhost:\d+\/[0-9a-f-]{36}$/.test(request)),
      [],
    );
    assert.deepEqual(await traces(page), before);
    assert.deepEqual(violations, []);
  });

  await visit("holds without a network: the whole interview works offline", async ({ page, context, widget }) => {
    await page.waitForLoadState("networkidle");
    await context.setOffline(true);
    await answer(widget, EXCLUDED);
    await press(widget, "finish");
    assert.equal(await heading(widget), text("verdict.not_eligible.heading"));
    await press(widget, "restart");
    assert.equal(await asked(widget), "diagnosis");
    await page.getByRole("radio", { name: /A clinic/ }).check();
    assert.equal(await asked(widget), "diagnosis");
    await answer(widget, EXCLUDED);
  });

  await visit("holds in memory: starting again drops all entries", async ({ page, widget }) => {
    const typed = "in the year of 1980";
    await diagnosed(widget);
    await enter(widget, "date_of_birth", typed);
    await press(widget, "continue");
    const { engines, found } = await remembers(page, typed);
    assert.ok(found, "the memory in use is the one that is searched");
    await answer(widget, EXCLUDED_LATER);
    await press(widget, "finish");
    await press(widget, "restart");
    assert.deepEqual(await remembers(page, typed), { engines: engines + 1, found: false });
  });

  await visit("holds for the host page: no event discloses anything", async ({ widget, page }) => {
    await answer(widget, EXCLUDED);
    await press(widget, "finish");
    const said = await page.evaluate(() => window.heard.map(({ name, json }) => `${name} ${json}`));
    assert.deepEqual([...new Set(said)], ["ready null", "step null", "result null"]);
  });

  const modules = (await readdir(pkg)).filter((file) => file.endsWith(".wasm"));
  assert.deepEqual(modules.sort(), ["author_bg.wasm", "engine_bg.wasm", "referral_bg.wasm"]);
  for (const file of modules) {
    await t.test(`is enforced by the imports of ${file}`, async () => {
      const module = new WebAssembly.Module(await readFile(join(pkg, file)));
      const names = WebAssembly.Module.imports(module).map(({ name }) => plain(name));
      assert.ok(names.includes("isArray"), "the names are still in the module");
      const others = [...new Set(names)].filter((name) => !IMPORTS.has(name));
      assert.deepEqual(others, []);
    });
  }
});

const NOTHING = {
  url: "",
  title: "",
  history: 0,
  state: null,
  name: "",
  cookie: "",
  localStorage: {},
  sessionStorage: {},
  databases: [],
  caches: [],
  workers: 0,
  cookies: [],
  origins: [],
};
const QUIET = { consoleErrors: [], consoleWarnings: [], pageErrors: [], violations: [] };
