// A host page's styles, well-meant and hostile: important text stays readable, and nothing breaks.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import test from "node:test";
import { www } from "../../../www/tools/paths.mjs";
import { overflowing } from "../support/axe.mjs";
import { launch, withPage } from "../support/browser.mjs";
import { hostPage } from "../support/host.mjs";
import { answer, enter, press } from "../support/interview.mjs";
import { EXCLUDED } from "../support/people.mjs";
import { listen, ready } from "../support/study.mjs";

const PARTS = ["action", "back", "button", "field", "heading", "hint", "link", "option", "progress"];
const COLOURS = ["surface", "on-surface", "action", "on-action", "error", "on-error", "focus", "on-focus"];

const all = (value, names = COLOURS) => names.map((name) => `--prescreener-${name}: ${value};`).join(" ");
const theme = (declarations) => `trial-prescreener { ${declarations} }`;
const parts = (declarations) => PARTS.map((name) => `trial-prescreener::part(${name}) { ${declarations} }`).join("\n");

/** Rules by which a page would hide the disclaimer if it could. */
const EXTREMES = {
  "all white": theme(all("#fff")),
  "all black": theme(all("#000")),
  "all transparent": theme(all("transparent")),
  "nothing at all": theme(all("")),
  "no colours": theme(all("12px")),
  "an absurd density and radius": theme(all("9999", ["density"]) + all("9999em", ["radius"])),
  "a negative density": theme(all("-5", ["density"])),
  "parts that are removed": parts("display: none !important"),
  "invisible parts": parts("opacity: 0 !important; color: #fff !important; background: #fff !important"),
  "parts that cover": parts("position: fixed !important; inset: 0 !important; z-index: -1 !important"),
  "text of size zero": "* { font-size: 0 !important }",
};

/** A page's rules for all its elements, written without regard to this one. */
const HOSTILE = {
  "hides and unsets": "body > * { all: unset !important; display: none !important; visibility: hidden !important }",
  "has huge letters": "* { font-size: 40px !important }",
  "has tiny letters": "* { font-size: 1px !important }",
  "compresses lines": "* { line-height: 0 !important }",
  "keeps spaces": "* { white-space: pre !important }",
  "changes the box model": "* { box-sizing: content-box !important; padding: 0 !important; border: 0 !important }",
  "reverses the direction": "* { direction: rtl !important; unicode-bidi: bidi-override !important }",
  "uses capitals and indents": "* { text-transform: uppercase !important; text-indent: 40em !important }",
  "aligns and floats": "* { text-align: right !important } body > * { float: left !important }",
  "is a narrow column": "body { display: flex; flex-direction: column; align-items: center }",
  zooms: "trial-prescreener { zoom: 2 }",
  "styles tags": "h1, h2, h3, p, button, input, label, fieldset { display: none !important; color: #fff !important }",
  "has its own colours": "* { color: #fff !important; background: #fff !important }",
};

