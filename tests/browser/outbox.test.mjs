// What waits in the kiosk's outbox stays until an endpoint has it, and whatever fails is said.
import assert from "node:assert/strict";
import test from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { launch } from "./support/browser.mjs";
import { ANSWERS, openFlaky } from "./support/flaky.mjs";
import { referral, serveOutbox } from "./support/outbox.mjs";

const QUICK = { first: 40, longest: 400 };

test("the outbox", async (t) => {
  const browser = await launch();
  t.after(() => browser.close());
  const flaky = await openFlaky();
  t.after(() => flaky.close());
  const sandboxed = { "/sandboxed.html": { html: '<script src="page.js"></script>', headers: SANDBOX } };
  const site = await serveOutbox({ connect: [flaky.url], pages: sandboxed });
  t.after(() => site.close());

  /** Opens the outbox in so many tabs of a fresh profile and calls `fn`. */
  const withTabs = async (count, fn, choose = () => "ok") => {
    const context = await browser.newContext();
    Object.assign(flaky, { got: [], busiest: 0, choose });
    try {
      const tabs = [];
      for (let index = 0; index < count; index++) {
        const page = await context.newPage();
        await page.goto(site.url);
        await open(page);
        tabs.push(page);
      }
      await fn(tabs[0], tabs[1], context);
    } finally {
      await context.close();
    }
  };
  const withOutbox = (fn, choose) => withTabs(1, fn, choose);
  const deliver = (page) => page.evaluate((url) => box.deliver(new URL(url)), flaky.url);

  await t.test("gives back what was put, oldest first, also after a reload", async () => {
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

  await t.test("keeps the same id once, as it came first", async () => {
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

  await t.test("takes no other text and no other id", async () => {
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
      for (const other of ["", name, "1", id.toUpperCase(), id.replace(/-4/, "-1"), `${id}0`]) {
        assert.match(await refusal(page, other, sealed), /^TypeError: The id is not a random UUID/, other);
      }
      assert.doesNotMatch(await refusal(page, name, name), /Maria/);
      assert.deepEqual(await waits(page), []);
    });
  });

  await t.test("says that it is put only when the disk has it", async () => {
    await withOutbox(async (page) => {
      await page.evaluate(watchTransactions);
      const written = await page.evaluate(async ({ id, sealed }) => {
        await box.put(id, sealed);
        return transactions;
      }, referral());
      assert.deepEqual(written, [{ mode: "readwrite", durability: "strict", complete: true }]);
    });
  });

  await t.test("posts the sealed text with its id and nothing about the page", async () => {
    await withOutbox(async (page, _, context) => {
      await context.addCookies([{ name: "known", value: "1", url: flaky.url }]);
      const one = referral();
      await put(page, one);
      assert.deepEqual(await deliver(page), { left: 1, remain: 0, kept: [] });
      const [{ id, sealed, headers }] = flaky.got;
      assert.deepEqual({ id, sealed }, one);
      assert.equal(headers["content-type"], "text/plain");
      assert.equal(headers.cookie, undefined);
      assert.equal(headers.referer, undefined);
      assert.deepEqual(await waits(page), []);
    });
  });

  const KEPT = {
    error: { why: "busy", status: 500 },
    unavailable: { why: "busy", status: 503 },
    timeout: { why: "busy", status: 408 },
    forbidden: { why: "refused", status: 403 },
    redirect: { why: "network" },
    "breaks before": { why: "network" },
    "breaks after": { why: "network" },
  };
  for (const [answer, why] of Object.entries(KEPT)) {
    await t.test(`keeps what an endpoint has not confirmed (${answer}), and sends the others`, async () => {
      const [bad, good] = [referral(), referral()];
      const choose = ({ id }) => (id === bad.id ? answer : "ok");
      await withOutbox(async (page) => {
        await put(page, bad, good);
        assert.deepEqual(await deliver(page), { left: 1, remain: 1, kept: [{ id: bad.id, ...why }] });
        const [waiting] = await waits(page);
        assert.deepEqual({ id: waiting.id, sealed: waiting.sealed }, bad);
        flaky.choose = () => "known";
        assert.deepEqual(await deliver(page), { left: 1, remain: 0, kept: [] });
        const copies = flaky.got.filter(({ id, sealed }) => id === bad.id && sealed);
        assert.ok(
          copies.length >= 1 && copies.every(({ sealed }) => sealed === bad.sealed),
          "the same bytes each time",
        );
      }, choose);
    });
  }

  for (const [name, answer, pause] of [
    ["seconds", { ...ANSWERS.busy, headers: { "retry-after": "2" } }, 2000],
    [
      "a date",
      { ...ANSWERS.unavailable, headers: { "retry-after": new Date(Date.now() + 3_600_000).toUTCString() } },
      3_600_000,
    ],
    ["a year", { ...ANSWERS.busy, headers: { "retry-after": "31536000" } }, 86_400_000],
    ["nothing", ANSWERS.busy, undefined],
  ]) {
    await t.test(
      `ends a round when the endpoint asks for a pause (${name}), and starts the next with another`,
      async () => {
        await withOutbox(
          async (page) => {
            const all = [referral(), referral()];
            await put(page, ...all);
            const { left, remain, kept } = await deliver(page);
            assert.deepEqual([left, remain, kept.length, kept[0].status], [0, 2, 1, answer.status]);
            if (pause) assert.ok(kept[0].pause <= pause && kept[0].pause > pause * 0.9, kept[0].pause);
            else assert.equal(kept[0].pause, undefined);
            await deliver(page);
            assert.deepEqual(ids(flaky.got), ids(all), "one that always asks for a pause stops no other");
          },
          () => answer,
        );
      },
    );
  }

  await t.test("waits for a slow endpoint, gives up on one that never answers, and can be stopped", async () => {
    await withOutbox(async (page) => {
      await page.clock.install();
      const all = [referral(), referral()];
      await put(page, ...all);
      flaky.choose = () => ({ ...ANSWERS.slow, delay: 60_000 });
      const late = deliver(page);
      await until(() => flaky.got.length === 1);
      await page.clock.runFor(29_000);
      assert.equal(await Promise.race([late, wait(200, "still waiting")]), "still waiting");
      await page.clock.runFor(1_500);
      assert.deepEqual(await late, { left: 0, remain: 2, kept: [{ id: all[0].id, why: "timeout" }] });
      const stopped = page.evaluate(async (url) => {
        window.stopping = new AbortController();
        return box.deliver(new URL(url), stopping.signal).catch(({ name }) => name);
      }, flaky.url);
      await until(() => flaky.got.length === 2);
      await page.evaluate(() => stopping.abort());
      assert.equal(await stopped, "AbortError");
      assert.equal((await waits(page)).length, 2);
      flaky.choose = () => "slow";
      assert.equal((await deliver(page)).left, 2);
    });
  });

  await t.test("sends only over https", async () => {
    await withOutbox(async (page) => {
      await put(page, referral());
      for (const url of ["http://clinic.example/", "ftp://localhost/", "https://me:secret@clinic.example/"]) {
        const why = await page.evaluate(
          (to) => box.deliver(new URL(to)).catch(({ code, message }) => [code, message]),
          url,
        );
        assert.deepEqual([why[0], /https address/.test(why[1])], ["environment", true], url);
      }
      assert.equal((await waits(page)).length, 1);
    });
  });

  await t.test("with two tabs sends each referral once, one at a time", async () => {
    await withTabs(
      2,
      async (one, two) => {
        const all = Array.from({ length: 6 }, () => referral());
        await put(one, ...all.slice(0, 3));
        await put(two, ...all.slice(3));
        const rounds = await Promise.all([deliver(one), deliver(two), deliver(one)]);
        assert.equal(
          rounds.reduce((sum, { left }) => sum + left, 0),
          6,
        );
        assert.deepEqual(ids(flaky.got), ids(all));
        assert.equal(flaky.busiest, 1);
      },
      () => ({ ...ANSWERS.slow, delay: 30 }),
    );
  });

  await t.test("does not send what somebody took by code meanwhile", async () => {
    await withTabs(
      2,
      async (one, two) => {
        const all = [referral(), referral()];
        await put(one, ...all);
        const round = deliver(one);
        await until(() => flaky.got.length === 1);
        await two.evaluate((id) => box.remove(id), all[1].id);
        assert.deepEqual(await round, { left: 1, remain: 0, kept: [] });
        assert.equal(flaky.got.length, 1);
      },
      () => "slow",
    );
  });

  await t.test(
    "is delivered by itself: now, after pauses, when something is put, and when the network is back",
    async () => {
      const all = [referral(), referral(), referral()];
      const choose = ({ times }) => (times < 3 ? "error" : "ok");
      await withOutbox(async (page, _, context) => {
        await put(page, all[0]);
        await keep(page, flaky.url, QUICK);
        await until(async () => (await waits(page)).length === 0);
        const [, , last] = flaky.got;
        assert.equal(flaky.got.length, 3);
        assert.ok(last.at - flaky.got[1].at >= 40, "the second pause is longer than the first can be");
        flaky.choose = () => "ok";
        // From here on the pauses are too long to help.
        await stop(page);
        await keep(page, flaky.url, { first: 600_000, longest: 600_000 });
        await until(async () => (await states(page)).at(-1).doing === "resting");
        await put(page, all[1]);
        await until(async () => (await waits(page)).length === 0);
        await context.setOffline(true);
        await put(page, all[2]);
        await until(async () => (await states(page)).at(-1).delivered?.kept[0]?.why === "network");
        const { next } = (await states(page)).at(-1);
        assert.ok(Date.parse(next) - Date.now() > 250_000, next);
        await context.setOffline(false);
        await until(async () => (await waits(page)).length === 0);
        await stop(page);
        const told = (await states(page)).length;
        await put(page, referral());
        await wait(100);
        assert.equal((await states(page)).length, told, "nothing after it was stopped");
        assert.equal((await waits(page)).length, 1);
      }, choose);
    },
  );

  await t.test("leaves an endpoint that asked for a pause alone, whatever happens", async () => {
    const choose = ({ times }) => (times === 1 ? { ...ANSWERS.busy, headers: { "retry-after": "1" } } : "ok");
    await withOutbox(async (page, _, context) => {
      await put(page, referral());
      await keep(page, flaky.url, { first: 10, longest: 20 });
      await until(() => flaky.got.length === 1);
      await put(page, referral());
      await context.setOffline(true);
      await context.setOffline(false);
      await until(() => flaky.got.length > 1);
      assert.ok(flaky.got[1].at - flaky.got[0].at >= 1000, `${flaky.got[1].at - flaky.got[0].at}`);
    }, choose);
  });

  await t.test("is delivered by one tab, and by the next when that is closed", async () => {
    await withTabs(2, async (one, two) => {
      await keep(one, flaky.url, QUICK);
      await until(async () => (await states(one)).at(-1).doing === "resting");
      await keep(two, flaky.url, QUICK);
      const all = [referral(), referral()];
      await put(two, ...all);
      await until(() => flaky.got.length === 2);
      assert.deepEqual(await states(two), [{ doing: "standby" }]);
      await one.close();
      await put(two, referral());
      await until(() => flaky.got.length === 3);
      assert.equal(flaky.busiest, 1);
    });
  });

  await t.test("that is full says so and keeps what it has", async () => {
    await withOutbox(async (page, _, context) => {
      const session = await context.newCDPSession(page);
      const { origin } = new URL(site.url);
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
      await page.goto(new URL("sandboxed.html", site.url).href);
      await page.waitForFunction(() => "outbox" in window);
      const why = await page.evaluate(() => outbox.Outbox.open().catch(told));
      assert.match(why, /^PrescreenerError environment: .*\(SecurityError\)/);
    } finally {
      await page.close();
    }
  });

  for (const [what, prepare] of [
    [
      "answers nothing when it is opened",
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
    await t.test(`that ${what} is given up on before the person leaves`, async () => {
      await withOutbox(async (page) => {
        await page.clock.install();
        await page.evaluate(prepare);
        const { id, sealed } = referral();
        const why = page.evaluate(
          async (args) => {
            const [step] = args.open ? [() => outbox.Outbox.open()] : [() => box.put(args.id, args.sealed)];
            return step().then(() => "done", told);
          },
          { id, sealed, open: what.includes("opened") },
        );
        await wait(100);
        await page.clock.runFor(10_500);
        assert.match(await why, /^PrescreenerError environment: .*\(TimeoutError\)/);
      });
    });
  }

  await t.test("that is taken away while it is open fails from then on", async () => {
    await withOutbox(async (page, _, context) => {
      await put(page, referral());
      await keep(page, "https://localhost:1/", { first: 20, longest: 20 });
      const session = await context.newCDPSession(page);
      const { origin } = new URL(site.url);
      await session.send("Storage.clearDataForOrigin", { origin, storageTypes: "indexeddb" });
      await until(async () => (await states(page)).at(-1).trouble === "environment");
      const { id, sealed } = referral();
      assert.match(await refusal(page, id, sealed), /^PrescreenerError environment: .*\(gone\)/);
      assert.match(
        await page.evaluate(() => box.waiting().then(JSON.stringify, told)),
        /^PrescreenerError environment/,
      );
    });
  });

  await t.test("asks the browser to keep it, and tells the answer", async () => {
    await withOutbox(async (page, _, context) => {
      assert.equal(await page.evaluate(() => box.persisted), false, "a page that nobody uses gets no promise");
      await context.addInitScript(() => {
        StorageManager.prototype.persist = async () => true;
      });
      await page.reload();
      await open(page);
      assert.equal(await page.evaluate(() => box.persisted), true);
    });
  });
});

const SANDBOX = { "Content-Security-Policy": "sandbox allow-scripts; script-src 'self' 'unsafe-inline'" };

/** Opens the outbox as `box`. */
async function open(page) {
  await page.waitForFunction(() => "outbox" in window);
  await page.evaluate(async () => {
    window.states = [];
    window.box = await outbox.Outbox.open();
  });
}

async function put(page, ...referrals) {
  await page.evaluate(async (list) => {
    for (const { id, sealed } of list) {
      await box.put(id, sealed);
      // So that no two have the same time.
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  }, referrals);
}

/** Puts one after the other until one is refused. */
async function fill(all) {
  const kept = [];
  for (const { id, sealed } of all) {
    const why = await box.put(id, sealed).then(() => kept.push(id), told);
    if (typeof why === "string") return { kept, why };
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  return { kept };
}

/** What `put` rejects with. */
const refusal = (page, id, sealed) =>
  page.evaluate(([id, sealed]) => box.put(id, sealed).then(() => "taken", told), [id, sealed]);

const waits = (page) => page.evaluate(() => box.waiting());
const ids = (list) => list.map(({ id }) => id);

const keep = (page, url, pauses) =>
  page.evaluate(
    ([url, pauses]) => {
      const note = ({ trouble, ...state }) => states.push(trouble ? { ...state, trouble: trouble.code } : state);
      window.stop = outbox.keepDelivering(box, new URL(url), note, pauses);
    },
    [url, pauses],
  );
const stop = (page) => page.evaluate(() => window.stop());
const states = (page) => page.evaluate(() => window.states);

/** Writes down every transaction that writes. */
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

/** Waits for something to hold, ten seconds at most. */
async function until(holds) {
  const end = Date.now() + 10_000;
  while (!(await holds())) {
    assert.ok(Date.now() < end, `never held: ${holds}`);
    await wait(10);
  }
}
