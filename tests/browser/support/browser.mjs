// Opens a page in a real Chromium, served by the project's own server, and records what it did.
import { createRequire } from "node:module";
import { findChromium } from "../../../www/tools/browsers.mjs";
import { serve } from "../../../www/tools/serve.mjs";

const require = createRequire(new URL("../../../www/package.json", import.meta.url));
const { chromium } = require("playwright-core");

/** Switches off everything for which the browser itself would use a network. */
const QUIET = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Returns the launch options of every Chromium here. */
export function basics() {
  const executablePath = findChromium();
  if (!executablePath) throw new Error("Chromium is missing; run: npm --prefix www run test:browser");
  // Chromium's sandbox refuses to start as root.
  const args = process.getuid?.() === 0 ? [...QUIET, "--no-sandbox"] : QUIET;
  return { executablePath, headless: true, args };
}

/** Launches a headless Chromium with a fresh profile. `options`: more options for Playwright's launch. */
export const launch = async (options) => chromium.launch({ ...basics(), ...options });

/**
 * Launches a Chromium that keeps its profile in a folder, and returns its only context. `settings`: as for Playwright's
 * newContext.
 */
export const launchProfile = async (folder, settings = {}) =>
  chromium.launchPersistentContext(folder, { ...basics(), ...settings });

/**
 * Serves the page, opens it, calls `fn` and closes everything, whatever happens.
 *
 * Options: `path` to open ("/"; null opens nothing), `csp` to send instead of the strict one, `pages` to serve besides, `context` for Playwright's
 * newContext (viewport, locale, …), `browser` to share one between tests, or a folder `profile` for one that keeps its profile there,
 * `prepare(page)` to run before navigation.
 *
 * `fn` receives `page`, `context`, `url`, the `response` to the navigation, and the growing lists
 * `requests` (method, url, type), `consoleErrors`, `consoleWarnings`, `pageErrors` and `violations` (of the
 * Content-Security-Policy).
 */
export async function withPage({ path = "/", csp, pages, context: settings = {}, browser, profile, prepare } = {}, fn) {
  const closing = [];
  try {
    const server = await serve({ port: 0, csp, pages });
    closing.unshift(() => server.close());
    const chrome = browser ?? (profile ? undefined : await launch());
    if (!browser && chrome) closing.unshift(() => chrome.close());
    const context = profile ? await launchProfile(profile, settings) : await chrome.newContext(settings);
    closing.unshift(() => context.close());
    const page = await context.newPage();
    const record = await recordOn(context, page);
    await prepare?.(page);
    const response = path === null ? null : await page.goto(new URL(path, server.url).href);
    return await fn({ page, context, url: server.url, response, ...record });
  } finally {
    for (const close of closing) await close();
  }
}

async function recordOn(context, page) {
  const record = { requests: [], consoleErrors: [], consoleWarnings: [], pageErrors: [], violations: [] };
  context.on("request", (request) => {
    record.requests.push({ method: request.method(), url: request.url(), type: request.resourceType() });
  });
  page.on("console", (message) => {
    if (message.type() === "error") record.consoleErrors.push(message.text());
    if (message.type() === "warning") record.consoleWarnings.push(message.text());
  });
  page.on("pageerror", (error) => record.pageErrors.push(String(error)));
  await context.exposeFunction("__violation", (violation) => record.violations.push(violation));
  await context.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI, sample }) => {
      window.__violation({ directive: effectiveDirective, blocked: blockedURI, sample });
    });
  });
  return record;
}
