// What the kiosk's outbox stores, and what it reports when the browser does not store it.
import assert from "node:assert/strict";
import test from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { ids, keep, open, put, referral, refusal, startOutbox, states, until, waits } from "../support/outbox.mjs";

const SANDBOX = { "Content-Security-Policy": "sandbox allow-scripts; script-src 'self' 'unsafe-inline'" };
const PAGES = { "/sandboxed.html": { html: '<script src="page.js"></script>', headers: SANDBOX } };

test("the outbox", async (t) => {
  const { browser, url, withOutbox, deliver } = await startOutbox(t, { pages: PAGES });

  await t.test("returns what was put, oldest first, even after a reload", async () => {
    await withOutbox(async (page) => {
      const all = [referral(), referral(), referral()];
      const before = new Date().toISOString();
      await put(page, ...all);
      await page.reload();
      await open(page);
      const waiting = await waits(page);
      assert.deepEqual(
        waiting.map(({ id, sealed }) => ({ id, sealed })),
        all,
      );
      for (const { since, ...rest } of waiting) {
        assert.ok(since >= before && since <= new Date().toISOString(), since);
        assert.deepEqual(Object.keys(rest).sort(), ["id", "sealed"]);
      }
      const file = await page.evaluate(() => box.export());
      assert.equal(file, all.map(({ sealed }) => `${sealed}\n`).join(""));
      await page.evaluate((id) => box.remove(id), all[1].id);
      assert.deepEqual(ids(await waits(page)), ids([all[0], all[2]]));
    });
  });

  await t.test("keeps the same id once, as it was first put", async () => {
    await withOutbox(async (page) => {
      const first = referral();
      await put(page, first, { ...referral(), id: first.id });
      const waiting = await waits(page);
      assert.deepEqual(
        waiting.map(({ sealed }) => sealed),
        [first.sealed],
      );
    });
  });

  await t.test("refuses any other text and any other id", async () => {
    await withOutbox(async (page) => {
      const { id, sealed } = referral();
      const name = "Maria Example, born 1980";
      for (const text of [
        "",
        name,
        `${sealed}\n`,
        `${sealed}=`,
        sealed.slice(0, 70),
        `cHMC${sealed.slice(4)}`,
        "cHMB",
      ]) {
        assert.match(await refusal(page, id, text), /^TypeError: This is not a sealed text/, text);
      }
      assert.match(await refusal(page, id, `cHMB${"A".repeat(30_000)}`), /not a sealed text/);
      for (const other of ["", name, "1", id.toUpperCase(), id.replace(/^(.{14})4/, "$11"), `${id}0`]) {
        assert.match(await refusal(page, other, sealed), /^TypeError: The id is not a random UUID/, other);
      }
      assert.doesNotMatch(await refusal(page, name, name), /Maria/);
      assert.deepEqual(await waits(page), []);
    });
  });

  await t.test("confirms a referral only when the disk has it", async () => {
    await withOutbox(async (page) => {
      await page.evaluate(watchTransactions);
      const written = await page.evaluate(async ({ id, sealed }) => {
        await box.put(id, sealed);
        return transactions;
      }, referral());
      assert.deepEqual(written, [{ mode: "readwrite", durability: "strict", complete: true }]);
    });
  });

  await t.test("that is full says so and keeps what it has", async () => {
    await withOutbox(async (page, context) => {
      const session = await context.newCDPSession(page);
      const { origin } = new URL(url);
      await session.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: 200_000 });
      const all = Array.from({ length: 40 }, () => referral(12_000));
      const { kept, why } = await page.evaluate(fill, all);
      assert.match(why, /^PrescreenerError environment: .* is full/);
      assert.ok(kept.length > 0);
      assert.deepEqual(ids(await waits(page)), kept, "every one that was taken, and no other");
      assert.equal((await deliver(page)).left, kept.length, "what waits can still leave");
      await session.send("Storage.overrideQuotaForOrigin", { origin });
      await put(page, all.at(-1));
      assert.deepEqual(ids(await waits(page)), [all.at(-1).id]);
    });
  });

  await t.test("that the browser refuses says so", async () => {
    const page = await browser.newPage();
    try {
      await page.goto(new URL("sandboxed.html", url).href);
      await page.waitForFunction(() => "outbox" in window);
      const why = await page.evaluate(() => outbox.Outbox.open().catch(describe));
      assert.match(why, /^PrescreenerError environment: .*\(SecurityError\)/);
    } finally {
      await page.close();
    }
  });

  for (const [what, prepare] of [
    [
      "does not answer when it is opened",
      () => {
        indexedDB.open = () => ({});
      },
    ],
    [
      "does not finish writing",
      () => {
        Object.defineProperty(IDBTransaction.prototype, "oncomplete", { set() {} });
      },
    ],
  ]) {
    await t.test(`that ${what} is abandoned before the person leaves`, async () => {
      await withOutbox(async (page) => {
        await page.clock.install();
        await page.evaluate(prepare);
        const { id, sealed } = referral();
        const why = page.evaluate(
          async (args) => {
            const [step] = args.open ? [() => outbox.Outbox.open()] : [() => box.put(args.id, args.sealed)];
            return step().then(() => "done", describe);
          },
          { id, sealed, open: what.includes("opened") },
        );
        await wait(100);
        await page.clock.runFor(10_500);
        assert.match(await why, /^PrescreenerError environment: .*\(TimeoutError\)/);
      });
    });
  }

  await t.test("that is cleared while it is open fails from then on", async () => {
    await withOutbox(async (page, context) => {
      await put(page, referral());
      await keep(page, "https://localhost:1/", { first: 2000, longest: 2000 });
      // Between two rounds: during a round it would be detected too, but only after ten seconds.
      await until(async () => (await states(page)).at(-1).doing === "resting");
      const session = await context.newCDPSession(page);
      const { origin } = new URL(url);
      await session.send("Storage.clearDataForOrigin", { origin, storageTypes: "indexeddb" });
      await until(async () => (await states(page)).at(-1).trouble === "environment");
      const { id, sealed } = referral();
      assert.match(await refusal(page, id, sealed), /^PrescreenerError environment: .*\(gone\)/);
      assert.match(
        await page.evaluate(() => box.waiting().then(JSON.stringify, describe)),
        /^PrescreenerError environment/,
      );
    });
  });

  await t.test("asks the browser for persistence, and reports the answer", async () => {
    await withOutbox(async (page, context) => {
      assert.equal(await page.evaluate(() => box.persisted), false, "an unused page gets no promise");
      await context.addInitScript(() => {
        StorageManager.prototype.persist = async () => true;
      });
      await page.reload();
      await open(page);
      assert.equal(await page.evaluate(() => box.persisted), true);
    });
  });
});

/** Puts one referral after the other until one is refused. */
async function fill(all) {
  const kept = [];
  for (const { id, sealed } of all) {
    const why = await box.put(id, sealed).then(() => kept.push(id), describe);
    if (typeof why === "string") return { kept, why };
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  return { kept };
}

/** Records every transaction that writes. */
function watchTransactions() {
  window.transactions = [];
  const { transaction } = IDBDatabase.prototype;
  IDBDatabase.prototype.transaction = function (...args) {
    const begun = transaction.apply(this, args);
    const note = { mode: begun.mode, durability: begun.durability, complete: false };
    if (begun.mode === "readwrite") transactions.push(note);
    begun.addEventListener("complete", () => {
      note.complete = true;
    });
    return begun;
  };
}
