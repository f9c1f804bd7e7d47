// The page on which a site's staff open what was handed on: whatever they are given, it is opened, replayed and shown, or said to
// be what it is; and nothing of it leaves the page or stays in it.
import assert from "node:assert/strict";
import test from "node:test";
import { complaints, overflowing, withAxe } from "./support/axe.mjs";
import { launch, withPage } from "./support/browser.mjs";
import { focused, tabTo } from "./support/keyboard.mjs";
import { newKey, seal } from "./support/native.mjs";
import { POSSIBLE } from "./support/people.mjs";
import * as receive from "./support/receive.mjs";
import { chooseFile, chooseKey, paste, RECEIVER, staff, withHanded, withReceiver } from "./support/receive.mjs";
import { countCalls, keepMemories, remembers, traces, watchNetwork } from "./support/traces.mjs";
import { text } from "./support/words.mjs";

/** The heading that is read first. */
const heading = (page) => page.locator("#heading").innerText();
const problem = (page) => page.locator("#problem").innerText();
const checked = (page) => page.locator(".check h2").innerText();
const POSSIBLY = staff("verdict.potentially_eligible");
const fileName = "a referral.json";

/** A referral with less in it, made by hand. */
function less({ result, ...referral }, shares) {
  const { exact, scores, answers, provenance, to_confirm, criteria, ...least } = result;
  const open = { criteria: criteria.filter(({ id }) => to_confirm.includes(id)), to_confirm };
  return { ...referral, shares, result: shares === "open" ? { ...least, ...open } : least };
}

const refused = async (page, why, values) => {
  await page.getByRole("heading", { name: staff(`refused.${why}.heading`) }).waitFor();
  assert.equal(await problem(page), staff(`refused.${why}.heading`));
  const said = await page.locator(".wrong p").first().innerText();
  assert.equal(said, staff(`refused.${why}.text`, values));
  assert.equal(await receive.focusedWords(page), staff(`refused.${why}.heading`));
};

