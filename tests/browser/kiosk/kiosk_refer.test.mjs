// A referral leaves a clinic's tablet sealed, and is kept until the site has it, automatically or through the staff;
// there is no other channel.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import test from "node:test";
import { pkg } from "../../../www/tools/paths.mjs";
import { complaints, overflowing, withAxe } from "../support/axe.mjs";
import { launch } from "../support/browser.mjs";
import { openFlaky } from "../support/flaky.mjs";
import { answer, heading, press } from "../support/interview.mjs";
import { begin, cleared, finish, pressKiosk, says, withKiosk } from "../support/kiosk.mjs";
import { newKey, open } from "../support/native.mjs";
import { POSSIBLE } from "../support/people.mjs";
import { chooseFile, chooseKey, paste, staff, withReceiver } from "../support/receive.mjs";
import { handOn, scanned } from "../support/refer.mjs";
import { heard } from "../support/study.mjs";
import { text } from "../support/words.mjs";

const RECEIVER = "https://site.example/receive.html";
const key = newKey();
const sealing = { "site-key": key.public, receiver: RECEIVER };

/** Goes with one person from the first question to the referral. */
async function sit(page, widget, { taken = "kept" } = {}) {
  await begin(page);
  await answer(widget, POSSIBLE);
  await press(widget, "finish");
  await handOn(widget);
  if (taken) await widget.getByText(text(`refer.news.${taken}`)).waitFor();
  return (await heard(page, "refer")).at(-1).detail;
}

/** Returns what the browser keeps, as it is on the disk. */
const store = async (context) => (await context.storageState({ indexedDB: true })).origins.flatMap(kept);
const kept = ({ indexedDB = [], localStorage }) => [
  ...localStorage,
  ...indexedDB.flatMap(({ stores }) => stores.flatMap(({ records }) => records.map(({ value }) => value))),
];

const post = (page, count) => page.getByRole("button", { name: says("outbox", "en", { count }) });
async function openOutbox(page, count) {
  await post(page, count).waitFor();
  await post(page, count).press("Enter");
  await page.getByRole("heading", { name: says("outbox.heading") }).waitFor();
}
const gone = (page) => page.getByRole("heading", { name: says("outbox.none") }).waitFor();
const status = (page, name, values) => page.getByText(says(`outbox.${name}`, "en", values), { exact: true }).waitFor();
/** Removes what the team has. */
const take = async (page, place, way) => {
  await place.getByRole("button", { name: says(`outbox.${way}`), exact: true }).click();
  await page
    .getByRole("alertdialog")
    .getByRole("button", { name: says("outbox.ask.yes") })
    .click();
};