/** In the page: returns the parts that cannot be read, by their own style and that of their ancestors. */
function unreadable(selector) {
  const luminance = (colour) => {
    const [r, g, b] = colour
      .match(/[\d.]+/g)
      .slice(0, 3)
      .map((value) => value / 255)
      .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const host = document.querySelector("trial-prescreener");
  const element = host.shadowRoot.querySelector(selector);
  const style = getComputedStyle(element);
  const found = [];
  const [low, high] = [luminance(style.color), luminance(style.backgroundColor)].sort((a, b) => a - b);
  const contrast = (high + 0.05) / (low + 0.05);
  if (contrast < 4.5 || !/^rgb\(/.test(style.backgroundColor)) found.push(`contrast ${contrast}`);
  const { width, height } = element.getBoundingClientRect();
  if (width < 150 || height < 60) found.push(`${width} by ${height}`);
  if (style.visibility !== "visible") found.push(style.visibility);
  if (Number.parseFloat(style.fontSize) < 12) found.push(style.fontSize);
  if (Number.parseFloat(style.lineHeight) < Number.parseFloat(style.fontSize))
    found.push(`lines of ${style.lineHeight}`);
  const plain = { whiteSpace: "normal", direction: "ltr", textTransform: "none", textIndent: "0px" };
  for (const [name, value] of Object.entries(plain)) if (style[name] !== value) found.push(`${name} ${style[name]}`);
  for (let around = element; around; around = around.parentElement ?? around.getRootNode().host) {
    const { display, opacity } = getComputedStyle(around);
    if (display === "none" || opacity !== "1") found.push(`${around.localName}: ${display}, ${opacity}`);
  }
  return found;
}

/** In the page: adds a new element to a page with other styles. */
function restyle(css) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets = [sheet];
  window.heard = [];
  const before = document.querySelector("trial-prescreener");
  before.replaceWith(before.cloneNode(true));
}

/** Goes to the end past a mistake. Does not check what covers a click, because the styles may be anything. */
async function toTheEnd(page, widget) {
  await widget.evaluate(({ shadowRoot }) => shadowRoot.querySelector(".action").click());
  assert.deepEqual(await page.evaluate(unreadable, ".summary"), [], "the summary of what is wrong");
  await widget.evaluate(({ shadowRoot }) => {
    const proceed = () => shadowRoot.querySelector(".action").click();
    for (const id of ["option-0", "unknown", "option-0", "option-0"]) {
      shadowRoot.getElementById(id).click();
      proceed();
    }
    proceed();
  });
  await page.waitForFunction(() => window.heard.some(({ name }) => name === "result"));
  assert.deepEqual(await page.evaluate(unreadable, ".about"), [], "what the result is not");
}

test("a host's styles", async (t) => {
  const browser = await launch();
  t.after(() => browser.close());
  const prepare = async (page) => {
    await page.addInitScript(listen);
    await hostPage(page);
  };
  await withPage({ browser, path: "/host.html", prepare }, async ({ page }) => {
    await ready(page);
    const widget = page.locator("trial-prescreener");
    const visit = (name, css, fn) =>
      t.test(name, async () => {
        await page.evaluate(restyle, css);
        await ready(page);
        await fn(page, widget);
      });
    await underStyles(visit);
  });
});

async function underStyles(visit) {
  for (const [name, css] of Object.entries(EXTREMES)) {
    await visit(`leave important text readable: ${name}`, css, toTheEnd);
    // Only colours differ in the dark.
    if (!name.startsWith("all")) continue;
    await visit(`leave it readable in the dark: ${name}`, `:root { color-scheme: dark } ${css}`, toTheEnd);
  }

  for (const [name, css] of Object.entries(HOSTILE)) {
    await visit(`do not break it if the page ${name}`, css, async (page, widget) => {
      for (const width of [1280, 360]) {
        await page.setViewportSize({ width, height: 800 });
        const { width: inside } = await widget.boundingBox();
        assert.ok(inside >= 240, `${inside} px wide at ${width}`);
        const wide = (await overflowing(page)).filter((one) => one !== "the page");
        assert.deepEqual(wide, [], `${width} px`);
      }
      await page.setViewportSize({ width: 1280, height: 800 });
      await toTheEnd(page, widget);
    });
  }

  await visit("have an effect: each part and each property does something", "", async (_page, widget) => {
    const declared = await readFile(join(www, "element", "THEMING.md"), "utf8");
    const documented = (pattern) => [...new Set([...declared.matchAll(pattern)].map(([, name]) => name))].sort();
    assert.deepEqual(documented(/^\| `([a-z]+)` \|/gm), PARTS);
    const css = (await Promise.all(["theme", "text"].map(sheet))).join("");
    const properties = [...css.matchAll(/var\((--prescreener-[a-z-]+)/g)].map(([, name]) => name);
    assert.deepEqual(documented(/`(--prescreener-[a-z-]+)`/g), [...new Set(properties)].sort());
    const seen = new Set();
    const look = async () => {
      const found = await widget.evaluate(({ shadowRoot }) =>
        [...shadowRoot.querySelectorAll("[part]")].flatMap((element) => [...element.part]),
      );
      for (const part of found) seen.add(part);
    };
    await look();
    const { diagnosis, ...others } = EXCLUDED;
    await enter(widget, "diagnosis", diagnosis);
    await press(widget, "continue");
    await look();
    await answer(widget, others);
    await look();
    await press(widget, "finish");
    await look();
    assert.deepEqual([...seen].sort(), PARTS);
    assert.equal(await widget.evaluate(({ shadowRoot }) => shadowRoot.querySelectorAll(".summary [part]").length), 0);
  });

  await visit("apply to the parts and the properties", STYLED, async (page) => {
    const style = await page.evaluate(() => {
      const { shadowRoot } = document.querySelector("trial-prescreener");
      const of = (selector) => getComputedStyle(shadowRoot.querySelector(selector));
      const [root, action] = [of(".root"), of(".action")];
      return [root.backgroundColor, root.borderTopLeftRadius, action.backgroundColor, of("#heading").fontStyle];
    });
    assert.deepEqual(style, ["rgb(1, 2, 3)", "7px", "rgb(4, 5, 6)", "italic"]);
  });

  await visit("cannot show hidden content, and `hidden` hides", "", async (page, widget) => {
    await widget.evaluate((element) => {
      element.hidden = true;
    });
    assert.equal(await page.evaluate(() => document.querySelector("trial-prescreener").offsetHeight), 0);
  });
}

const STYLED = `trial-prescreener { --prescreener-surface: rgb(1 2 3); --prescreener-radius: 7px;
  --prescreener-action: rgb(4 5 6); } trial-prescreener::part(heading) { font-style: italic }`;

const sheet = (name) => readFile(join(www, "element", "styles", `${name}.css`), "utf8");