test("the receiving page", async (t) => {
  const browser = await launch();
  t.after(() => browser.close());
  const [key, other] = [newKey(), newKey()];
  let referral;
  await withHanded({ browser, answers: POSSIBLE }, ({ handed }) => {
    referral = handed.referral;
  });
  const json = JSON.stringify(referral);
  const sealed = seal(key, json);
  const link = (base) => `${base}#sealed=${sealed}`;
  const visit = (name, fn, options = {}) => t.test(name, () => withReceiver({ browser, ...options }, fn));

  /** Opened, replayed and shown. */
  const shows = async (page) => {
    await page.locator(".facts").waitFor();
    assert.equal(await heading(page), POSSIBLY);
    assert.equal(await receive.focusedWords(page), POSSIBLY);
    assert.equal(await checked(page), staff("check.same"));
    const facts = await page.locator(".facts").innerText();
    assert.ok(facts.includes(referral.id) && facts.includes(staff("share.answers")), facts);
    const described = await page.locator(".described").innerText();
    assert.ok(described.includes(text("question.anti_jo1")), described);
    assert.ok(described.includes(text("criterion.I01")), described);
  };

  await t.test("opens a link once it has the key, and takes it out of the address", async () => {
    const prepare = async (page) => {
      await page.addInitScript(countCalls);
      await page.addInitScript(keepMemories);
    };
    await withReceiver({ browser, prepare, query: link("?lang=en") }, async (opened) => {
      const { page, url, consoleErrors, consoleWarnings, pageErrors, violations } = opened;
      const address = new URL(`${RECEIVER}?lang=en`, url).href;
      assert.equal(page.url(), address);
      await refused(page, "no_key", { expected: key.id });
      await page.waitForLoadState("networkidle");
      await page.context().setOffline(true);
      const before = await traces(page);
      const sent = await watchNetwork(page);
      await chooseKey(page, key);
      await shows(page);
      assert.ok((await page.locator(".facts").innerText()).includes(staff("sealed", { key: key.id })));
      assert.deepEqual(sent, []);
      assert.deepEqual(await traces(page), before);
      const { cookies, origins, ...kept } = before;
      assert.deepEqual([cookies, origins, kept.localStorage, kept.sessionStorage, kept.state], [[], [], {}, {}, null]);
      assert.deepEqual([...consoleErrors, ...consoleWarnings, ...pageErrors, ...violations], []);
      assert.deepEqual(await page.evaluate(() => window.called.filter((name) => name !== "fetch")), ["replaceState"]);
      // The memory in use holds an answer, and goes with what was opened.
      const { engines, found } = await remembers(page, POSSIBLE.date_of_birth);
      assert.ok(found, "a memory that holds nothing proves nothing");
      await page.getByRole("button", { name: staff("another"), exact: true }).click();
      assert.equal((await focused(page)).id, "given");
      assert.deepEqual(await remembers(page, POSSIBLE.date_of_birth), { engines: engines + 1, found: false });
      assert.equal((await remembers(page, key.private.slice(0, 20))).found, false);
      assert.ok(!(await page.content()).includes(referral.id));
    });
  });

  await visit("opens another link that comes to the same page", async ({ page }) => {
    await page.evaluate((hash) => location.assign(hash), link(""));
    await page.locator("#problem").waitFor();
    assert.ok(!page.url().includes("#"));
    await refused(page, "no_key", { expected: key.id });
  });

  const ways = {
    "letters that are pasted": (page) => paste(page, sealed),
    "letters that mail has broken": (page) => paste(page, sealed.replace(/(.{70})/g, "$1\r\n")),
    "a link that is pasted": (page) => paste(page, link("https://site.example/receive.html")),
    "what a scanner types": async (page) => {
      await page.locator("#given").focus();
      await page.keyboard.insertText(link("https://site.example/receive.html"));
      await page.keyboard.press("Enter");
    },
    "a file of letters": (page) => chooseFile(page, "#given-file", "a referral.txt", `${sealed}\n`),
    "a file of JSON": (page) => chooseFile(page, "#given-file", fileName, JSON.stringify(referral, null, 2)),
    "a file that is dropped": (page) => drop(page, "main", fileName, sealed),
  };
  for (const [name, way] of Object.entries(ways)) {
    await visit(`opens ${name}`, async ({ page }) => {
      await chooseKey(page, key);
      await page
        .getByText(staff("key.there", { key: key.id }))
        .first()
        .waitFor();
      await way(page);
      await page.locator(".facts").waitFor();
      await shows(page);
    });
  }

  await visit("takes a key file that is dropped on its place", async ({ page }) => {
    await drop(page, "#key", "site.key", key.file);
    await page.locator(".there").waitFor();
    await paste(page, sealed);
    await shows(page);
  });

  await visit("says that what came plain came plain", async ({ page }) => {
    await paste(page, json);
    await shows(page);
    assert.ok((await page.locator(".facts").innerText()).includes(staff("plain")));
  });

  const bytes = Buffer.from(sealed, "base64url");
  const with_ = (change) => {
    const copy = Buffer.from(bytes);
    change(copy);
    return copy.toString("base64url");
  };
  const future = with_((copy) => copy.writeUInt8(2, 2));
  const refusals = {
    "cut short": [sealed.slice(0, sealed.length - 40), "damaged"],
    "cut to its beginning": [sealed.slice(0, 20), "damaged"],
    "changed in one byte": [with_((copy) => copy.writeUInt8(copy[60] ^ 1, 60)), "damaged"],
    "a megabyte long": ["A".repeat(2 ** 20), "too_large"],
    "a megabyte of JSON": [`{"schema":"${"x".repeat(2 ** 20)}"}`, "too_large"],
    "sealed by a later version": [future, "future", { found: "2", expected: "1" }],
    "a referral of a later version": [
      json.replace("referral/1", "referral/2"),
      "future",
      { found: "2", expected: "1" },
    ],
    "for another key": [seal(other, json), "other_key", { expected: other.id, found: key.id }],
    "not a referral": ["Dear site, here I am", "not_sealed"],
    "letters of another keyboard": [sealed.replaceAll("-", "ß"), "not_sealed"],
    "not JSON": [json.slice(0, -7), "not_json"],
    "something else in a seal": [seal(key, "Dear site"), "not_json"],
    "a result alone": [
      JSON.stringify(referral.result),
      "schema",
      { expected: "prescreener/referral/1", found: "prescreener/result/1" },
    ],
    "without a number": [JSON.stringify({ ...referral, id: undefined }), "form", { found: "id" }],
    "without a result": [JSON.stringify({ ...referral, result: null }), "form", { found: "result" }],
    "a key file": [key.file, "key_file"],
    "nested too deep": [
      `{"schema":"prescreener/referral/1","id":"x","shares":"answers","result":{"trial":{"digest":${JSON.stringify(referral.result.trial.digest)}},"schema":${"[".repeat(30000)}${"]".repeat(30000)}}}`,
      "crashed",
    ],
  };
  await visit("says what is wrong with what is not to be opened, and opens the next", async ({ page, pageErrors }) => {
    await chooseKey(page, key);
    await page.locator(".there").waitFor();
    for (const [name, [given, why, values]] of Object.entries(refusals)) {
      await paste(page, given);
      await refused(page, why, values).catch((error) => assert.fail(`${name}: ${error.message}`));
      assert.equal(await page.locator("#given").inputValue(), "", `${name} stays in the field`);
    }
    await paste(page, sealed);
    await shows(page);
    assert.deepEqual(pageErrors, []);
  });

  await visit("opens nothing in which a byte was changed", async ({ page }) => {
    await chooseKey(page, key);
    await page.locator(".there").waitFor();
    for (let place = 0; place < bytes.length; place += Math.ceil(bytes.length / 40)) {
      await paste(
        page,
        with_((copy) => copy.writeUInt8(copy[place] ^ (1 << (place % 8)), place)),
      );
      await page.locator("#problem").waitFor();
      assert.equal(await page.locator(".facts").count(), 0, `byte ${place}`);
    }
  });

  const keys = {
    "a referral": [json, "key.schema", { found: "prescreener/referral/1" }],
    "no JSON": ["a key", "key.not_json"],
    "a damaged key": [key.file.replace(key.private, key.private.slice(1)), "key.private"],
    "two keys that do not go together": [key.file.replace(key.public, other.public), "key.public"],
    "another name": [key.file.replace(key.id, other.id), "key.id", { expected: key.id, found: other.id }],
    "a megabyte": [`{"schema":"${"x".repeat(2 ** 20)}"}`, "key.too_large"],
  };
  await visit("says what is wrong with a key file, and takes the next", async ({ page }) => {
    for (const [name, [file, why, values]] of Object.entries(keys)) {
      await chooseFile(page, "#key-file", "site.key", file);
      await page.getByText(staff(why, values), { exact: true }).waitFor({ timeout: 5000 });
      assert.equal(await receive.focusedWords(page), staff("key.refused"), name);
    }
    await chooseKey(page, key);
    await paste(page, sealed);
    await shows(page);
  });

  await visit("opens with the right key what the wrong one did not", async ({ page }) => {
    await chooseKey(page, other);
    await paste(page, sealed);
    await refused(page, "other_key", { expected: key.id, found: other.id });
    await chooseKey(page, key);
    await shows(page);
  });

  await visit("names each place that differs, with both sides", async ({ page }) => {
    const edited = structuredClone(referral);
    edited.result.verdict = "not_eligible";
    edited.result.criteria[0].status = "not_met";
    edited.result.engine = "9.0.0";
    edited.also = "more";
    await paste(page, JSON.stringify(edited));
    assert.equal(await heading(page), staff("verdict.not_eligible"));
    assert.equal(await checked(page), staff("check.differs"));
    const paths = await page.locator(".check .title").allInnerTexts();
    const first = edited.result.criteria[0].id;
    assert.deepEqual(paths.sort(), ["also", `result.criteria.${first}.status`, "result.engine", "result.verdict"]);
    const said = await page.locator(".check li").filter({ hasText: "result.verdict" }).innerText();
    assert.match(said, /"not_eligible"[\s\S]*"potentially_eligible"/);
    const check = await page.locator(".check").innerText();
    const { engine } = referral.result;
    assert.ok(check.includes(staff("check.engine", { held: "9.0.0", computed: engine })), check);
    assert.ok(check.includes(staff("check.truth")));
  });

  await visit(
    "says of less than all answers that it cannot be replayed, and if it holds too much",
    async ({ page }) => {
      for (const shares of ["verdict", "open"]) {
        await paste(page, JSON.stringify(less(referral, shares)));
        assert.equal(await heading(page), POSSIBLY);
        assert.equal(await checked(page), staff("check.without"));
        assert.ok((await page.locator(".facts").innerText()).includes(staff(`share.${shares}`)));
        await another(page);
        const more = less(referral, shares);
        more.result.answers = referral.result.answers;
        await paste(page, JSON.stringify(more));
        assert.equal(await checked(page), staff("check.differs"));
        assert.deepEqual(await page.locator(".check .title").allInnerTexts(), ["result.answers"]);
        await another(page);
      }
    },
  );

  await visit("says what of it the rules do not know", async ({ page }) => {
    const odd = structuredClone(referral);
    odd.result.answers.dmso_reacton = true;
    await paste(page, JSON.stringify(odd));
    assert.equal(await checked(page), staff("check.impossible"));
    assert.match(await page.locator(".check").innerText(), /result\.answers\.dmso_reacton: .*did you mean/);
  });

  await visit("names the rules that it has and those that a referral was made with", async ({ page }) => {
    const elsewhere = structuredClone(referral);
    elsewhere.result.trial = { id: "NCT00000000", version: "7", digest: "sha256:0" };
    await paste(page, JSON.stringify(elsewhere));
    assert.equal(await checked(page), staff("check.rules"));
    const said = await page.locator(".check").innerText();
    const named = ({ id, version, digest }) => staff("check.version", { id, version, digest });
    assert.ok(said.includes(named(elsewhere.result.trial)) && said.includes(named(referral.result.trial)), said);
    assert.equal(await page.locator(".described section").count(), 0);
  });

  await visit("says that a number was opened before", async ({ page }) => {
    await paste(page, json);
    assert.ok(!(await page.locator(".facts").innerText()).includes(staff("twice")));
    await another(page);
    await paste(page, json);
    assert.ok((await page.locator(".facts").innerText()).includes(staff("twice")));
    await another(page);
    await paste(page, JSON.stringify({ ...referral, id: "another" }));
    assert.ok(!(await page.locator(".facts").innerText()).includes(staff("twice")));
  });

  const second = { ...referral, id: "00000000-0000-4000-8000-000000000002" };
  const lines = [
    JSON.stringify({ id: referral.id, sealed, since: "2026-11-22T09:30:00Z" }),
    seal(key, JSON.stringify(second)),
    "",
    sealed.slice(0, -30),
    JSON.stringify({ id: "3", sealed: seal(other, json) }),
    `https://site.example/receive.html#sealed=${sealed}`,
    "not at all",
  ];
  await visit(
    "lists a file with one on each line, each opened or its error, and shows the one that is picked",
    async ({ page }) => {
      await chooseFile(page, "#given-file", "outbox.ndjson", lines.join("\n"));
      await refused(page, "no_key", { expected: key.id });
      await chooseKey(page, key);
      await page.locator(".list").waitFor();
      assert.equal(await receive.focusedWords(page), staff("list.heading", { count: "6" }));
      const titles = await page.locator(".list .title").allInnerTexts();
      const why = (name) => staff(`refused.${name}.heading`);
      assert.deepEqual(titles, [POSSIBLY, POSSIBLY, why("damaged"), why("other_key"), POSSIBLY, why("not_sealed")]);
      const items = await page.locator(".list li").allInnerTexts();
      assert.match(items[0], /November 22, 2026/);
      assert.ok(items[4].includes(staff("list.twice", { number: "1" })), items[4]);
      await page.getByRole("button", { name: staff("list.show", { number: "2" }) }).click();
      assert.equal(await receive.focusedWords(page), POSSIBLY);
      assert.ok((await page.locator(".facts").innerText()).includes(second.id));
      await page.getByRole("button", { name: staff("back") }).click();
      assert.equal(await receive.focusedWords(page), staff("list.heading", { count: "6" }));
      await page.getByRole("button", { name: staff("list.show", { number: "1" }) }).click();
      await shows(page);
    },
  );

  await visit(
    "forgets the key and all that it opened when it is closed, left, or not used",
    async ({ page }) => {
      const gone = async (news) => {
        assert.equal(await page.locator("#news").innerText(), news);
        assert.equal((await remembers(page, referral.id)).found, false);
        assert.ok(!(await page.content()).includes(referral.id));
        await paste(page, sealed);
        await refused(page, "no_key", { expected: key.id });
        await chooseKey(page, key);
        await shows(page);
      };
      await chooseKey(page, key);
      await paste(page, sealed);
      await shows(page);
      await page
        .locator(".acts")
        .getByRole("button", { name: staff("close") })
        .click();
      await gone(staff("closed"));
      await page.evaluate(() => dispatchEvent(new PageTransitionEvent("pagehide", { persisted: true })));
      await gone(staff("closed"));
      await page.clock.fastForward("09:00");
      await shows(page);
      await page.keyboard.press("Shift");
      await page.clock.fastForward("09:00");
      await shows(page);
      await page.clock.fastForward("01:10");
      await gone(staff("idle", { minutes: "10" }));
    },
    {
      prepare: async (page) => {
        await page.addInitScript(keepMemories);
        await page.clock.install();
      },
    },
  );

  await visit(
    "speaks Spanish, by the address or by choice, and keeps what is open",
    async ({ page }) => {
      assert.equal(await heading(page), staff("title", {}, "es"));
      assert.equal(await page.evaluate(() => document.documentElement.lang), "es");
      await page.locator("#given").fill(json);
      await page.getByLabel(staff("language", {}, "es")).selectOption("en");
      assert.equal(await heading(page), staff("title"));
      assert.equal(await page.locator("#given").inputValue(), json);
      await paste(page, json);
      await shows(page);
      await page.getByLabel(staff("language")).selectOption("es");
      assert.equal(await heading(page), staff("verdict.potentially_eligible", {}, "es"));
      assert.equal(await page.locator(".described").getAttribute("lang"), "es");
      assert.equal((await focused(page)).id, "language");
    },
    { query: "?lang=es" },
  );

  await visit("saves the referral as a file", async ({ page }) => {
    await paste(page, json);
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: staff("save") }).click(),
    ]);
    assert.equal(download.suggestedFilename(), `NCT07160205-${referral.id.slice(0, 8)}.json`);
    const stream = await download.createReadStream();
    let saved = "";
    for await (const chunk of stream) saved += chunk;
    assert.equal(saved, json);
  });

  await visit("prints what was found and all that it holds, and no buttons", async ({ page }) => {
    await paste(page, json);
    await page.evaluate(() => {
      const append = Element.prototype.append;
      Element.prototype.append = function (...parts) {
        append.apply(this, parts);
        for (const part of parts) {
          if (part instanceof HTMLIFrameElement)
            part.contentWindow.print = () => (window.printed = part.contentDocument.body.innerText);
        }
      };
    });
    await page.getByRole("button", { name: staff("print") }).click();
    const printed = await page.evaluate(() => window.printed);
    for (const words of [POSSIBLY, referral.id, staff("check.same"), text("question.anti_jo1")])
      assert.ok(printed.includes(words), words);
    assert.ok(!printed.includes(staff("another")));
  });

  await visit("can be used with the keyboard alone", async ({ page }) => {
    await page.keyboard.press("Tab");
    await tabTo(page, staff("given.text"));
    await page.keyboard.insertText(json);
    await tabTo(page, staff("open"));
    await page.keyboard.press("Enter");
    await shows(page);
    await tabTo(page, staff("another"));
    await page.keyboard.press("Enter");
    await tabTo(page, staff("key.choose"), { key: "Shift+Tab" });
  });

  await t.test("says what could not be loaded, and tries again", async () => {
    let broken = true;
    const prepare = (page) =>
      page.route("**/trial.bin", (route) => (broken ? route.fulfill({ status: 503 }) : route.fallback()));
    await withPage({ browser, path: `${RECEIVER}#sealed=${sealed}`, prepare }, async ({ page }) => {
      await page.getByRole("heading", { name: staff("failed.heading") }).waitFor();
      assert.match(await page.locator("main").innerText(), /trial\.bin answered 503/);
      broken = false;
      await page.getByRole("button", { name: staff("again") }).click();
      await page.locator("#problem").waitFor();
      await refused(page, "no_key", { expected: key.id });
    });
  });

  const looks = {
    "320 pixels wide": { viewport: { width: 320, height: 640 } },
    "on a telephone in the dark": { viewport: { width: 360, height: 740 }, colorScheme: "dark" },
    "1280 pixels wide": { viewport: { width: 1280, height: 800 } },
    "in forced colours": { viewport: { width: 800, height: 800 }, forcedColors: "active" },
  };
  const edited = JSON.stringify({
    ...referral,
    result: { ...referral.result, verdict: "not_yet", eligible_from: "2027-01-03" },
  });
  for (const [name, context] of Object.entries(looks)) {
    await visit(
      `has no barrier and nothing that sticks out, ${name}`,
      async ({ page }) => {
        const looked = async (what) => {
          assert.deepEqual(await complaints(page), [], what);
          assert.deepEqual(await overflowing(page), [], what);
        };
        await looked("start");
        await paste(page, "nothing");
        await looked("refused");
        await chooseFile(page, "#given-file", "outbox.ndjson", [json, json, "nothing"].join("\n"));
        await page.locator(".list").waitFor();
        await looked("list");
        await another(page);
        await paste(page, edited);
        await looked("differs");
        await another(page);
        await paste(page, json);
        await page.locator("summary").click();
        await looked("same");
      },
      { context, prepare: withAxe },
    );
  }
});

const another = (page) => page.getByRole("button", { name: staff("another"), exact: true }).click();

/** Drops a file somewhere on the page. */
function drop(page, place, name, content) {
  return page.evaluate(
    ([target, file, letters]) => {
      const data = new DataTransfer();
      data.items.add(new File([letters], file));
      const options = { dataTransfer: data, bubbles: true, cancelable: true };
      document.querySelector(target).dispatchEvent(new DragEvent("drop", options));
    },
    [place, name, content],
  );
}

test("the words are the same in both languages", () => {
  const { en, es } = receive.words;
  assert.deepEqual(Object.keys(es), Object.keys(en));
  const placeholders = (said) => (said.match(/\{\w+\}/g) ?? []).sort();
  for (const [key, said] of Object.entries(en)) assert.deepEqual(placeholders(es[key]), placeholders(said), key);
});
