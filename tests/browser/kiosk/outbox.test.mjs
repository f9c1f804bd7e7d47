// Delivery from the kiosk's outbox: each referral stays until an endpoint has it, and every failure is reported.
import assert from "node:assert/strict";
import test from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { ANSWERS } from "../support/flaky.mjs";
import { ids, keep, put, referral, startOutbox, states, stop, until, waits } from "../support/outbox.mjs";

const QUICK = { first: 40, longest: 400 };

test("the outbox", async (t) => {
  const { flaky, withTabs, withOutbox, deliver } = await startOutbox(t);

  await t.test("posts the sealed text with its id and nothing about the page", async () => {
    await withOutbox(async (page, context) => {
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
      `ends a round when the endpoint asks for a pause (${name}), and starts the next with another referral`,
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

  await t.test("does not send a referral that left by code meanwhile", async () => {
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
    "delivers automatically: at once, after pauses, after a new referral, and when the network is back",
    async () => {
      const all = [referral(), referral(), referral()];
      const choose = ({ times }) => (times < 5 ? "error" : "ok");
      await withOutbox(async (page, context) => {
        await put(page, all[0]);
        await keep(page, flaky.url, { first: 100, longest: 10_000 });
        await until(async () => (await waits(page)).length === 0);
        assert.equal(flaky.got.length, 5);
        const [first, second, , fourth, fifth] = flaky.got.map(({ at }) => at);
        assert.ok(second - first >= 50, "half of the first pause at least");
        assert.ok(fifth - fourth >= 400, "it has doubled three times");
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

  await t.test("respects a pause that the endpoint asked for, whatever happens", async () => {
    const choose = ({ times }) => (times === 1 ? { ...ANSWERS.busy, headers: { "retry-after": "1" } } : "ok");
    await withOutbox(async (page, context) => {
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

  await t.test("delivers from one tab, and from the next when that one is closed", async () => {
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
});
