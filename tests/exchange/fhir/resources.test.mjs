// The tool's output is FHIR R4, according to third-party models.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { examples, fhir, screen, validate } from "./tool.mjs";

test("the questionnaire is FHIR, for a clinic and for a participant", async () => {
  const both = await Promise.all(["clinic", "participant"].map((who) => fhir("questionnaire", ["--audience", who])));
  assert.deepEqual(await validate(both.join("")), { out: "2\n", err: "", code: 0 });
});

test("every example patient's response is FHIR", async () => {
  let people = 0;
  for (const { args, lines } of await examples()) {
    const responses = await fhir("response", args, lines);
    const count = lines.trim().split("\n").length;
    assert.deepEqual(await validate(responses), { out: `${count}\n`, err: "", code: 0 });
    people += count;
  }
  const trial = await readFile(new URL("../../../trials/nct07160205/trial.json", import.meta.url), "utf8");
  assert.equal(people, JSON.parse(trial).examples.length);
});

test("a referral is FHIR, whatever the verdict", async () => {
  const people = [
    { dmso_reaction: true },
    { date_of_birth: "2008-12-24", steroids: ["prednisone"], "steroid_dose.prednisone": { about: 20 } },
    { immunosuppressants: ["immunoglobulin"], lvef: { min: 40, max: 50 }, provenance: { lvef: "record" } },
  ];
  const results = await screen(["--date=2026-11-22"], people.map((one) => JSON.stringify(one)).join("\n"));
  const verdicts = results
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line).verdict);
  assert.deepEqual(verdicts, ["not_eligible", "not_yet", "incomplete"]);
  assert.deepEqual(await validate(await fhir("referral", [], results)), { out: "3\n", err: "", code: 0 });
});

test("the models refuse what is not FHIR", async () => {
  const bundle = JSON.parse(await fhir("referral", ["--date=2026-11-22"], "{}"));
  const part = (kind) => bundle.entry.map(({ resource }) => resource).find(({ resourceType }) => resourceType === kind);
  const broken = [
    [part("ResearchSubject"), "individual", undefined],
    [part("Observation"), "code", undefined],
    [part("QuestionnaireResponse"), "status", "done"],
    [part("QuestionnaireResponse"), "verdict", "incomplete"],
  ].map(([resource, key, value]) => JSON.stringify({ ...resource, [key]: value }));
  const { out, err, code } = await validate(broken.join("\n"));
  assert.deepEqual([out, code], ["0\n", 1]);
  for (const line of [1, 2, 3, 4]) assert.match(err, new RegExp(`^line ${line}: `, "m"));
});
