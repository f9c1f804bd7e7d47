// The screener without a screen, under Node: the same bytes as the native engine, typed errors, and no memory kept.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import test from "node:test";
import { pathToFileURL } from "node:url";
import { consumers, root } from "../../www/tools/paths.mjs";
import { ask } from "../../www/tools/run.mjs";
import { serve } from "../../www/tools/serve.mjs";
import { screen as native } from "../browser/support/native.mjs";
import { instances } from "./support/instances.mjs";
import { install, packageFolder } from "./support/package.mjs";

const golden = (path) => readFileSync(join(root, "tests", "data", "golden", path), "utf8").trimEnd();
const results = readdirSync(join(root, "tests", "data", "golden", "results")).map((name) => golden(`results/${name}`));

const inPackage = (path) => pathToFileURL(join(packageFolder, path));
const COMPILED = inPackage("compiled/nct07160205/trial.bin");
const DEFINITION = inPackage("trials/nct07160205/trial.json");
const TODAY = { assessedOn: "2026-11-22" };

let copies = 0;
/** A copy of the entry that knows nothing of any other. */
const fresh = () => import(`${inPackage("screener.js")}?${copies++}`);

/** The circumstances of a result, and the answers as they were given. */
function read(text) {
  const { assessed_on: assessedOn, audience, anchors, language, answers, provenance } = JSON.parse(text);
  return [
    { ...answers, provenance },
    { assessedOn, audience, anchors, language },
  ];
}

/** Every golden result, computed again. */
function replay(screener) {
  for (const result of results) assert.equal(JSON.stringify(screener.assess(...read(result))), result);
}

async function documents() {
  const trial = JSON.parse(await readFile(DEFINITION, "utf8"));
  const parts = trial.include.map(async (path) => ({
    path,
    content: JSON.parse(await readFile(new URL(path, DEFINITION), "utf8")),
  }));
  return [{ path: "trial.json", content: trial }, ...(await Promise.all(parts))];
}

