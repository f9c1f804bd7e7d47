// Runs other programs, with their output on screen, or captured and shown only if they fail.
import { spawn } from "node:child_process";
import { root, toolEnv } from "./paths.mjs";

/** A failure whose message states what to do; it needs no stack trace. */
export class Trouble extends Error {}

/** The messages of cargo, rustup, npm and apt about a missing network. */
const NETWORK =
  /could(n't| not) (resolve|connect|download)|failed to connect|network|ENOTFOUND|EAI_AGAIN|ECONN|ETIMEDOUT|timed out|temporary failure|config\.json failed/i;

/**
 * Runs a program and resolves with its captured output.
 * `show`: "all" gives the terminal to the program, "tee" also captures its stderr, "none" only captures.
 */
export function run(command, args, { show = "all", cwd = root, env = {} } = {}) {
  const stdio = { all: "inherit", tee: ["inherit", "inherit", "pipe"], none: ["ignore", "pipe", "pipe"] }[show];
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, stdio, env: { ...toolEnv, ...env } });
    let output = "";
    child.stdout?.on("data", (chunk) => {
      output += chunk;
    });
    child.stderr?.on("data", (chunk) => {
      output += chunk;
      if (show === "tee") process.stderr.write(chunk);
    });
    const fail = (message) => {
      const unseen = show === "none" ? output : "";
      reject(Object.assign(new Trouble(message), { output, unseen, offline: NETWORK.test(output) }));
    };
    child.on("error", (error) => fail(error.code === "ENOENT" ? `${command} is not installed` : error.message));
    child.on("close", (code, signal) => {
      if (code === 0) resolve(output);
      else fail(`${[command, ...args].join(" ")} ended with ${signal ?? `exit code ${code}`}`);
    });
  });
}

/** Returns the output of a program, trimmed, or undefined if it is missing or fails. */
export async function ask(command, args) {
  try {
    return (await run(command, args, { show: "none" })).trim();
  } catch {
    return undefined;
  }
}

/** Converts a failed installation to an error that states how to install by hand. */
export function explain(error, what, byHand) {
  const cause = error.offline ? "cannot reach the package registries" : `${what} could not be installed`;
  const tail = error.unseen ? `\n${error.unseen.trim().split("\n").slice(-8).join("\n")}` : "";
  return new Trouble(`${cause}; install ${what} by hand: ${byHand}${tail}`);
}
