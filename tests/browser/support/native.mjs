// What the native program says about the same answers, and what it seals and opens.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pkg, root, toolEnv } from "../../../www/tools/paths.mjs";
import { TRIAL } from "./words.mjs";

/** The result that the native program prints for a result's own answers, where they come from, day, audience and anchors. */
export function screen({ answers, provenance, assessed_on: date, audience, anchors = {} }) {
  const fixed = Object.entries(anchors).flatMap(([name, day]) => ["--anchor", `${name}=${day}`]);
  const args = ["screen", join(pkg, TRIAL), "--date", date, "--audience", audience, ...fixed];
  return tool(args, `${JSON.stringify({ ...answers, provenance })}\n`).trimEnd();
}

/** A site's new key, as `prescreener keygen` makes it: its file's text (`file`), and what that holds (`id`, `public`, `private`). */
export function newKey() {
  return inFolder((path) => {
    tool(["keygen", path]);
    const file = readFileSync(path, "utf8");
    return { file, ...JSON.parse(file) };
  });
}

/** Any text, sealed for a key: letters. */
export const seal = (key, text) => tool(["seal", "--to", key.public], text).trim();

/** What a link or letters hold that were sealed for a key, with all that follows from it. */
export const open = (key, letters) =>
  inFolder((path) => {
    writeFileSync(path, key.file);
    return tool(["open", "--key", path, join(pkg, TRIAL)], letters);
  });

/** Gives a path in a folder that is gone afterwards. */
function inFolder(fn) {
  const folder = mkdtempSync(join(tmpdir(), "prescreener-key-"));
  try {
    return fn(join(folder, "site.key"));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

let built = false;
/** Where the tool is, compiled once. */
export function builtTool() {
  if (!built) call("cargo", ["build", "--quiet", "--locked", "--bin", "prescreener"]);
  built = true;
  return join(root, "target", "debug", "prescreener");
}

function tool(args, input) {
  return call(builtTool(), args, input);
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
