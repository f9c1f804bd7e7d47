// Plain JavaScript replaces WebAssembly where that is refused: every screen and every result must be the same, byte for
// byte. EVERYBODY=1 compares all example patients, which takes some minutes; without it, one in eight.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import test from "node:test";
import { pkg, root, work } from "../../../www/tools/paths.mjs";
import { launch, withPage } from "../support/browser.mjs";
import { compare, install, installHands, installInterview } from "../support/compare_engines.mjs";
import { TODAY } from "../support/study.mjs";
import { asks, TRIAL } from "../support/words.mjs";

const json = async (...path) => JSON.parse(await readFile(join(...path), "utf8"));

/** The definition's names for the findings of the score's published cases. */
const NAMES = {
  age_onset_years: "onset_age",
  prox_upper: "weakness_arms",
  prox_lower: "weakness_legs",
  legs_prox_weaker: "legs_proximal_weaker",
  enzymes: "muscle_enzymes_raised",
  bx_endomysial: "biopsy_endomysial",
  bx_perimysial: "biopsy_perimysial",
  bx_perifascicular: "biopsy_perifascicular_atrophy",
  bx_rimmed: "biopsy_rimmed_vacuoles",
};

function scored({ items, biopsy }) {
  const entries = Object.entries(items).map(([name, value]) => [NAMES[name] ?? name, value]);
  const answers = { ...Object.fromEntries(entries), muscle_biopsy: biopsy ? "report_known" : "none" };
  answers.onset_age = String(answers.onset_age);
  return { answers, assessed_on: TODAY };
}

const example = ({ answers, on, audience = "clinic", anchors = {} }) => ({
  answers,
  audience,
  anchors,
  assessed_on: on,
});

const everybody = Boolean(process.env.EVERYBODY);
const some = (list) => list.filter((_, index) => everybody || index % 8 === 1);

/** Returns a person who tries everything, in either language, in either order, at home or in a clinic. */
const wanderer = (_, seed) => ({
  seed,
  steps: 40,
  assessed_on: TODAY,
  language: ["en", "es"][seed % 2],
  order: ["definition", "shortest"][(seed >> 1) % 2],
  audience: ["participant", "clinic"][(seed >> 2) % 2],
});

const middle = (times) => times.sort((a, b) => a - b)[times.length >> 1];

test("the plain engine has the same screens and results as the WebAssembly engine", async (t) => {
  const browser = await launch();
  t.after(() => browser.close());
  const glue = await readFile(join(work, "engine", "engine.js"));
  const prepare = (page) =>
    page.route("**/glue.js", (route) => route.fulfill({ contentType: "text/javascript", body: glue }));
  await withPage({ browser, prepare, csp: "", path: "/index.css" }, async ({ page, url }) => {
    await page.evaluate(install, {
      glue: `${url}glue.js`,
      plain: `${url}pkg/engine_plain.js`,
      wasm: `${url}pkg/engine_bg.wasm`,
      trial: `${url}pkg/compiled/nct07160205/`,
      words: ["en", "es"],
      asks,
    });
    await page.evaluate(installHands);
    await page.evaluate(installInterview);
    const { examples } = await json(pkg, TRIAL);
    const cases = await json(root, "tests", "data", "cases", "eular_acr_2017.json");
    const people = {
      "the example patients": [some(examples.map(example)), 30],
      "the published cases of the score": [some(cases.map(scored)), 3],
      "people who try everything": [Array.from({ length: 12 }, wanderer), 4],
    };
    for (const [name, [list, least]] of Object.entries(people)) {
      await t.test(`for ${name}`, async () => {
        const began = performance.now();
        const { screens, verdicts, took, ...difference } = await page.evaluate(compare, list);
        assert.deepEqual(difference, {});
        const results = Object.values(verdicts).reduce((sum, count) => sum + count, 0);
        const seconds = ((performance.now() - began) / 1000).toFixed(0);
        t.diagnostic(`${list.length} of ${name}: ${screens} screens, ${results} results, ${seconds} s`);
        for (const [engine, times] of Object.entries(took)) {
          t.diagnostic(
            `  ${engine}: ${middle(times).toFixed(2)} ms an answer, ${times.at(-1).toFixed(1)} ms the slowest`,
          );
        }
        t.diagnostic(`  ${JSON.stringify(verdicts)}`);
        assert.ok(results >= least, `${results} results`);
      });
    }
  });
});
