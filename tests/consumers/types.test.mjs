// The published types, as TypeScript resolves them, held against the very JSON that the engine's own tests hold.
import assert from "node:assert/strict";
import { cp, mkdir, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import test from "node:test";
import { consumers, root } from "../../www/tools/paths.mjs";
import { run } from "../../www/tools/run.mjs";
import { install, output, packageFolder } from "./support/package.mjs";

const folder = join(output, "types");
const golden = async (path) => JSON.parse(await readFile(join(root, "tests", "data", "golden", path), "utf8"));

/** Each way of finding the types, with the files that a project of that kind has. */
const KINDS = {
  nodenext: { module: "nodenext", moduleResolution: "nodenext", lib: ["ES2022", "ESNext.Disposable", "DOM"] },
  bundler: { module: "esnext", moduleResolution: "bundler", lib: ["ES2022", "DOM"], jsx: "react-jsx" },
};
const FILES = { nodenext: ["node.ts", "golden.ts"], bundler: ["page.ts", "page.tsx", "golden.ts"] };

const line = (type, value) => `check<${type}>(${JSON.stringify(value)});`;
const refused = (type, value) => `// @ts-expect-error\n${line(type, value)}`;

/** A result with something wrong at each place that the types speak of. */
function damaged(result) {
  const [first, ...others] = result.criteria;
  const { exact, ...without } = result;
  const [[score, points]] = Object.entries(result.scores);
  return [
    without,
    { ...result, more: 1 },
    { ...result, verdict: "eligible" },
    { ...result, verdict: "not_yet" },
    { ...result, eligible_from: "2027-01-03" },
    { ...result, audience: "doctor" },
    { ...result, schema: "prescreener/result/2" },
    { ...result, answers: { lvef: null } },
    { ...result, provenance: { lvef: "doctor" } },
    { ...result, scores: { [score]: { ...points, min: 1 } } },
    ...[{ status: "perhaps" }, { kind: "other" }, { judged_by: "me" }, { open: [] }, { because: undefined }].map(
      (wrong) => ({ ...result, criteria: [{ ...first, ...wrong }, ...others] }),
    ),
  ];
}

async function write() {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await symlink(join(consumers, "node_modules"), join(folder, "node_modules"));
  await cp(join(consumers, "types"), folder, { recursive: true });
  const results = await Promise.all(
    (await readdir(join(root, "tests", "data", "golden", "results"))).map((name) => golden(`results/${name}`)),
  );
  const decided = results.find(({ verdict, provenance }) => verdict === "potentially_eligible" && provenance);
  assert.equal(decided.criteria[0].status, "met");
  const { questions, ...trial } = await golden("trial.json");
  const { rejected } = await golden("rejected.json");
  const lines = [
    'import type { Answers, Question, Rejection, Result, Trial } from "prescreener";',
    "declare function check<T>(value: T): void;",
    ...results.flatMap((result) => [line("Result", result), line("Answers", result.answers)]),
    ...damaged(decided).map((result) => refused("Result", result)),
    ...questions.flatMap((question) => [line("Question", question), refused("Question", { ...question, more: 1 })]),
    line("Trial", trial),
    line("readonly Rejection[]", rejected),
  ];
  await writeFile(join(folder, "golden.ts"), `${lines.join("\n")}\n`);
  const elements = await readFile(join(packageFolder, "custom-elements.json"), "utf8");
  const manifest = `import type { Package } from "custom-elements-manifest";\nexport const manifest: Package = ${elements};\n`;
  await writeFile(join(folder, "manifest.ts"), manifest);
}

test("the published types", async (t) => {
  await install();
  await write();
  await writeFile(join(folder, "package.json"), '{ "type": "module" }');
  for (const [kind, options] of Object.entries(KINDS)) {
    await t.test(`fit what is written and read, where they are resolved for ${kind}`, async () => {
      const strict = { target: "ES2022", strict: true, noEmit: true, exactOptionalPropertyTypes: true, types: [] };
      const project = join(folder, `${kind}.json`);
      const files = kind === "bundler" ? [...FILES[kind], "manifest.ts"] : FILES[kind];
      await writeFile(project, JSON.stringify({ compilerOptions: { ...strict, ...options }, files }));
      await run("tsc", ["--project", project], { show: "none" }).catch((error) => assert.fail(error.output));
    });
  }
});
