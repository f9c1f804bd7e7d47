// Opens the study's real page with the questions on it, and records the element's events.
import { withPage } from "./browser.mjs";

/** The day of the assessment unless a test chooses another. */
export const TODAY = "2026-11-22";

/** Collects the element's events as they reach the document, where a host also receives them. */
export function listen() {
  window.heard = [];
  for (const name of ["ready", "step", "result", "refer", "error"]) {
    document.addEventListener(`prescreener-${name}`, ({ detail, bubbles, composed, target }) => {
      window.heard.push({ name, json: JSON.stringify(detail), bubbles, composed, id: target.id });
    });
  }
}

/**
 * Opens the page at its first question. Options as for `withPage`, and `attributes` to set on the element; the day of
 * the assessment is `TODAY` unless they say otherwise.
 *
 * `fn` also receives the `widget`, and `heard(name)`: the events of that name so far, each with its `detail` and that
 * detail's text as the page would send it (`json`).
 */
export function withStudy({ attributes = {}, prepare, ...options }, fn) {
  const before = async (page) => {
    await page.addInitScript(listen);
    await prepare?.(page);
  };
  return withPage({ ...options, prepare: before }, async (opened) => {
    const { page } = opened;
    const widget = page.locator("trial-prescreener");
    await ready(page);
    await configure(widget, { "assessed-on": TODAY, ...attributes });
    return fn({ ...opened, widget, heard: (name) => heard(page, name) });
  });
}

/** Sets attributes and waits for the first question under them. */
export async function configure(widget, attributes) {
  const page = widget.page();
  const before = (await heard(page, "ready")).length;
  await widget.evaluate((element, list) => {
    for (const [name, value] of Object.entries(list)) element.setAttribute(name, value);
  }, attributes);
  await ready(page, before + 1);
}

/** Waits until the element has been ready this many times, and the engine is loaded. */
export async function ready(page, times = 1) {
  await page.waitForFunction((count) => {
    const first = ({ shadowRoot }) => shadowRoot?.querySelector("[data-first]");
    if ([...document.querySelectorAll("trial-prescreener")].some(first)) return false;
    return window.heard.filter(({ name }) => name === "ready").length >= count;
  }, times);
}

/** Returns the events of one name so far. */
export async function heard(page, name) {
  const all = await page.evaluate(() => window.heard);
  return all.filter((event) => event.name === name).map((event) => ({ ...event, detail: JSON.parse(event.json) }));
}

/** Waits for an error event and returns it. */
export async function failure(page) {
  await page.waitForFunction(() => window.heard.some(({ name }) => name === "error"));
  return (await heard(page, "error")).at(-1);
}
