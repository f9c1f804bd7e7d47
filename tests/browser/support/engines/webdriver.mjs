// Selenium's driver, by the names that Playwright has for the same: what a test says works in every engine.
import { writeFile } from "node:fs/promises";
import { createRequire } from "node:module";

const require = createRequire(new URL("../../../../www/package.json", import.meta.url));
const { Capabilities, Key, WebDriver } = require("selenium-webdriver");
const { Executor, HttpClient } = require("selenium-webdriver/http");
const { DriverService } = require("selenium-webdriver/remote");

/** How long a page may take, in milliseconds: axe looks at all screens in one go, also on a machine that is slow. */
const PATIENCE = 120_000;
const PAUSE = 20;

/** Starts a browser through the driver program at this path. Selenium Manager, which would download one, has nothing to do. */
export async function startDriven(program, wanted, env) {
  const environment = { ...process.env, ...env };
  const service = new DriverService.Builder(program).setLoopback(true).setEnvironment(environment).build();
  const executor = new Executor(service.start().then((url) => new HttpClient(url)));
  const driver = WebDriver.createSession(executor, new Capabilities(wanted), () => service.kill());
  await driver.manage().setTimeouts({ script: PATIENCE });
  const capabilities = await driver.getCapabilities();
  return { version: capabilities.getBrowserVersion(), page: pageBehind(driver), close: () => driver.quit() };
}

function pageBehind(driver) {
  const evaluate = (fn, argument = null) => driver.executeScript(`return (${fn})(...arguments)`, argument);

  const waitForFunction = (fn, argument) =>
    driver.wait(() => evaluate(fn, argument), PATIENCE, `never comes true: ${fn}`, PAUSE);

  const keyboard = {
    type: (text) => driver.actions().sendKeys(text).perform(),
    /** A key, or several held together: `Shift+Tab`. */
    press: (names) => {
      const keys = names.split("+").map(key);
      const down = keys.reduce((actions, one) => actions.keyDown(one), driver.actions());
      return keys.reduceRight((actions, one) => actions.keyUp(one), down).perform();
    },
  };

  const mouse = {
    click: (x, y) =>
      driver
        .actions()
        .move({ x: Math.round(x), y: Math.round(y), duration: 0 })
        .click()
        .perform(),
  };

  async function screenshot({ path } = {}) {
    const picture = Buffer.from(await driver.takeScreenshot(), "base64");
    if (path) await writeFile(path, picture);
    return picture;
  }

  /** Makes the page this large, whatever the window around it takes. */
  async function setViewportSize({ width, height }) {
    const frame = await evaluate(() => [
      window.outerWidth - window.innerWidth,
      window.outerHeight - window.innerHeight,
    ]);
    const window = driver.manage().window();
    await window.setRect({ x: 0, y: 0, width: width + frame[0], height: height + frame[1] });
  }

  /** The role and the name that the engine itself tells to a screen reader, of each element that `fn` gives. */
  async function spoken(fn) {
    const told = [];
    for (const element of await evaluate(fn)) {
      told.push([await element.getAriaRole(), await element.getAccessibleName()]);
    }
    return told;
  }

  const goto = (url) => driver.get(url);
  return { evaluate, waitForFunction, keyboard, mouse, screenshot, setViewportSize, spoken, goto };
}

/** Selenium's key by Playwright's name, `ArrowUp` for `ARROW_UP`; a letter stands for itself. */
const key = (name) => Key[name.replace(/\B[A-Z]/g, "_$&").toUpperCase()] ?? name;
