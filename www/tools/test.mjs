// npm test: everything that CI runs, or one part of it: quick, engine, types, browser, consumers, fhir, schema, sealing.
import { readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { buildSteps, sizeStep } from "./build.mjs";
import { browserTests, consumers, fhirTests, published, schemaTests, sealingTests, www } from "./paths.mjs";
import { run } from "./run.mjs";
import { setUp } from "./setup.mjs";
import { WASM_TARGET } from "./setup_rust.mjs";
import { runSteps } from "./steps.mjs";

const cargo = (...args) => run("cargo", args, { env: { RUSTDOCFLAGS: "-D warnings" } });
const setUpStep = (...needs) => ["Set up", () => setUp(...needs)];

const clippy = (...args) => cargo("clippy", "--locked", ...args, "--", "-D", "warnings");

const browserClippy = (feature) =>
  clippy("--lib", "--no-default-features", "--features", feature, "--target", WASM_TARGET);

const fastest = ["boundaries", "eular_acr_2017", "stable_doses", "steroids"];

const engine = [
  ["Rust format", () => cargo("fmt", "--all", "--check")],
  ["Rust lints", () => clippy("--all-targets")],
  ["Rust lints, the widget", () => browserClippy("widget")],
  ["Rust lints, the compiler in the browser", () => browserClippy("author")],
  ["Rust lints, referrals in the browser", () => browserClippy("referral")],
  ["Rust tests", () => cargo("test", "--locked")],
  ["Speed and scale", () => cargo("test", "--locked", "--release", "--test", "scale", "--", "--test-threads", "1")],
  ["Rust documentation", () => cargo("doc", "--locked", "--no-deps", "--lib")],
];
/** The checks that find most in the least time. */
const quick = [
  ["Rust format", () => cargo("fmt", "--all", "--check")],
  ["Rust lints", () => clippy("--lib", "--bins")],
  ["Unit tests, and the laws of the sources", () => cargo("test", "--locked", "--lib", "--test", "source")],
  ["The fastest tests of the engine", () => cargo("test", "--locked", "--test", "engine", "--", ...fastest)],
];
const checkStyle = () =>
  run(
    "biome",
    [
      "check",
      "--error-on-warnings",
      ...published,
      "demo",
      "tools",
      "types",
      ...["browser", "consumers", "exchange"].map((name) => `../tests/${name}`),
    ],
    { cwd: www },
  );
const types = [
  ["TypeScript types", () => run("tsc", ["--project", join(www, "tsconfig.json")])],
  ["TypeScript and JavaScript format and lints", checkStyle],
];
/** What compares times, or starts several browsers, runs alone; of the rest two at a time, as each mostly waits for its browser. */
const ALONE = ["speed.test.mjs", "engines.test.mjs"];
const browser = [
  ["Browser tests", () => runTests(browserTests, (name) => !ALONE.includes(basename(name)), "--test-concurrency=2")],
  ["Browser tests that run alone", () => runTests(browserTests, (name) => ALONE.includes(basename(name)))],
];
// One after the other: all use the same installed package.
const packaged = [["Consumers of the package", () => runTests(consumers, () => true, "--test-concurrency=1")]];

const fhir = [["FHIR", () => runToolTests(fhirTests)]];
const schema = [["JSON Schemas, by another validator", () => runToolTests(schemaTests)]];
const sealing = [["Sealing, with another implementation", () => runToolTests(sealingTests)]];

const isTest = (name) => name.endsWith(".test.mjs") && !name.includes("node_modules");

async function runTests(folder, wanted = () => true, ...options) {
  const all = (await readdir(folder, { recursive: true })).filter(isTest);
  const files = all.filter(wanted).sort();
  await run("node", ["--test", "--test-reporter=spec", ...options, ...files.map((name) => join(folder, name))]);
}

async function runToolTests(folder) {
  // With the profile of the Rust tests, which have compiled the tool already.
  await cargo("build", "--locked", "--profile", "test", "--bin", "prescreener");
  await runTests(folder);
}

// The types need a build, which generates the engine's types.
const suites = {
  all: [
    setUpStep("build", "packages", "lints", "browser", "consumers", "fhir", "schema", "sealing"),
    ...engine,
    ...buildSteps,
    sizeStep,
    ...types,
    ...fhir,
    ...schema,
    ...sealing,
    ...browser,
    ...packaged,
  ],
  quick: [setUpStep("lints"), ...quick],
  engine: [setUpStep("lints"), ...engine],
  types: [setUpStep("build", "packages"), ...buildSteps, ...types],
  schema: [setUpStep("schema"), ...schema],
  sealing: [setUpStep("sealing"), ...sealing],
  fhir: [setUpStep("build", "packages", "browser", "fhir"), ...fhir],
  browser: [setUpStep("build", "packages", "browser"), ...buildSteps, ...browser],
  consumers: [setUpStep("build", "packages", "browser", "consumers"), ...buildSteps, ...packaged],
};

const name = process.argv[2] ?? "all";
if (!suites[name]) {
  console.error(`There is no test suite "${name}"; there are: ${Object.keys(suites).join(", ")}`);
  process.exit(2);
}
await runSteps(suites[name]);
