// What is not of its form is refused, at the place where it is wrong; and answers that are refused, the engine refuses too.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { tool } from "../fhir/tool.mjs";
import { json, refusals, TRIAL } from "./schemas.mjs";

let refused;
const forms = {};

before(async () => {
  refused = await refusals();
  const result = await json("tests/data/golden/results/not_yet.json");
  const languages = { en: `sha256:${"0".repeat(64)}` };
  const approval = { board: "Board", number: "1", on: "2026-01-15", expires: "2027-01-14", languages };
  Object.assign(forms, {
    trial: { ...(await json(TRIAL)), approval, sites: await json("tests/data/sites/made_up.json") },
    instrument: await json("trials/instruments/eular_acr_2017/instrument.json"),
    texts: await json("trials/nct07160205/es.json"),
    sites: await json("tests/data/sites/made_up.json"),
    description: await json("tests/data/golden/trial.json"),
    result,
    referral: { schema: "prescreener/referral/1", id: "R1", shares: "answers", result },
    rejection: { schema: "prescreener/rejection/1", line: 1, rejected: [{ question: "", reason: "is not JSON" }] },
    key: { schema: "prescreener/key/1", id: "k", public: `${"A".repeat(42)}A`, private: `${"B".repeat(42)}E` },
    approval,
    answers: { lvef: { about: 60 }, provenance: { lvef: "record" } },
    review: { status: "draft", note: "by nobody", texts: { "trial.name": "reviewed" } },
  });
});

const GONE = Symbol("gone");
const first = (list, fits) => list.findIndex(fits);
const question = (type) => (trial) => ["questions", first(trial.questions, (one) => one.type === type)];
const criterion = (fits) => (trial) => ["criteria", first(trial.criteria, fits)];
const judged = (status) => (result) => ["criteria", first(result.criteria, (one) => one.status === status)];
const of =
  (where, ...more) =>
  (whole) => [...where(whole), ...more];

/** The form; the path, or how to find it; what stands there instead. */
const TABLE = [
  ["trial", ["colour"], "red"],
  ["trial", ["registry"], GONE],
  ["trial", ["schema"], "prescreener/trial/2"],
  ["trial", ["version"], 1],
  ["trial", ["registry", "updated"], GONE],
  ["trial", ["registry", "record"], { otherModule: {} }],
  ["trial", ["recruitment", "status"], "open"],
  ["trial", ["recruitment", "on"], "2026-13-01"],
  ["trial", ["recruitment", "source"], []],
  ["trial", ["approval", "on"], "15 January 2026"],
  ["trial", ["approval", "languages"], {}],
  ["trial", ["approval", "languages", "en"], "sha256:0"],
  ["trial", ["approval", "languages", "English"], `sha256:${"0".repeat(64)}`],
  ["trial", ["referral", "most"], "all"],
  ["trial", ["referral", "receiver"], "http://site.example/"],
  ["trial", ["referral", "site_key"], "short"],
  ["trial", ["sites", 0, "source"], GONE],
  ["trial", ["sites", 0, "longitude"], GONE],
  ["trial", ["sites", 0, "latitude"], 91],
  ["trial", ["sites", 0, "town"], " "],
  ["trial", ["sources", 0, "titel"], "x"],
  ["trial", ["anchors", 1, "days"], [14]],
  ["trial", ["questions", 0, "id"], "Upper"],
  ["trial", ["questions", 0, "type"], "text"],
  ["trial", ["questions", 0, "intimacy"], 3],
  ["trial", of(question("choice"), "options"), ["one"]],
  ["trial", of(question("choice"), "exclusive"), ["none"]],
  ["trial", of(question("choice"), "frequencies"), [{ to: "5", share: "0.1" }]],
  ["trial", of(question("yes_no"), "frequencies"), { no: "0.1" }],
  ["trial", of(question("yes_no"), "options"), ["a", "b"]],
  ["trial", of(question("date"), "earliest"), "1900"],
  ["trial", of(question("date"), "earliest"), GONE],
  ["trial", of(question("date"), "frequencies"), [{ within: "soon", share: "0.1" }]],
  ["trial", of(question("number"), "min"), GONE],
  ["trial", of(question("number"), "max"), 5.5],
  ["trial", of(question("number"), "decimals"), 7],
  ["trial", of(question("number"), "unit"), "mg per day"],
  ["trial", ["values", 0, "rule"], true],
  ["trial", ["implied", 0, "source"], GONE],
  ["trial", ["criteria", 0, "kind"], "inclusive"],
  [
    "trial",
    of(
      criterion(({ judged_by }) => judged_by === "participant"),
      "rule",
    ),
    GONE,
  ],
  [
    "trial",
    of(
      criterion(({ strength }) => strength === "binding"),
      "confidence",
    ),
    "inferred",
  ],
  ["trial", ["criteria", 0, "stands_for"], "1"],
  ["trial", ["examples", 0, "on"], "2026-02-32"],
  ["trial", ["examples", 0, "verdict"], "eligible"],
  ["trial", ["examples", 0, "answers", "lvef"], { about: 1, min: 2 }],
  ["trial", ["examples", 0, "answers", "lvef"], { lvef: "person" }],
  ["answers", ["provenance"], { lvef: "doctor" }],
  ["answers", ["lvef"], {}],
  ["instrument", ["criteria"], []],
  ["instrument", ["scores", 0, "columns"], []],
  ["instrument", ["scores", 0, "items", 0, "points"], "2"],
  ["instrument", ["scores", 0, "subgroups", "when"], GONE],
  ["texts", ["texts", "trial.name"], ""],
  ["texts", ["texts", "trial.name"], "<b>bold</b>"],
  ["texts", ["review", "status"], "final"],
  ["texts", ["review", "note"], GONE],
  ["review", ["by"], "nobody"],
  ["approval", ["expires"], GONE],
  ["sites", [0, "street"], "x"],
  ["description", ["digest"], "0"],
  ["description", ["questions", 0, "asked_of"], "doctor"],
  ["result", ["schema"], "prescreener/result/0"],
  ["result", ["verdict"], "eligible"],
  ["result", ["eligible_from"], GONE],
  ["result", ["exact"], "true"],
  ["result", ["name"], "Somebody"],
  ["result", of(judged("not_met"), "because"), GONE],
  ["result", of(judged("unknown"), "because"), []],
  ["result", of(judged("unknown"), "open"), GONE],
  ["result", ["scores", "eular_acr_2017", "min"], 5.5],
  ["result", ["answers", "lvef"], { unknown: false }],
  ["result", ["provenance"], { lvef: "hearsay" }],
  ["referral", ["shares"], "verdict"],
  ["referral", ["shares"], "everything"],
  ["referral", ["result", "answers"], GONE],
  ["rejection", ["line"], 0],
  ["rejection", ["rejected"], []],
  ["key", ["private"], "short"],
  ["key", ["public"], GONE],
];