test("from a tablet in a clinic to the study's team", async (t) => {
  const browser = await launch();
  t.after(() => browser.close());
  const visit = (name, fn, options = {}) => t.test(name, () => withKiosk({ browser, meta: sealing, ...options }, fn));

  /** Opened by the team, verified and shown. */
  const shown = (give, id) =>
    withReceiver({ browser }, async ({ page }) => {
      await chooseKey(page, key);
      await give(page);
      await page.locator(".facts").waitFor();
      assert.equal(await heading(page), staff("verdict.potentially_eligible"));
      assert.equal(await page.locator(".check h2").innerText(), staff("check.same"));
      assert.ok((await page.locator(".facts").innerText()).includes(id));
    });

  await visit(
    "a referral is kept sealed, person after person, and leaves by code and by file",
    async ({ page, widget, context, violations, pageErrors }) => {
      assert.ok(!(await page.getByRole("button", { name: /pass on/ }).isVisible()), "nothing waits");
      const first = await sit(page, widget);
      assert.equal(await page.locator("trial-prescreener").evaluate((element) => element.result), undefined);
      const ways = { copy: false, file: false, paper: false };
      for (const way of Object.keys(ways))
        ways[way] = await widget.getByRole("button", { name: text(`refer.way.${way}`) }).isVisible();
      assert.deepEqual(ways, { copy: false, file: false, paper: false });
      await finish(page);
      const second = await sit(page, widget);
      await finish(page);
      assert.notEqual(first.id, second.id);
      const records = await store(context);
      assert.deepEqual(records.map(({ since, ...rest }) => rest).sort(byId), [first, second].map(stored).sort(byId));
      assert.ok(!JSON.stringify(records).includes("2026-05"), "and no answer");
      await openOutbox(page, 2);
      await status(page, "by_hand");
      const item = page.getByRole("listitem").filter({ hasText: first.id.slice(0, 8) });
      assert.match(
        await item.innerText(),
        /since Nov 22, 2026, 12:\d\d\sPM/,
        "the time that the clinic's clock has shown",
      );
      await pressKiosk(page, "language", "es");
      assert.match(await item.innerText(), /desde 22 nov 2026, 12:\d\d/);
      await pressKiosk(page, "language", "en");
      await item.getByRole("button", { name: says("outbox.code") }).click();
      const letters = await scanned(page.locator("svg.code"));
      assert.equal(letters, `${RECEIVER}#sealed=${first.sealed}`);
      await shown((receiver) => paste(receiver, letters), first.id);
      await take(page, item, "have");
      await item.waitFor({ state: "detached" });
      assert.equal((await store(context)).length, 1);
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("button", { name: says("outbox.file"), exact: true }).click(),
      ]);
      const file = await readFile(await download.path(), "utf8");
      assert.equal(file, `${second.sealed}\n`);
      await shown((receiver) => chooseFile(receiver, "#given-file", download.suggestedFilename(), file), second.id);
      await take(page, page, "filed");
      await gone(page);
      assert.deepEqual(await store(context), []);
      await pressKiosk(page, "outbox.back");
      await page.getByRole("button", { name: says("start") }).waitFor();
      assert.deepEqual([violations, pageErrors], [[], []]);
    },
    { context: { viewport: { width: 1280, height: 1600 }, deviceScaleFactor: 2, timezoneId: "Asia/Kolkata" } },
  );

  await visit(
    "a referral is sent automatically once there is a network, sealed as it was",
    async ({ page, widget, context }) => {
      const got = [];
      let network = false;
      await context.route("**/referrals", async (route) => {
        if (!network) return route.abort("internetdisconnected");
        const request = route.request();
        got.push({ id: request.headers()["idempotency-key"], sealed: request.postData() });
        await route.fulfill({ status: 201 });
      });
      const handed = await sit(page, widget, { taken: "queued" });
      assert.equal((await store(context)).length, 1);
      network = true;
      await page.evaluate(() => dispatchEvent(new Event("online")));
      for (let time = 0; got.length === 0 && time < 100; time++) await page.waitForTimeout(50);
      assert.deepEqual(got, [stored(handed)]);
      assert.equal(JSON.parse(open(key, got[0].sealed)).id, handed.id);
      await finish(page);
      assert.ok(!(await page.getByRole("button", { name: /pass on/ }).isVisible()));
      assert.deepEqual(await store(context), []);
    },
    { meta: { ...sealing, endpoint: "/referrals" } },
  );

  await t.test(
    "a referral goes to another server if the page's policy names it, and refusals are reported",
    async () => {
      const flaky = await openFlaky({ choose: ({ times }) => (times < 2 ? "forbidden" : "ok") });
      try {
        const html = (await readFile(join(pkg, "kiosk.html"), "utf8")).replace(
          "connect-src 'self'",
          `connect-src 'self' ${new URL(flaky.url).origin}`,
        );
        const pages = { "/pkg/kiosk.html": { html } };
        const meta = { ...sealing, endpoint: flaky.url };
        await withKiosk({ browser, pages, csp: "", meta }, async ({ page, widget }) => {
          const handed = await sit(page, widget, { taken: "queued" });
          await finish(page);
          for (let time = 0; flaky.got.length < 2 && time < 100; time++) await page.waitForTimeout(50);
          assert.deepEqual(new Set(flaky.got.map(({ id }) => id)), new Set([handed.id]));
          await page.getByRole("button", { name: /pass on/ }).waitFor({ state: "hidden" });
          assert.equal(flaky.got.at(-1).sealed, handed.sealed);
          flaky.choose = () => "forbidden";
          const other = await sit(page, widget, { taken: "queued" });
          await finish(page);
          await openOutbox(page, 1);
          await status(page, "refused", { numbers: other.id.slice(0, 8) });
          flaky.choose = () => "ok";
          await pressKiosk(page, "outbox.send");
          await gone(page);
          assert.equal(flaky.got.at(-1).id, other.id);
        });
      } finally {
        await flaky.close();
      }
    },
  );

  const refusing = {
    "is full": () => {
      IDBObjectStore.prototype.add = () => {
        throw new DOMException("", "QuotaExceededError");
      };
    },
    "is refused": () => {
      Object.defineProperty(globalThis, "indexedDB", {
        value: {
          open: () => {
            throw new DOMException("", "SecurityError");
          },
        },
      });
    },
  };
  for (const [name, refuse] of Object.entries(refusing)) {
    await visit(
      `a store that ${name} is reported before the person leaves, and nothing is lost`,
      async ({ page, widget }) => {
        const handed = await sit(page, widget, { taken: null });
        const asked = page.getByRole("alertdialog", { name: says("unkept") });
        await asked.waitFor();
        assert.equal(await asked.getByText(says("unkept.text")).isVisible(), true);
        assert.ok(
          await asked.getByRole("button", { name: says("close") }).evaluate((one) => one === document.activeElement),
        );
        await asked.getByRole("button", { name: says("close") }).click();
        await widget.getByText(text("refer.news.failed")).waitFor();
        assert.equal(await scanned(widget.locator("#code svg")), `${RECEIVER}#sealed=${handed.sealed}`);
        await finish(page);
      },
      {
        prepare: (page) => page.addInitScript(refuse),
        context: { viewport: { width: 1280, height: 1600 }, deviceScaleFactor: 2 },
      },
    );
  }

  await visit(
    "finishing waits until the disk has the referral",
    async ({ page, widget, context }) => {
      const handed = await sit(page, widget, { taken: "waiting" });
      await pressKiosk(page, "finish");
      await pressKiosk(page, "finish.yes");
      assert.ok(await widget.isVisible(), "it is not cleared yet");
      await page.evaluate(() => window.release());
      await cleared(page);
      assert.deepEqual(
        (await store(context)).map(({ since, ...rest }) => rest),
        [stored(handed)],
      );
    },
    {
      prepare: (page) =>
        page.addInitScript(() => {
          const getKey = IDBObjectStore.prototype.getKey;
          // The transaction stays open, idle, until it is released.
          IDBObjectStore.prototype.getKey = function (...given) {
            const request = getKey.apply(this, given);
            let go = false;
            window.release = () => {
              go = true;
            };
            const idle = () => {
              if (!go) this.count().onsuccess = idle;
            };
            idle();
            return request;
          };
        }),
    },
  );

  await visit(
    "without a site's key nothing is kept, and the code is there",
    async ({ page, widget, context }) => {
      await page.getByRole("button", { name: says("start") }).waitFor();
      const handed = await sit(page, widget, { taken: null });
      assert.equal(handed.sealed, undefined);
      assert.ok(await widget.locator("#code svg").isVisible());
      await finish(page);
      assert.deepEqual(await store(context), []);
    },
    { meta: { receiver: RECEIVER } },
  );

  await visit(
    "paper is offered where there is a printer",
    async ({ page, widget }) => {
      await sit(page, widget);
      assert.ok(await widget.getByRole("button", { name: text("refer.way.paper") }).isVisible());
      assert.ok(!(await widget.getByRole("button", { name: text("refer.way.file") }).isVisible()));
    },
    { meta: { ...sealing, printer: "yes" } },
  );

  await visit(
    "the staff's screen closes by itself",
    async ({ page, widget }) => {
      await sit(page, widget);
      await finish(page);
      await openOutbox(page, 1);
      await page.getByRole("heading", { name: says("welcome") }).waitFor();
      assert.ok(!(await page.getByText(says("outbox.heading")).isVisible()));
    },
    { meta: { ...sealing, "idle-seconds": "6", "warning-seconds": "2" } },
  );

  for (const [name, context] of Object.entries({
    "320 pixels wide": { viewport: { width: 320, height: 640 } },
    "in the dark": { viewport: { width: 1024, height: 768 }, colorScheme: "dark" },
  })) {
    await visit(
      `the screens are accessible and do not overflow, ${name}`,
      async ({ page, widget }) => {
        await sit(page, widget);
        const looked = async (what) => {
          assert.deepEqual(await complaints(page), [], what);
          assert.deepEqual(await overflowing(page), [], what);
        };
        await looked("ready");
        await finish(page);
        await post(page, 1).waitFor();
        await looked("welcome");
        await openOutbox(page, 1);
        await page.getByRole("button", { name: says("outbox.code") }).click();
        await page.locator("svg.code").waitFor();
        await looked("outbox");
        await page.getByRole("button", { name: says("outbox.have") }).click();
        await looked("asked");
      },
      { context, prepare: withAxe },
    );
  }
});

const stored = ({ id, sealed }) => ({ id, sealed });
const byId = (a, b) => (a.id < b.id ? -1 : 1);
