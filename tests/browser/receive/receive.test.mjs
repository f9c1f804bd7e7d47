// The page on which a site's staff open referrals: every input is opened, replayed and shown, or correctly refused; and
// nothing leaves the page or stays in it.
import assert from "node:assert/strict";
import test from "node:test";
import { withPage } from "../support/browser.mjs";
import { focused } from "../support/keyboard.mjs";
import { POSSIBLE } from "../support/people.mjs";
import { chooseFile, chooseKey, paste, RECEIVER, staff, withReceiver } from "../support/receive.mjs";
import { received, refused } from "../support/received.mjs";
import { countCalls, keepMemories, remembers, traces, watchNetwork } from "../support/traces.mjs";

test("the receiving page", async (t) => {
  const { browser, key, referral, json, sealed, link, visit, shows } = await received(t);

  await t.test("opens a link once it has the key, and removes it from the address", async () => {
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
      // The memory in use holds an answer, and is freed with the opened referral.
      const { engines, found } = await remembers(page, POSSIBLE.date_of_birth);
      assert.ok(found, "a memory that holds nothing proves nothing");
      await page.getByRole("button", { name: staff("another"), exact: true }).click();
      assert.equal((await focused(page)).id, "given");
      assert.deepEqual(await remembers(page, POSSIBLE.date_of_birth), { engines: engines + 1, found: false });
      assert.equal((await remembers(page, key.private.slice(0, 20))).found, false);
      assert.ok(!(await page.content()).includes(referral.id));
    });
  });

  await visit("opens another link in the same page", async ({ page }) => {
    await page.evaluate((hash) => location.assign(hash), link(""));
    await page.locator("#problem").waitFor();
    assert.ok(!page.url().includes("#"));
    await refused(page, "no_key", { expected: key.id });
  });

  const ways = {
    "a pasted payload": (page) => paste(page, sealed),
    "a payload broken by mail": (page) => paste(page, sealed.replace(/(.{70})/g, "$1\r\n")),
    "a pasted link": (page) => paste(page, link("https://site.example/receive.html")),
    "a scanner's input": async (page) => {
      await page.locator("#given").focus();
      await page.keyboard.insertText(link("https://site.example/receive.html"));
      await page.keyboard.press("Enter");
    },
    "a file with a payload": (page) => chooseFile(page, "#given-file", "a referral.txt", `${sealed}\n`),
    "a file with JSON": (page) => chooseFile(page, "#given-file", "a referral.json", JSON.stringify(referral, null, 2)),
    "a dropped file": (page) => drop(page, "main", "a referral.json", sealed),
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

  await visit("accepts a key file dropped on its field", async ({ page }) => {
    await drop(page, "#key", "site.key", key.file);
    await page.locator(".there").waitFor();
    await paste(page, sealed);
    await shows(page);
  });

  await visit("states that a plain referral was not sealed", async ({ page }) => {
    await paste(page, json);
    await shows(page);
    assert.ok((await page.locator(".facts").innerText()).includes(staff("plain")));
  });

  await t.test("reports what could not be loaded, and tries again", async () => {
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
});

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
