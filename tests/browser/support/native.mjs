// What the native program computes from the same answers, and what it seals and opens.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pkg, root, toolEnv } from "../../../www/tools/paths.mjs";
import { TRIAL } from "./words.mjs";

/**
 * Returns the result that the native program prints for a result's own answers, provenance, day, audience and anchors.
 */
export function screen({ answers, provenance, assessed_on: date, audience, anchors = {} }) {
  const fixed = Object.entries(anchors).flatMap(([name, day]) => ["--anchor", `${name}=${day}`]);
  const args = ["screen", join(pkg, TRIAL), "--date", date, "--audience", audience, ...fixed];
  return tool(args, `${JSON.stringify({ ...answers, provenance })}\n`).trimEnd();
}

/**
 * Makes a site's new key with `prescreener keygen`: its file's text (`file`), and its parts (`id`, `public`,
 * `private`).
 */
export function newKey() {
  return inFolder((path) => {
    tool(["keygen", path]);
    const file = readFileSync(path, "utf8");
    return { file, ...JSON.parse(file) };
  });
}

/** Seals any text for a key; returns the encoded payload. */
export const seal = (key, text) => tool(["seal", "--to", key.public], text).trim();

/** Opens a link or payload that was sealed for a key, and returns its content with everything derived from it. */
export const open = (key, payload) =>
  inFolder((path) => {
    writeFileSync(path, key.file);
    return tool(["open", "--key", path, join(pkg, TRIAL)], payload);
  });

/** Runs with a path in a temporary folder. */
function inFolder(fn) {
  const folder = mkdtempSync(join(tmpdir(), "prescreener-key-"));
  try {
    return fn(join(folder, "site.key"));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

let built = false;
/** Returns the path of the tool, compiled once. */
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
