// Whatever is shipped or printed is of its schema.
import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { before, test } from "node:test";
import { examples, screen, tool } from "../fhir/tool.mjs";
import { files, json, refusals, schemas, TRIAL, validator } from "./schemas.mjs";

let refused;

before(async () => {
  refused = await refusals();
});

const good = (name, value, what) => assert.deepEqual(refused(name, value), [], what);

test("every schema is one of the dialect, and says what each key holds", async () => {
  let described = 0;
  for (const [name, schema] of Object.entries(await schemas())) {
    const ajv = validator();
    assert.ok(await ajv.validateSchema(schema), name);
    assert.equal(schema.$schema, "https://json-schema.org/draft/2020-12/schema");
    assert.match(schema.$id, /^urn:x-prescreener:schema:[\w:]+$/);
    assert.match(schema.title, /\w/);
    each(schema, (part) => {
      for (const [key, property] of Object.entries(part.properties ?? {})) {
        // Conditions name keys that are described elsewhere.
        if (typeof property === "boolean" || ["const", "enum"].includes(Object.keys(property).join())) continue;
        assert.match(property.description ?? "", /\w/, `${name}: ${key}`);
        described += 1;
      }
      // Only answers in general have keys that no schema knows.
      const open = part.properties?.provenance && part.additionalProperties?.anyOf;
      if (part.type === "object" && "properties" in part && !open) assert.equal(part.additionalProperties, false, name);
    });
  }
  assert.ok(described > 300, `${described}`);
});

test("every example in a schema is of its own kind", async () => {
  let count = 0;
  const ajv = validator();
  for (const [name, schema] of Object.entries(await schemas())) {
    each(schema, (part) => {
      if (!Array.isArray(part.examples)) return;
      // The forms that it refers to stand beside it.
      const refers = JSON.stringify(part).includes("$ref");
      const validate = ajv.compile({ ...part, ...(refers && { $defs: schema.$defs }) });
      for (const example of part.examples) {
        assert.ok(validate(example), `${name}: ${JSON.stringify(example)}: ${JSON.stringify(validate.errors)}`);
        count += 1;
      }
    });
  }
  assert.ok(count > 150, `${count}`);
});

/** Visits every part of a schema. */
function each(schema, visit) {
  if (typeof schema !== "object" || schema === null) return;
  if (!Array.isArray(schema)) visit(schema);
  for (const [key, part] of Object.entries(schema)) {
    const named = !Array.isArray(schema) && ["properties", "$defs"].includes(key);
    if (!Array.isArray(schema) && NO_SCHEMAS.includes(key)) continue;
    for (const inner of named ? Object.values(part) : [part]) each(inner, visit);
  }
}

/** Words of the dialect under which there is no schema. */
const NO_SCHEMAS = ["examples", "enum", "const", "required", "dependentRequired"];

test("every shipped file", async () => {
  const kinds = { trial: /(^|\/)trial\.json$/, instrument: /(^|\/)instrument\.json$/, texts: /(^|\/)[a-z]{2}\.json$/ };
  for (const [name, fits] of Object.entries(kinds)) {
    const folders =
      name === "texts" ? ["trials", "tests/data/definitions", "www/locales"] : ["trials", "tests/data/definitions"];
    const found = (await Promise.all(folders.map((folder) => files(folder, fits)))).flat();
    assert.ok(found.length > 3, name);
    for (const path of found) {
      const content = await json(path);
      good(name, content, path);
      good(name, { $schema: `../../www/schemas/${name}.json`, ...content }, path);
    }
  }
});

test("every golden file", async () => {
  const results = await files("tests/data/golden/results", /\.json$/);
  assert.ok(results.length > 5);
  for (const path of results) {
    const result = await json(path);
    good("result", result, path);
    const referral = { schema: "prescreener/referral/1", id: "R1", shares: "answers", result };
    good("referral", referral, path);
    const { criteria, to_confirm, conflicts, exact, scores, answers, provenance, ...verdict } = result;
    good("referral", { ...referral, shares: "verdict", result: verdict }, path);
    good("referral", { ...referral, shares: "open", result: { ...verdict, criteria, to_confirm } }, path);
    good("trial_answers", { ...answers, ...(provenance && { provenance }) }, path);
  }
  good("description", await json("tests/data/golden/trial.json"));
  const { rejected } = await json("tests/data/golden/rejected.json");
  good("rejection", { schema: "prescreener/rejection/1", line: 1, rejected });
});

test("the answers, results and rejections of all example patients", async () => {
  let people = 0;
  const kinds = new Set();
  for (const { args, lines } of await examples()) {
    const said = lines.trim().split("\n").map(JSON.parse);
    const told = (await screen(args, lines)).trim().split("\n").map(JSON.parse);
    assert.equal(told.length, said.length);
    for (const [place, answers] of said.entries()) {
      good("answers", answers);
      good("trial_answers", answers);
      good("result", told[place]);
      kinds.add(told[place].verdict);
      people += 1;
    }
    // The same people, each with an answer that cannot be taken.
    const bad = said.map((answers) => JSON.stringify({ ...answers, lvef: "much", nobody: true })).join("\n");
    const { out, code } = await tool(["screen", TRIAL, ...args], bad);
    assert.equal(code, 1);
    const rejections = out.trim().split("\n").map(JSON.parse);
    assert.equal(rejections.length, said.length);
    for (const rejection of rejections) good("rejection", rejection);
  }
  const torn = {
    date_of_birth: "1980",
    onset_age: 70,
    "steroid_dose.prednisone": 5,
    provenance: { onset_age: "record" },
  };
  const [result] = (await screen(["--date=2026-11-22"], JSON.stringify(torn)))
    .split("\n")
    .map((line) => line && JSON.parse(line));
  assert.ok(result.conflicts.length > 0);
  good("result", result);
  const trial = await json(TRIAL);
  assert.equal(people, trial.examples.length);
  assert.equal(kinds.size, 4);
});

test("a key, clinics, and the draft of a registry's record", async () => {
  const folder = await mkdtemp(join(tmpdir(), "prescreener-"));
  const file = join(folder, "site.key");
  assert.equal((await tool(["keygen", file])).code, 0);
  good("key", JSON.parse(await readFile(file, "utf8")));
  await rm(folder, { recursive: true });
  const sites = await json("tests/data/sites/made_up.json");
  good("sites", sites);
  good(
    "sites",
    sites.map(({ source, ...site }) => site),
  );
  const study = "tests/data/registry/nct07160205.json";
  good("trial", JSON.parse((await tool(["import", study])).out));
  good("texts", JSON.parse((await tool(["import", study, "--words"])).out));
});