/** A copy of a value, with another at a path. */
function changed(value, [key, ...rest], to) {
  const copy = Array.isArray(value) ? [...value] : { ...value };
  if (rest.length > 0) copy[key] = changed(copy[key], rest, to);
  else if (to === GONE) delete copy[key];
  else copy[key] = to;
  return copy;
}

test("every form is good before it is changed", () => {
  for (const [name, value] of Object.entries(forms)) assert.deepEqual(refused(name, value), [], name);
  for (const name of Object.keys(forms))
    assert.ok(
      TABLE.some(([form]) => form === name),
      name,
    );
});

test("what is not of its form is refused where it is wrong", () => {
  assert.ok(TABLE.length >= 40);
  for (const [name, where, to] of TABLE) {
    const path = typeof where === "function" ? where(forms[name]) : where;
    assert.ok(!path.includes(-1), `${name}: ${path}`);
    const told = refused(name, changed(forms[name], path, to));
    const around = `/${path.slice(0, -1).join("/")}`.replace(/\/$/, "");
    assert.ok(told.length > 0, `${name}: ${path.join(".")} is taken`);
    assert.ok(
      told.some((one) => one.startsWith(around)),
      `${name}: ${path.join(".")}: ${told.join("\n")}`,
    );
  }
});

/** Answers that are none for this trial. */
const ANSWERS = [
  { nobody: true },
  { can_attend_visits: "yes" },
  { can_attend_visits: 1 },
  { can_attend_visits: { unknown: false } },
  { can_attend_visits: { declined: true, unknown: true } },
  { diagnosis: "lupus" },
  { diagnosis: ["dermatomyositis"] },
  { steroids: [] },
  { steroids: "prednisone" },
  { steroids: ["prednisone", "none"] },
  { steroids: ["only_local", "none"] },
  { steroids: ["prednisolon"] },
  { steroid_dose: 5 },
  { "steroid_dose.none": 5 },
  { "steroid_dose.prednisone": 2001 },
  { lvef: 0.6 },
  { lvef: true },
  { lvef: "60%" },
  { lvef: { about: "near" } },
  { lvef: { min: 50 } },
  { lvef: { min: 50, max: 101 } },
  { onset_age: 38.5 },
  { onset_age: "38.5" },
  { date_of_birth: 1980 },
  { date_of_birth: "1980-13" },
  { date_of_birth: "1980-3-5" },
  { date_of_birth: "5 March 1980" },
  { provenance: { lvef: "hearsay" } },
  { provenance: { nobody: "person" } },
  [],
];

test("answers that the schema refuses, the engine refuses", async () => {
  for (const answers of ANSWERS) assert.notDeepEqual(refused("trial_answers", answers), [], JSON.stringify(answers));
  const lines = ANSWERS.map((answers) => JSON.stringify(answers)).join("\n");
  const { out } = await tool(["screen", TRIAL, "--date=2026-11-22"], lines);
  const told = out.trim().split("\n").map(JSON.parse);
  assert.equal(told.length, ANSWERS.length);
  for (const [place, { schema }] of told.entries()) {
    assert.equal(schema, "prescreener/rejection/1", JSON.stringify(ANSWERS[place]));
  }
});
