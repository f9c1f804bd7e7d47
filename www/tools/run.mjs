// Runs other programs: with their output on screen, or captured and shown only when they fail.
import { spawn } from "node:child_process";
import { root, toolEnv } from "./paths.mjs";

/** A failure whose message already says what to do; it needs no stack trace. */
export class Trouble extends Error {}

/** How cargo, rustup, npm and apt say that there is no way out. */
const NETWORK =
  /could(n't| not) (resolve|connect|download)|failed to connect|network|ENOTFOUND|EAI_AGAIN|ECONN|ETIMEDOUT|timed out|temporary failure|config\.json failed/i;

/**
 * Runs a program and resolves with what it printed.
 * `show`: "all" leaves the terminal to the program, "tee" also remembers its stderr, "none" only captures.
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
    const fail = (why) => {
      const unseen = show === "none" ? output : "";
      reject(Object.assign(new Trouble(why), { output, unseen, offline: NETWORK.test(output) }));
    };
    child.on("error", (error) => fail(error.code === "ENOENT" ? `${command} is not installed` : error.message));
    child.on("close", (code, signal) => {
      if (code === 0) resolve(output);
      else fail(`${[command, ...args].join(" ")} ended with ${signal ?? `exit code ${code}`}`);
    });
  });
}

/** What a program prints, trimmed, or undefined when it is missing or fails. */
export async function ask(command, args) {
  try {
    return (await run(command, args, { show: "none" })).trim();
  } catch {
    return undefined;
  }
}

/** Turns a failed installation into one line that says how to mend it. */
export function explain(error, what, byHand) {
  const cause = error.offline ? "cannot reach the package registries" : `${what} could not be installed`;
  const tail = error.unseen ? `\n${error.unseen.trim().split("\n").slice(-8).join("\n")}` : "";
  return new Trouble(`${cause}; install ${what} by hand: ${byHand}${tail}`);
}
