// A Chromium with a profile on the disk: to be killed in the middle of what it does, and to be searched for what was said.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { basics } from "./browser.mjs";

const FLAGS = ["--headless", "--no-default-browser-check", "--disable-extensions", "--disable-breakpad"];

/** A new folder for a profile, which is removed after the test. */
export async function newProfile(t) {
  const profile = await mkdtemp(join(tmpdir(), "prescreener-profile-"));
  t.after(async () => {
    for (const pid of await processesOf(profile)) end(pid);
    await rm(profile, { recursive: true, maxRetries: 20, retryDelay: 50 });
  });
  return profile;
}

/** Starts Chromium with the profile, at `url`. Gives `kill`, which ends it and all its processes as a power cut would. */
export function start(profile, url) {
  const { executablePath, args } = basics();
  // In a group of its own, so that all of it can be killed.
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

/** The processes that were started for this profile. */
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

/** Every file below a folder, as bytes. */
export async function filesBelow(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
  return Promise.all(files.map(async (file) => ({ file, bytes: await readFile(file) })));
}

/** Where one of the texts lies in one of the files, in any of the ways in which texts are written. */
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
 * Where in a profile, once its browser is closed, one of the `planted` texts lies: answers as they were given, and the letters that
 * carry them, a part of which is enough. Files that a person saved lie elsewhere.
 */
export async function left(profile, planted) {
  const parts = planted.flatMap((text) => (text.length > 200 ? [text.slice(100, 150), text.slice(-60, -10)] : [text]));
  return findings(await filesBelow(profile), parts).map((line) => line.replace(profile, ""));
}

/** What nobody may find of these answers: each that nothing else on the disk has, as it stands in JSON. */
export const planted = (answers) =>
  Object.entries(answers)
    .map(([key, said]) => `${JSON.stringify(key)}:${JSON.stringify(said)}`)
    .concat(Object.values(answers).filter((said) => /^\d{4}-\d\d-\d\d$/.test(said)));
