// What the native program says about the same answers.
import { spawnSync } from "node:child_process";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pkg, root, toolEnv } from "../../../www/tools/paths.mjs";
import { TRIAL } from "./words.mjs";

let built = false;

/** The result that the native program prints for a result's own answers, where they come from, day, audience and anchors. */
export function screen({ answers, provenance, assessed_on: date, audience, anchors = {} }) {
  if (!built) call("cargo", ["build", "--quiet", "--locked", "--bin", "prescreener"]);
  built = true;
  const fixed = Object.entries(anchors).flatMap(([name, day]) => ["--anchor", `${name}=${day}`]);
  const args = ["screen", join(pkg, TRIAL), "--date", date, "--audience", audience, ...fixed];
  return call(
    join(root, "target", "debug", "prescreener"),
    args,
    `${JSON.stringify({ ...answers, provenance })}\n`,
  ).trimEnd();
}

/** A site's keys: the public `key`, and what opens a link or letters that were sealed for it. */
export async function keyPair() {
  if (!built) call("cargo", ["build", "--quiet", "--locked", "--bin", "prescreener"]);
  built = true;
  const file = join(await mkdtemp(join(tmpdir(), "key-")), "key.json");
  const tool = join(root, "target", "debug", "prescreener");
  const key = call(tool, ["keygen", file]).trim();
  return { key, file, open: (letters) => call(tool, ["open", "--key", file], letters) };
}

function call(command, args, input) {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd: root,
    env: toolEnv,
    input,
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`${command} ${args.join(" ")} failed: ${error ?? stderr}`);
  return stdout;
}
