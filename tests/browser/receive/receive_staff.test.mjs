// What staff read of an opened referral, and what they can do with it.
import assert from "node:assert/strict";
import test from "node:test";
import { complaints, overflowing, withAxe } from "../support/axe.mjs";
import { focused, tabTo } from "../support/keyboard.mjs";
import { seal } from "../support/native.mjs";
import { chooseFile, chooseKey, focusedWords, paste, staff, words } from "../support/receive.mjs";
import { another, checked, heading, POSSIBLY, received, refused } from "../support/received.mjs";
import { keepMemories, remembers } from "../support/traces.mjs";
import { text } from "../support/words.mjs";

/** A referral with less in it, made by hand. */
function less({ result, ...referral }, shares) {
  const { exact, scores, answers, provenance, to_confirm, criteria, ...least } = result;
  const open = { criteria: criteria.filter(({ id }) => to_confirm.includes(id)), to_confirm };
  return { ...referral, shares, result: shares === "open" ? { ...least, ...open } : least };
}

test("the page for staff", async (t) => {
  const { key, other, referral, json, sealed, visit, shows } = await received(t);

  await visit("lists each difference with both sides", async ({ page }) => {
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
    "states that less than all answers cannot be replayed, and whether the referral holds too much",
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

  await visit("lists the parts that the rules do not know", async ({ page }) => {
    const odd = structuredClone(referral);
    odd.result.answers.dmso_reacton = true;
    await paste(page, JSON.stringify(odd));
    assert.equal(await checked(page), staff("check.impossible"));
    assert.match(await page.locator(".check").innerText(), /result\.answers\.dmso_reacton: .*did you mean/);
  });

  await visit("names its own rules and those with which a referral was made", async ({ page }) => {
    const elsewhere = structuredClone(referral);
    elsewhere.result.trial = { id: "NCT00000000", version: "7", digest: "sha256:0" };
    await paste(page, JSON.stringify(elsewhere));
    assert.equal(await checked(page), staff("check.rules"));
    const said = await page.locator(".check").innerText();
    const named = ({ id, version, digest }) => staff("check.version", { id, version, digest });
    assert.ok(said.includes(named(elsewhere.result.trial)) && said.includes(named(referral.result.trial)), said);
    assert.equal(await page.locator(".described section").count(), 0);
  });

  await visit("states that a number was opened before", async ({ page }) => {
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
    "lists a file with a referral on each line, each with its content or error, and shows the selected one",
    async ({ page }) => {
      await chooseFile(page, "#given-file", "outbox.ndjson", lines.join("\n"));
      await refused(page, "no_key", { expected: key.id });
      await chooseKey(page, key);
      await page.locator(".list").waitFor();
      assert.equal(await focusedWords(page), staff("list.heading", { count: "6" }));
      const titles = await page.locator(".list .title").allInnerTexts();
      const why = (name) => staff(`refused.${name}.heading`);
      assert.deepEqual(titles, [POSSIBLY, POSSIBLY, why("damaged"), why("other_key"), POSSIBLY, why("not_sealed")]);
      const items = await page.locator(".list li").allInnerTexts();
      assert.match(items[0], /November 22, 2026/);
      assert.ok(items[4].includes(staff("list.twice", { number: "1" })), items[4]);
      await page.getByRole("button", { name: staff("list.show", { number: "2" }) }).click();
      assert.equal(await focusedWords(page), POSSIBLY);
      assert.ok((await page.locator(".facts").innerText()).includes(second.id));
      await page.getByRole("button", { name: staff("back") }).click();
      assert.equal(await focusedWords(page), staff("list.heading", { count: "6" }));
      await page.getByRole("button", { name: staff("list.show", { number: "1" }) }).click();
      await shows(page);
    },
  );

  await visit(
    "clears the key and everything opened when it is closed, left, or not used",
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

  await visit("prints the findings and the complete referral, without buttons", async ({ page }) => {
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
      `is accessible and does not overflow, ${name}`,
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

test("both languages have the same messages", () => {
  const { en, es } = words;
  assert.deepEqual(Object.keys(es), Object.keys(en));
  const placeholders = (said) => (said.match(/\{\w+\}/g) ?? []).sort();
  for (const [key, said] of Object.entries(en)) assert.deepEqual(placeholders(es[key]), placeholders(said), key);
});
