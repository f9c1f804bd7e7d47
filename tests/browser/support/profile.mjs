// A Chromium with a profile on disk, to be killed at any moment and searched for answers.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { basics } from "./browser.mjs";

const FLAGS = ["--headless", "--no-default-browser-check", "--disable-extensions", "--disable-breakpad"];

/** Creates a folder for a profile, which is removed after the test. */
export async function newProfile(t) {
  const profile = await mkdtemp(join(tmpdir(), "prescreener-profile-"));
  t.after(async () => {
    for (const pid of await processesOf(profile)) end(pid);
    await rm(profile, { recursive: true, maxRetries: 20, retryDelay: 50 });
  });
  return profile;
}

/**
 * Starts Chromium with the profile, at `url`. Returns `kill`, which ends it and all its processes as a power failure
 * would.
 */
export function start(profile, url) {
  const { executablePath, args } = basics();
  // In a process group of its own, so that all of it can be killed.
  const child = spawn(executablePath, [...args, ...FLAGS, `--user-data-dir=${profile}`, url], {
    detached: true,
    stdio: "ignore",
  });
  const exit = once(child, "exit");
  const kill = async () => {
    end(-child.pid);
    await exit;
    for (let rest = await processesOf(profile); rest.length > 0; rest = await processesOf(profile)) {
      for (const pid of rest) end(pid);
      await wait(5);
    }
  };
  return { kill };
}

function end(pid) {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    if (error.code !== "ESRCH") throw error;
  }
}

/** Returns the processes that were started for this profile. */
async function processesOf(profile) {
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name)).map(Number);
  const found = await Promise.all(
    pids.map(async (pid) => {
      const line = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
      return line.includes(profile) ? [pid] : [];
    }),
  );
  return found.flat();
}

/** Returns every file below a folder, as bytes. */
export async function filesBelow(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
  return Promise.all(files.map(async (file) => ({ file, bytes: await readFile(file) })));
}

/** Returns where one of the texts occurs in one of the files, in any encoding. */
export function findings(files, texts) {
  const patterns = texts.flatMap((text) => {
    const wide = Buffer.from(text, "utf16le");
    return Object.entries({
      utf8: Buffer.from(text),
      latin1: Buffer.from(text, "latin1"),
      utf16le: wide,
      utf16be: Buffer.from(wide).swap16(),
      percent: Buffer.from(encodeURIComponent(text)),
      base64: Buffer.from(Buffer.from(text).toString("base64").slice(0, -4)),
    });
  });
  const hits = ({ file, bytes }) =>
    patterns.filter(([, pattern]) => bytes.includes(pattern)).map(([coding]) => `${coding} ${file}`);
  return files.flatMap(hits);
}

/**
 * Returns where one of the `planted` texts occurs in a profile whose browser is closed: answers as given, and the
 * payloads that carry them, of which a part is enough. Saved files lie elsewhere.
 */
export async function left(profile, planted) {
  const parts = planted.flatMap((text) => (text.length > 200 ? [text.slice(100, 150), text.slice(-60, -10)] : [text]));
  return findings(await filesBelow(profile), parts).map((line) => line.replace(profile, ""));
}

/** Returns what must not be found of these answers: parts of their JSON that nothing else on the disk contains. */
export const planted = (answers) =>
  Object.entries(answers)
    .map(([key, said]) => `${JSON.stringify(key)}:${JSON.stringify(said)}`)
    .concat(Object.values(answers).filter((said) => /^\d{4}-\d\d-\d\d$/.test(said)));
