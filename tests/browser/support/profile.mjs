// A Chromium with a profile on the disk, to be killed in the middle of what it does.
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
