// axe-core, run on the whole page as a screen reader's user would meet it.
import { createRequire } from "node:module";

const require = createRequire(new URL("../../../www/package.json", import.meta.url));
/** The path of axe-core. */
export const path = require.resolve("axe-core/axe.min.js");

/** Loads axe with the page. The page's policy refuses added scripts, but not those that the browser's driver adds. */
export const withAxe = (page) => page.addInitScript({ path });

/**
 * Returns axe's complaints, each with its locations. `only`: the rules to run; by default all that are not
 * experimental.
 */
export function complaints(page, only) {
  return page.evaluate(async (wanted) => {
    const untried = (tags) => tags.some((tag) => ["experimental", "deprecated", "wcag2aaa"].includes(tag));
    const all = window.axe.getRules().filter(({ tags }) => !untried(tags));
    const runOnly = { type: "rule", values: wanted ?? all.map(({ ruleId }) => ruleId) };
    const { violations } = await window.axe.run(document, { runOnly, preload: false, resultTypes: ["violations"] });
    return violations.flatMap(({ id, help, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} (${help}) at ${target.flat().join(" ")}: ${failureSummary}`),
    );
  }, only);
}

/** Returns whatever overflows the window horizontally, so that a person would have to scroll both ways. */
export function overflowing(page) {
  return page.evaluate(() => {
    const roots = [
      document,
      ...[...document.querySelectorAll("*")].map(({ shadowRoot }) => shadowRoot).filter(Boolean),
    ];
    const elements = roots.flatMap((root) => [...root.querySelectorAll("body *, .root, .root *")]);
    const wide = elements.filter((element) => element.getBoundingClientRect().right > window.innerWidth + 0.5);
    const names = wide.map((element) => `${element.localName}.${element.className}`);
    return document.scrollingElement.scrollWidth > window.innerWidth ? ["the page", ...names] : names;
  });
}
