// A headless Firefox with a fresh profile, driven through Mozilla's geckodriver.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findFirefox } from "../../../../www/tools/browsers.mjs";
import { startDriven } from "./webdriver.mjs";

/** Nothing that would make the browser itself talk to a network. */
const PREFERENCES = {
  "app.normandy.enabled": false,
  "browser.safebrowsing.update.enabled": false,
  "datareporting.policy.dataSubmissionEnabled": false,
  "network.captive-portal-service.enabled": false,
  "network.connectivity-service.enabled": false,
  "services.settings.server": "data:,#remote-settings-dummy/v1",
};

export async function startFirefox() {
  const programs = findFirefox();
  if (!programs) throw new Error("Firefox is missing; run: npm --prefix www run test:browser");
  const home = await mkdtemp(join(tmpdir(), "firefox-"));
  const options = { binary: programs.browser, args: ["-headless"], prefs: PREFERENCES };
  const wanted = { browserName: "firefox", "moz:firefoxOptions": options };
  const { version, page, close } = await startDriven(programs.driver, wanted, { HOME: home, TMPDIR: home });
  return { version, page, close: () => close().then(() => rm(home, { recursive: true, force: true })) };
}
