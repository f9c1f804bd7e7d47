// Adjustments that people make to pages: size, spacing, motion, print. Checked on every screen of the gallery.
import assert from "node:assert/strict";
import test from "node:test";
import { overflowing } from "../support/axe.mjs";
import { launch, withPage } from "../support/browser.mjs";

/** The spacing at which no text may be lost (WCAG 2.2, 1.4.12). */
const SPACING = `* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
  p { margin-block-end: 2em !important }`;
const TARGET = 44;

/** In the page: adds a user's own style sheet, which also applies inside shadow roots. */
function impose(css) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  const roots = [document, ...[...document.querySelectorAll("trial-prescreener")].map((element) => element.shadowRoot)];
  for (const root of roots) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
}

/** In the page: returns the elements that cut off their own text. */
function cut() {
  const roots = [...document.querySelectorAll("trial-prescreener")].map(({ shadowRoot }) => shadowRoot);
  const elements = roots.flatMap((root) => [...root.querySelectorAll(".root *:not(.hidden, input, slot)")]);
  const clipped = elements.filter((element) => {
    const { display, overflow } = getComputedStyle(element);
    if (display === "inline" || display === "none" || element.clientWidth === 0) return false;
    const tight = element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1;
    return tight && (overflow !== "visible" || element.localName === "button");
  });
  return clipped.map(({ localName, className }) => `${localName}.${className}`);
}

/** In the page: returns the controls smaller than a fingertip. A choice is as large as its row. */
function small(least) {
  const roots = [...document.querySelectorAll("trial-prescreener")].map(({ shadowRoot }) => shadowRoot);
  const targets = roots.flatMap((root) => [...root.querySelectorAll("button, input, summary, a")]);
  const rows = targets.map((target) => target.closest(".option") ?? target);
  const shown = rows.filter((target) => target.checkVisibility());
  const found = shown.filter((target) => {
    const { width, height } = target.getBoundingClientRect();
    return width < least || height < least;
  });
  return [shown.length, found.map((target) => `${target.localName}.${target.className} ${target.textContent}`)];
}

test("every screen", async (t) => {
  const browser = await launch();
  t.after(() => browser.close());
  const visit = (name, { query = "", ...context }, fn) =>
    t.test(name, () =>
      withPage({ browser, context, path: `/gallery.html${query}` }, async ({ page }) => {
        await page.locator("html[data-done]").waitFor();
        await fn(page);
      }),
    );

  // 1280 by 1024 at 400 %.
  await visit("reflows at 400 %, and with wider spacing", { viewport: { width: 320, height: 256 } }, async (page) => {
    assert.deepEqual(await overflowing(page), []);
    await page.evaluate(impose, SPACING);
    assert.deepEqual(await overflowing(page), []);
    assert.deepEqual(await page.evaluate(cut), []);
    await page.evaluate(impose, "button { block-size: 20px !important; min-block-size: 0 !important }");
    assert.ok((await page.evaluate(cut)).length > 0, "what is cut off is seen");
  });

  await visit("has targets large enough for a fingertip", { viewport: { width: 360, height: 740 } }, async (page) => {
    const [count, found] = await page.evaluate(small, TARGET);
    assert.ok(count > 100, `${count} targets`);
    assert.deepEqual(found, []);
    await page.evaluate(impose, "summary { min-block-size: 0 !important; padding: 0 !important }");
    assert.ok((await page.evaluate(small, TARGET))[1].length > 0, "what is small is seen");
  });

  await visit("does not move by itself", { reducedMotion: "reduce" }, async (page) => {
    const moving = await page.evaluate(() => {
      const roots = [...document.querySelectorAll("trial-prescreener")].map(({ shadowRoot }) => shadowRoot);
      const styles = roots.flatMap((root) => [...root.querySelectorAll("*")].map((one) => getComputedStyle(one)));
      const still = (style) =>
        style.animationName === "none" && style.transitionDuration === "0s" && style.scrollBehavior === "auto";
      return [styles.length > 1000, styles.filter((style) => !still(style)).length, document.getAnimations().length];
    });
    assert.deepEqual(moving, [true, 0, 0]);
  });

  await visit("is printed dark on white, without controls", { query: "?theme=dusk" }, async (page) => {
    await page.emulateMedia({ media: "print" });
    const printed = await page.evaluate(() => {
      const roots = [...document.querySelectorAll("trial-prescreener")].map((element) => element.shadowRoot);
      const shadowRoot = roots.find((root) => root.querySelector(".about"));
      const style = (selector) => getComputedStyle(shadowRoot.querySelector(selector));
      const grounds = [".root", ".about"].map((selector) => [style(selector).backgroundColor, style(selector).color]);
      const buttons = [...shadowRoot.querySelectorAll("button, a")].filter((button) => button.checkVisibility());
      return { grounds, buttons: buttons.length, words: shadowRoot.querySelector(".about").checkVisibility() };
    });
    const grounds = [
      ["rgb(255, 255, 255)", "rgb(0, 0, 0)"],
      ["rgb(255, 255, 255)", "rgb(28, 37, 48)"],
    ];
    assert.deepEqual(printed, { grounds, buttons: 0, words: true });
  });
});
