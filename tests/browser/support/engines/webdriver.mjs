// A page behind WebDriver, by the names that Playwright has for the same: what a test says works in every engine.
import { writeFile } from "node:fs/promises";

/** The keys that are no letters. */
const KEYS = {
  Tab: "\uE004",
  Enter: "\uE007",
  Shift: "\uE008",
  Escape: "\uE00C",
  Space: " ",
  ArrowUp: "\uE013",
  ArrowDown: "\uE015",
};
/** As long as Playwright waits. */
const PATIENCE = 30_000;
const PAUSE = 20;

/** `send(command, parameters)` sends one of the commands of WebDriver and gives its value. */
export function pageBehind(send) {
  const evaluate = (fn, argument = null) => {
    const script = `return (${fn})(...arguments)`;
    return send("ExecuteScript", { script, args: [argument] });
  };

  async function waitForFunction(fn, argument) {
    const end = Date.now() + PATIENCE;
    while (!(await evaluate(fn, argument))) {
      if (Date.now() > end) throw new Error(`never comes true: ${fn}`);
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
  }

  const keys = (actions) => send("PerformActions", { actions: [{ type: "key", id: "keys", actions }] });
  const both = (value) => [
    { type: "keyDown", value },
    { type: "keyUp", value },
  ];
  const keyboard = {
    type: (text) => keys([...text].flatMap(both)),
    /** A key, or several held together: `Shift+Tab`. */
    press: (name) => {
      const values = name.split("+").map((key) => KEYS[key] ?? key);
      const down = values.map((value) => ({ type: "keyDown", value }));
      return keys([...down, ...values.reverse().map((value) => ({ type: "keyUp", value }))]);
    },
  };

  const mouse = {
    click: (x, y) => {
      const to = { type: "pointerMove", duration: 0, origin: "viewport", x: Math.round(x), y: Math.round(y) };
      const press = ["pointerDown", "pointerUp"].map((type) => ({ type, button: 0 }));
      const actions = [{ type: "pointer", id: "mouse", actions: [to, ...press] }];
      return send("PerformActions", { actions });
    },
  };

  async function screenshot({ path } = {}) {
    const picture = Buffer.from(await send("TakeScreenshot", {}), "base64");
    if (path) await writeFile(path, picture);
    return picture;
  }

  /** Makes the page this large, whatever the window around it takes. */
  async function setViewportSize({ width, height }) {
    const frame = await evaluate(() => [
      window.outerWidth - window.innerWidth,
      window.outerHeight - window.innerHeight,
    ]);
    await send("SetWindowRect", { x: 0, y: 0, width: width + frame[0], height: height + frame[1] });
  }

  /** The role and the name that the engine itself tells to a screen reader, of each element that `fn` gives. */
  async function spoken(fn) {
    const told = [];
    for (const element of await evaluate(fn)) {
      const [id] = Object.values(element);
      told.push([await send("GetComputedRole", { id }), await send("GetComputedLabel", { id })]);
    }
    return told;
  }

  const goto = (url) => send("Navigate", { url });
  return { evaluate, waitForFunction, keyboard, mouse, screenshot, setViewportSize, spoken, goto };
}
