// A host's page for a test, with styles of its own.
import { TODAY } from "./study.mjs";

const TRIAL = "/pkg/compiled/nct07160205/trial.bin";

/** Serves a page with the element between two paragraphs at /host.html; `css` is the page's own. */
export async function hostPage(page, { css = "", attributes = 'loading="eager"', before = "" } = {}) {
  const body = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A page</title>
    <link rel="icon" href="data:,"><link rel="stylesheet" href="/host.css">
    <script type="module" src="/pkg/prescreener.js"></script></head><body><p>Above</p>${before}
    <trial-prescreener trial="${TRIAL}" assessed-on="${TODAY}" ${attributes}><p>Call us.</p></trial-prescreener>
    <p id="after">After</p></body></html>`;
  await page.route("**/host.html", (route) => route.fulfill({ contentType: "text/html", body }));
  await page.route("**/host.css", (route) => route.fulfill({ contentType: "text/css", body: css }));
}
