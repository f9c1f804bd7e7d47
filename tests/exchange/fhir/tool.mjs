// Runs the command line tool and the validator.
import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { pythonFor, root } from "../../../www/tools/paths.mjs";

const TRIAL = "trials/nct07160205/trial.json";
const binary = join(root, "target", "debug", "prescreener");

/** Runs a program on a text and resolves with its output and exit code. */
function run(command, args, input = "") {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root });
    const ended = { out: "", err: "" };
    child.stdout.setEncoding("utf8").on("data", (text) => {
      ended.out += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text) => {
      ended.err += text;
    });
    child.on("error", reject);
    child.on("close", (code) => resolve({ ...ended, code }));
    child.stdin.on("error", () => {});
    child.stdin.end(input);
  });
}

/** Runs the tool, and resolves with what it said and how it ended. */
export const tool = (args, input) => run(binary, args, input);

async function good(args, input) {
  const { out, err, code } = await tool(args, input);
  if (code !== 0) throw new Error(`${args.join(" ")}: ${err}`);
  return out;
}

/** Returns the output of `prescreener fhir`. */
export const fhir = (what, args = [], input = "") => good(["fhir", what, TRIAL, ...args], input);

/** Returns the results of some people on a day, one per line. */
export const screen = (args, input) => good(["screen", TRIAL, ...args], input);

/** Returns the judgement of the third-party models on resources, one per line. */
export const validate = (lines) => run(pythonFor("fhir"), ["tests/exchange/fhir/validate.py"], lines);

/** Returns the example patients by their circumstances: the tool's arguments, and their answers, one per line. */
export async function examples() {
  const { examples } = JSON.parse(await readFile(join(root, TRIAL), "utf8"));
  const groups = new Map();
  for (const { on, audience = "clinic", anchors = {}, answers } of examples) {
    const fixed = Object.entries(anchors).map(([name, day]) => `--anchor=${name}=${day}`);
    const args = [`--date=${on}`, `--audience=${audience}`, ...fixed];
    const key = args.join(" ");
    groups.set(key, { args, lines: `${groups.get(key)?.lines ?? ""}${JSON.stringify(answers)}\n` });
  }
  return [...groups.values()];
}