test("the screener without a screen", async (t) => {
  await install();
  const server = await serve({ folder: packageFolder });
  t.after(() => server.close());

  await t.test("is installed by a script, which prints a result", async () => {
    assert.equal(await ask("node", [join(consumers, "node", "main.mjs")]), golden("results/not_eligible.json"));
  });

  await t.test("can be imported on a server, with the element, and does nothing by that", async () => {
    assert.deepEqual((await ask("node", [join(consumers, "node", "server.mjs")])).split("\n"), [
      "prescreener PrescreenerError,RejectedAnswers,Screener",
      "prescreener/element TrialPrescreener",
      "prescreener/compiled/nct07160205.js default",
      "new globals:",
    ]);
  });

  const trials = {
    "the address of a compiled trial": async () => COMPILED,
    "the address that its module gives": async () => (await import(inPackage("compiled/nct07160205.js"))).default,
    "the address of a definition": async () => DEFINITION.href,
    "an address on a server": async () => new URL("trials/nct07160205/trial.json", server.url),
    "a server's answer": () => fetch(new URL("compiled/nct07160205/trial.bin", server.url)),
    "a server's answer with a definition": () => fetch(new URL("trials/nct07160205/trial.json", server.url)),
    bytes: () => readFile(COMPILED),
    "an array buffer": async () => new Uint8Array(await readFile(COMPILED)).buffer,
    "the documents of a definition": documents,
  };
  for (const [name, trial] of Object.entries(trials)) {
    await t.test(`opens ${name}, and gives the native engine's results`, async () => {
      const { Screener } = await fresh();
      const screener = await Screener.open({ trial: await trial() });
      replay(screener);
      const { questions, ...own } = JSON.parse(golden("trial.json"));
      assert.deepEqual([screener.trial, screener.questions], [own, questions]);
      screener.close();
    });
  }

  const WASM = inPackage("author_bg.wasm");
  const modules = {
    "an address": async () => new URL("author_bg.wasm", server.url).href,
    "a server's answer": () => fetch(new URL("author_bg.wasm", server.url)),
    bytes: () => readFile(WASM),
    "a module": async () => WebAssembly.compile(await readFile(WASM)),
  };
  for (const [name, wasm] of Object.entries(modules)) {
    await t.test(`takes its WebAssembly as ${name}`, async () => {
      const { Screener } = await fresh();
      replay(await Screener.open({ trial: COMPILED, wasm: await wasm() }));
    });
  }

  await t.test("says what the native program says of answers that no file holds", async () => {
    const { Screener } = await fresh();
    const screener = await Screener.open({ trial: COMPILED });
    const answers = { steroids: ["dexamethasone"], "steroid_dose.dexamethasone": { about: 3.75 }, lvef: undefined };
    const result = screener.assess(answers, { ...TODAY, audience: "clinic" });
    assert.equal(JSON.stringify(result), native(result));
    assert.ok(!("lvef" in result.answers), "what is undefined was not asked yet");
  });

  await t.test("tells which questions are left", async () => {
    const { Screener } = await fresh();
    const screener = await Screener.open({ trial: COMPILED });
    const said = { diagnosis: "polymyositis", date_of_birth: "1980", can_attend_visits: true };
    assert.deepEqual(screener.left(said, TODAY).slice(0, 2), ["dmso_reaction", "steroids"]);
    assert.deepEqual(screener.left({ ...said, dmso_reaction: true }, TODAY), []);
    const [first, ...others] = screener.left({}, { ...TODAY, order: "shortest" });
    assert.equal(first, "can_attend_visits");
    assert.deepEqual([first, ...others].sort(), screener.left({}, TODAY).sort());
    assert.ok(screener.left({}, { ...TODAY, audience: "clinic" }).includes("ck_at_screening"));
  });

  await t.test("rejects answers by key and reason, and tells no answer in the message", async () => {
    const { RejectedAnswers, Screener } = await fresh();
    const screener = await Screener.open({ trial: COMPILED });
    const { answers, assessed_on: assessedOn, audience, rejected } = JSON.parse(golden("rejected.json"));
    const reject = (said) => {
      try {
        screener.assess(said, { assessedOn, audience });
      } catch (error) {
        assert.ok(error instanceof RejectedAnswers, error);
        assert.equal(error.name, "RejectedAnswers");
        return error;
      }
      throw new assert.AssertionError({ message: `${typeof said} is taken` });
    };
    assert.deepEqual(reject(answers).rejected, rejected);
    assert.doesNotMatch(reject(answers).message, /metotrexate|2026-02-30|38\.5/);
    assert.deepEqual(reject({ lvef: 60n, ck_at_screening: () => 1 }).rejected, [
      { question: "lvef", reason: "expected JSON, found a bigint" },
      { question: "ck_at_screening", reason: "expected JSON, found a function" },
    ]);
    for (const said of [null, undefined, [], "1980", 7]) assert.equal(reject(said).rejected[0].question, "");
    assert.match(reject({ lvef: Number.NaN }).rejected[0].reason, /found a number with more than/);
    assert.match(reject({ date_of_birth: new Date(0) }).rejected[0].reason, /found an object/);
  });

  const mistakes = {
    "a day that is none": [{ assessedOn: "2026-02-30" }, /assessed_on/],
    "no day": [{}, /assessed_on/],
    "an audience that is none": [{ ...TODAY, audience: "doctor" }, /audience/],
    "an anchor that is none": [{ ...TODAY, anchors: { enrolment: "2026-12-06" } }, /anchors\.enrolment/],
  };
  for (const [name, [setting, path]] of Object.entries(mistakes)) {
    await t.test(`says what is wrong with a setting: ${name}`, async () => {
      const { Screener } = await fresh();
      const screener = await Screener.open({ trial: COMPILED });
      assert.throws(
        () => screener.assess({}, setting),
        ({ name: kind, code, findings }) =>
          kind === "PrescreenerError" && code === "definition" && path.test(findings[0].path),
      );
    });
  }

  const failures = {
    "a trial that is not there": [{ trial: inPackage("nowhere.bin") }, "load", /nowhere\.bin could not be fetched/],
    "a trial that the server lacks": [{ trial: `${server.url}nowhere.bin` }, "load", /answered 404/],
    "no address": [{ trial: "trial.bin" }, "load", /trial\.bin is no address/],
    "a trial that is not JSON": [{ trial: Buffer.from("<!doctype html>") }, "definition", /not JSON/],
    "a trial without what it includes": [{ trial: readFileSync(DEFINITION) }, "definition", /was not found/],
    "no documents": [{ trial: [] }, "definition", /expected a list of documents/],
    "a trial that is cut short": [{ trial: readFileSync(COMPILED).subarray(0, 4000) }, "definition", /trial/],
    "wasm that is not wasm": [{ trial: COMPILED, wasm: Buffer.from("<!doctype html>") }, "wasm", /magic/],
    "wasm that is not there": [{ trial: COMPILED, wasm: inPackage("nowhere.wasm") }, "load", /nowhere\.wasm/],
  };
  await t.test("says why it cannot open, and opens then what it can", async () => {
    for (const [name, [source, code, message]] of Object.entries(failures)) {
      const { PrescreenerError, Screener } = await fresh();
      const told = (error) => error instanceof PrescreenerError && error.code === code && message.test(error.message);
      await assert.rejects(Screener.open(source), told, name);
      replay(await Screener.open({ trial: COMPILED }));
    }
  });

  await t.test("shares one module and one instance, and drops the memory with the last screener", async () => {
    const { Screener } = await fresh();
    const seen = instances(t);
    const [first, second] = await Promise.all([
      Screener.open({ trial: COMPILED }),
      Screener.open({ trial: DEFINITION }),
    ]);
    // Long enough that nothing else fits where it was.
    assert.throws(() => first.assess({ muscle_biopsy: "a word ".repeat(10_000) }, TODAY), /muscle_biopsy/);
    assert.deepEqual([seen.modules(), seen.all()], [1, 1]);
    assert.ok(seen.latestHolds("a word a word"), "the memory is looked at");
    first.close();
    first.close();
    assert.throws(() => first.assess({}, TODAY), /closed/);
    replay(second);
    assert.equal(seen.all(), 1);
    second[Symbol.dispose]();
    assert.ok(!seen.latestHolds("a word a word"), "the memory is kept");
    replay(await Screener.open({ trial: COMPILED }));
    assert.deepEqual([seen.modules(), seen.all()], [1, 2]);
  });

  await t.test("replays results and referrals, and names what differs", async () => {
    const { PrescreenerError, Screener } = await fresh();
    const screener = await Screener.open({ trial: COMPILED });
    for (const text of results) {
      const result = JSON.parse(text);
      assert.deepEqual(screener.verify(result), []);
      const edited = { ...result, verdict: "changed", more: 1 };
      assert.deepEqual(screener.verify(edited), [
        { path: "verdict", held: "changed", computed: result.verdict },
        { path: "more", held: 1, computed: null },
      ]);
      const referral = { schema: "prescreener/referral/1", id: "R1", shares: "answers", result };
      const [first, ...others] = screener.verify(referral);
      assert.deepEqual(others, []);
      // The trial lets nobody who is ruled out hand anything on.
      const ruledOut = { path: "shares", held: "answers", computed: null };
      assert.deepEqual(first, result.verdict === "not_eligible" ? ruledOut : undefined);
      const paths = screener.verify({ ...referral, result: edited }).map(({ path }) => path);
      assert.ok(paths.includes("result.verdict") && paths.includes("result.more"), paths.join());
    }
    const withheld = { ...JSON.parse(results[0]), answers: undefined };
    for (const held of [withheld, {}, null, "a result"]) {
      assert.throws(
        () => screener.verify(held),
        (error) => error instanceof PrescreenerError && error.code === "definition",
      );
    }
    screener.close();
  });

  await t.test("begins afresh after the engine stopped in the middle", async () => {
    const { PrescreenerError, Screener } = await fresh();
    const seen = instances(t);
    const [first, second] = await Promise.all([Screener.open({ trial: COMPILED }), Screener.open({ trial: COMPILED })]);
    let bottomless = {};
    for (let depth = 0; depth < 200_000; depth += 1) bottomless = { about: bottomless };
    assert.throws(
      () => first.assess({ lvef: bottomless }, TODAY),
      (error) => error instanceof PrescreenerError && error.code === "crashed",
    );
    replay(first);
    replay(second);
    assert.equal(seen.all(), 2);
  });
});
