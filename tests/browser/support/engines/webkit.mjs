// WebKitGTK's small browser with a fresh profile, on a screen that nobody sees, driven through its own WebDriver.
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findWebKit } from "../../../../www/tools/browsers.mjs";
import { startDriven } from "./webdriver.mjs";

export async function startWebKit() {
  const programs = findWebKit();
  if (!programs) throw new Error("WebKitGTK is missing; run: npm --prefix www run test:browser");
  const home = await mkdtemp(join(tmpdir(), "webkit-"));
  const screen = spawn(programs.display, ["-displayfd", "3", "-screen", "0", "1400x1200x24", "-nolisten", "tcp"], {
    stdio: ["ignore", "ignore", "ignore", "pipe"],
  });
  const stop = () => screen.kill();
  process.once("exit", stop);
  const number = await new Promise((resolve) => screen.stdio[3].once("data", (data) => resolve(`${data}`.trim())));
  const options = { binary: programs.browser, args: ["--automation"] };
  const wanted = { browserName: "MiniBrowser", "webkitgtk:browserOptions": options };
  const { version, page, close } = await startDriven(programs.driver, wanted, {
    DISPLAY: `:${number}`,
    HOME: home,
    XDG_CACHE_HOME: home,
    // There is no graphics card: what would be composed on one is black in a picture.
    WEBKIT_DISABLE_COMPOSITING_MODE: "1",
  });
  const end = async () => {
    await close();
    stop();
    process.off("exit", stop);
    await rm(home, { recursive: true, force: true });
  };
  return { version, page, close: end };
}
