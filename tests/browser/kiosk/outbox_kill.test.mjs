// A kiosk whose power fails at any moment loses no accepted referral, and its disk holds nothing readable.
import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { EventEmitter, once } from "node:events";
import { rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import test from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { launchProfile } from "../support/browser.mjs";
import { openFlaky } from "../support/flaky.mjs";
import { seal } from "../support/hpke.mjs";
import { referral, serveOutbox } from "../support/outbox.mjs";
import { filesBelow, findings, newProfile, start } from "../support/profile.mjs";

const KILLS = 50;
/** The most referrals that a run puts. */
const PUTS = 4;
/** The longest time between a step and the kill, in milliseconds. */
const SPREAD = 15;

test(`loses nothing when it is killed ${KILLS} times`, { timeout: 300_000 }, async (t) => {
  const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
  t.diagnostic(`SEED=${seed}`);
  const random = randomFrom(seed);
  const pick = (list) => list[Math.floor(random() * list.length)];
  const flaky = await openFlaky({ choose: () => pick(FLAKY) });
  t.after(() => flaky.close());
  const { reports, url: control, close } = await listen();
  t.after(close);
  const site = await serveOutbox({ script: kiosk(flaky.url, control), connect: [flaky.url, control] });
  t.after(() => site.close());
  const profile = await newProfile(t);

  const begun = new Map();
  const put = new Set();
  const faults = [];
  const has = (id) => flaky.got.some((entry) => entry.id === id && entry.kept);
  reports.on("begun", ({ id, sealed }) => begun.set(id, sealed));
  reports.on("put", ({ id }) => put.add(id));
  reports.on("opened", ({ waiting }) => {
    for (const { id, sealed } of waiting) if (begun.get(id) !== sealed) faults.push(`${id} is there, but not whole`);
    const there = new Set(waiting.map(({ id }) => id));
    for (const id of put) if (!has(id) && !there.has(id)) faults.push(`${id} is lost`);
  });
  reports.on("failed", ({ message }) => faults.push(message));

  const points = {};
  for (let run = 0; run < KILLS; run++) {
    const point = pick(POINTS);
    const steps = { arrived: flaky.events, answered: flaky.events }[point] ?? reports;
    const times = point === "opened" ? 1 : 1 + Math.floor(random() * PUTS);
    const late = SPREAD * random();
    const browser = start(profile, site.url);
    const reached = await nth(steps, point, times);
    await wait(late);
    await browser.kill();
    assert.ok(reached || begun.size > 0, "the page never ran");
    points[reached ? point : `before ${point}`] = (points[reached ? point : `before ${point}`] ?? 0) + 1;
    assert.deepEqual(faults, [], `after kill ${run + 1} (SEED=${seed}: ${point} ${times}, ${late.toFixed(1)} ms)`);
  }
  t.diagnostic(`killed at ${JSON.stringify(points)}`);

  // At the end everything works, and the remaining referrals are sent.
  flaky.choose = () => "ok";
  const browser = start(profile, `${site.url}?quiet`);
  await nth(reports, "empty", 1, 20_000);
  await browser.kill();
  assert.deepEqual(faults, []);
  assert.deepEqual(
    [...put].filter((id) => !has(id)),
    [],
    "every referral that was put has arrived",
  );
  const arrived = flaky.got.filter(({ sealed }) => sealed);
  assert.deepEqual(
    arrived.filter(({ id, sealed }) => begun.get(id) !== sealed),
    [],
    "the same bytes under the same id",
  );
  const copies = flaky.got.filter(({ kept }) => kept).length - new Set(flaky.got.map(({ id }) => id).filter(has)).size;
  t.diagnostic(`${begun.size} begun, ${put.size} put, ${flaky.got.length} requests, ${copies} second copies`);
  assert.ok(put.size >= KILLS && copies > 0 && begun.size > put.size, "nothing much happened");
});

test("the disk of a kiosk", async (t) => {
  const flaky = await openFlaky({ choose: () => "breaks after" });
  t.after(() => flaky.close());
  const site = await serveOutbox({ connect: [flaky.url] });
  t.after(() => site.close());
  const { publicKey } = generateKeyPairSync("x25519");
  const sealed = seal(publicKey.export({ format: "jwk" }).x, JSON.stringify(SAID));
  const { id } = referral();

  /** Returns what is on the disk after `use` has run in a page that shows all the answers. */
  const diskAfter = async (use) => {
    const profile = await newProfile(t);
    const browser = await launchProfile(profile);
    const page = await browser.newPage();
    await page.goto(site.url);
    await page.waitForFunction(() => "outbox" in window);
    await page.evaluate((said) => {
      window.said = said;
      document.body.append(JSON.stringify(said));
    }, SAID);
    const used = await page.evaluate(use, { id, sealed, said: SAID, url: flaky.url });
    await browser.close();
    return { used, files: await filesBelow(profile) };
  };

  await t.test("holds the sealed text and no answer", async () => {
    const { used, files } = await diskAfter(async ({ id, sealed, url }) => {
      const box = await outbox.Outbox.open();
      await box.put(id, sealed);
      const { kept } = await box.deliver(new URL(url));
      const databases = (await indexedDB.databases()).map(({ name }) => name);
      return { kept, databases, others: localStorage.length + sessionStorage.length + (await caches.keys()).length };
    });
    assert.deepEqual(used, { kept: [{ id, why: "network" }], databases: ["prescreener-outbox"], others: 0 });
    assert.ok(findings(files, [sealed, id]).length > 1, "the search finds what is there");
    assert.deepEqual(findings(files, Object.values(SAID)), []);
  });

  await t.test("would be found to hold answers by this search", async () => {
    const { files } = await diskAfter(async ({ said }) => {
      localStorage.setItem("said", JSON.stringify(said));
      await new Promise((resolve) => {
        indexedDB.open("said").onupgradeneeded = ({ target: { result, transaction } }) => {
          result.createObjectStore("said").put({ ...said, wide: `${said.name} \u2713` }, 1);
          transaction.oncomplete = resolve;
        };
      });
    });
    const found = findings(files, Object.values(SAID));
    for (const place of ["Local Storage", "IndexedDB"])
      assert.ok(
        found.some((line) => line.includes(place)),
        place,
      );
    for (const coding of ["latin1", "utf16le"])
      assert.ok(
        found.some((line) => line.startsWith(coding)),
        coding,
      );
  });
});

test("a kiosk with a damaged store restores everything from the copy; without one it reports the loss once", async (t) => {
  const site = await serveOutbox();
  t.after(() => site.close());
  const profile = await newProfile(t);
  const { id, sealed } = referral();
  const inPage = async (use) => {
    const browser = await launchProfile(profile);
    const page = await browser.newPage();
    await page.goto(site.url);
    await page.waitForFunction(() => "outbox" in window);
    const used = await page.evaluate(use, { id, sealed });
    await browser.close();
    return used;
  };
  const open = () =>
    outbox.Outbox.open().then(
      async (box) => ["opened", (await box.waiting()).length],
      (error) => [describe(error)],
    );
  await inPage(async ({ id, sealed }) => (await outbox.Outbox.open()).put(id, sealed));
  assert.deepEqual(await inPage(open), ["opened", 1]);
  const damage = async (...folders) => {
    const all = await filesBelow(profile);
    for (const folder of folders) {
      const files = all.filter(({ file }) => file.includes(folder));
      assert.ok(files.length > 0, folder);
      for (const { file, bytes } of files) await writeFile(file, Buffer.alloc(bytes.length, "damaged"));
    }
  };
  await damage("IndexedDB");
  assert.deepEqual(await inPage(open), ["opened", 1]);
  assert.deepEqual(await inPage(open), ["opened", 1], "and it is in the store again");
  await damage("IndexedDB");
  await rm(join(profile, "Default", "File System"), { recursive: true });
  const [said] = await inPage(open);
  assert.match(said, /^PrescreenerError environment: The outbox was damaged, and what waited in it is lost/);
  assert.deepEqual(await inPage(open), ["opened", 0]);
});

/** A person's possible answers, in words that nothing else on the disk contains. */
const SAID = { name: "Wilhelmina Qvarnström", born: "1947-03-29", phone: "+46 70 555 01 99" };

/** The endpoint's answers; a repeated one is more likely. */
const FLAKY = ["ok", "ok", "ok", "known", "slow", "breaks before", "breaks after", "breaks after", "error", "busy"];
/** The steps after which it is killed. */
const POINTS = ["opened", "begun", "begun", "put", "put", "arrived", "arrived", "answered", "answered"];

/** Resolves when the event has occurred this many times; `false` if it does not. */
async function nth(emitter, name, times, patience = 5_000) {
  const signal = AbortSignal.timeout(patience);
  try {
    for (let time = 0; time < times; time++) await once(emitter, name, { signal });
    return true;
  } catch {
    return false;
  }
}

/** The page's script: it puts referrals one after the other, delivers at the same time, and reports each step. */
const kiosk = (endpoint, control) => `
  const tell = (what, more) => fetch("${control}", { method: "POST", body: JSON.stringify({ what, ...more }) });
  const sealed = () => {
    const bytes = crypto.getRandomValues(new Uint8Array(303));
    bytes.set([0x70, 0x73, 1]);
    return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_");
  };
  (async () => {
    const box = await outbox.Outbox.open();
    await tell("opened", { waiting: await box.waiting() });
    const heard = ({ delivered }) => delivered?.remain === 0 && tell("empty");
    outbox.keepDelivering(box, new URL("${endpoint}"), heard, { first: 20, longest: 100 });
    if (location.search) return;
    for (let count = 0; count < ${PUTS}; count++) {
      const one = { id: crypto.randomUUID(), sealed: sealed() };
      await tell("begun", one);
      await box.put(one.id, one.sealed);
      await tell("put", { id: one.id });
    }
  })().catch(({ message }) => tell("failed", { message }));
`;

/** Receives the page's reports. */
async function listen() {
  const reports = new EventEmitter();
  const server = createServer(async (request, response) => {
    try {
      let body = "";
      for await (const part of request) body += part;
      const { what, ...more } = JSON.parse(body);
      reports.emit(what, more);
    } catch {
      // The browser was killed while it reported.
    }
    response.writeHead(204, { "access-control-allow-origin": "*" }).end();
  });
  server.listen(0, "localhost");
  await once(server, "listening");
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { reports, url: `http://localhost:${server.address().port}/`, close };
}

/** Returns numbers from 0 to 1 determined by a seed (mulberry32). */
function randomFrom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
