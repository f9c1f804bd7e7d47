// WebKitGTK's small browser with a fresh profile, on a screen that nobody sees, driven through its own WebDriver.
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findWebKit } from "../../../../www/tools/browsers.mjs";
import { eventually } from "./processes.mjs";
import { pageBehind } from "./webdriver.mjs";

/** How the commands travel: each a method and a path. */
const COMMANDS = {
  Navigate: ["POST", "/url"],
  ExecuteScript: ["POST", "/execute/sync"],
  PerformActions: ["POST", "/actions"],
  TakeScreenshot: ["GET", "/screenshot"],
  SetWindowRect: ["POST", "/window/rect"],
  GetComputedRole: ["GET", "/element/{id}/computedrole"],
  GetComputedLabel: ["GET", "/element/{id}/computedlabel"],
  DeleteSession: ["DELETE", ""],
};

export async function startWebKit() {
  const programs = findWebKit();
  if (!programs) throw new Error("WebKitGTK is missing; run: npm --prefix www run test:browser");
  const home = await mkdtemp(join(tmpdir(), "webkit-"));
  const started = [];
  const stop = () => {
    for (const child of started) child.kill();
  };
  process.once("exit", stop);
  const start = (program, args, stdio, env) => {
    const child = spawn(program, args, { stdio, env: { ...process.env, HOME: home, XDG_CACHE_HOME: home, ...env } });
    started.unshift(child);
    return child;
  };
  const screen = start(
    programs.display,
    ["-displayfd", "3", "-screen", "0", "1400x1200x24", "-nolisten", "tcp"],
    ["ignore", "ignore", "ignore", "pipe"],
  );
  const DISPLAY = `:${await new Promise((resolve) => screen.stdio[3].once("data", (data) => resolve(`${data}`.trim())))}`;
  const port = await freePort();
  // There is no graphics card: what would be composed on one is black in a picture.
  const driver = start(programs.driver, [`--port=${port}`], "ignore", {
    DISPLAY,
    WEBKIT_DISABLE_COMPOSITING_MODE: "1",
  });
  const ended = new Promise((resolve) => driver.once("exit", resolve));
  const base = `http://127.0.0.1:${port}`;
  await eventually("WebKitWebDriver", () => fetch(`${base}/status`));
  const options = { binary: programs.browser, args: ["--automation"] };
  const wanted = { browserName: "MiniBrowser", "webkitgtk:browserOptions": options };
  const { sessionId, capabilities } = await ask(`${base}/session`, "POST", { capabilities: { alwaysMatch: wanted } });
  const send = (command, { id, ...parameters }) => {
    const [method, path] = COMMANDS[command];
    return ask(`${base}/session/${sessionId}${path.replace("{id}", id)}`, method, parameters);
  };
  const close = async () => {
    await send("DeleteSession", {}).catch(() => {});
    stop();
    await ended;
    process.off("exit", stop);
    await rm(home, { recursive: true, force: true });
  };
  return { version: capabilities.browserVersion, page: pageBehind(send), close };
}

async function ask(url, method, parameters) {
  const response = await fetch(url, method === "POST" ? { method, body: JSON.stringify(parameters) } : { method });
  const { value } = await response.json();
  if (!response.ok) throw new Error(`${value.error}: ${value.message}`);
  return value;
}

/** A port that nobody listens on. */
function freePort() {
  const server = createServer();
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
