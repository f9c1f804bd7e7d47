// A headless Firefox with a fresh profile, driven through its own WebDriver, Marionette: no other program is needed.
import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findFirefox } from "../../../../www/tools/browsers.mjs";
import { eventually } from "./processes.mjs";
import { pageBehind } from "./webdriver.mjs";

/** Any free port; and nothing that would make the browser itself talk to a network. */
const PREFERENCES = {
  "marionette.port": 0,
  "remote.prefs.recommended": true,
  "app.normandy.enabled": false,
  "app.update.disabledForTesting": true,
  "browser.safebrowsing.update.enabled": false,
  "datareporting.policy.dataSubmissionEnabled": false,
  "network.captive-portal-service.enabled": false,
  "network.connectivity-service.enabled": false,
  "services.settings.server": "data:,#remote-settings-dummy/v1",
};

export async function startFirefox() {
  const program = findFirefox();
  if (!program) throw new Error("Firefox is missing; run: npm --prefix www run test:browser");
  const profile = await mkdtemp(join(tmpdir(), "firefox-"));
  const lines = Object.entries(PREFERENCES).map(
    ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`,
  );
  await writeFile(join(profile, "user.js"), lines.join(""));
  const args = ["--marionette", "--headless", "--no-remote", "--profile", profile];
  const browser = spawn(program, args, { stdio: "ignore", env: { ...process.env, HOME: profile } });
  const ended = new Promise((resolve) => browser.once("exit", resolve));
  const stop = () => browser.kill("SIGKILL");
  process.once("exit", stop);
  const port = await eventually("Firefox", async () =>
    Number(await readFile(join(profile, "MarionetteActivePort"), "utf8")),
  );
  const { call, hangUp } = await dial(port);
  const send = async (command, parameters) => {
    const value = await call(`WebDriver:${command}`, parameters);
    return value && "value" in value ? value.value : value;
  };
  const { capabilities } = await send("NewSession", { capabilities: {} });
  const close = async () => {
    await call("Marionette:Quit", { flags: ["eForceQuit"] }).catch(() => {});
    hangUp();
    stop();
    await ended;
    process.off("exit", stop);
    await rm(profile, { recursive: true, force: true });
  };
  return { version: capabilities.browserVersion, page: pageBehind(send), close };
}

/** Marionette's messages, each behind its length: `12:[0,1,"…",{}]`. */
async function dial(port) {
  const socket = connect(port, "127.0.0.1");
  const waiting = new Map();
  let unread = Buffer.alloc(0);
  let count = 0;
  const drop = (why) => {
    for (const { reject } of waiting.values()) reject(new Error(why));
    waiting.clear();
  };
  const receive = (message) => {
    // The first is a greeting.
    if (!Array.isArray(message)) return;
    const [, id, error, value] = message;
    const { resolve, reject } = waiting.get(id);
    waiting.delete(id);
    if (error) reject(new Error(`${error.error}: ${error.message}`));
    else resolve(value);
  };
  socket.on("error", ({ message }) => drop(message));
  socket.on("close", () => drop("Firefox hung up"));
  socket.on("data", (chunk) => {
    unread = Buffer.concat([unread, chunk]);
    for (;;) {
      const begin = unread.indexOf(":") + 1;
      const end = begin + Number(unread.subarray(0, Math.max(begin - 1, 0)));
      if (begin === 0 || unread.length < end) return;
      const message = JSON.parse(unread.subarray(begin, end));
      unread = unread.subarray(end);
      receive(message);
    }
  });
  await new Promise((resolve, reject) => socket.once("connect", resolve).once("error", reject));
  const call = (command, parameters) =>
    new Promise((resolve, reject) => {
      count += 1;
      waiting.set(count, { resolve, reject });
      const text = JSON.stringify([0, count, command, parameters]);
      socket.write(`${Buffer.byteLength(text)}:${text}`);
    });
  return { call, hangUp: () => socket.destroy() };
}
