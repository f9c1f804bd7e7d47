// Screens one person on a built page, and records what the page did.
import assert from "node:assert/strict";
import { CSP, serve } from "../../../www/tools/serve.mjs";
import { answer, press } from "../../browser/support/interview.mjs";
import { heard, listen, ready } from "../../browser/support/study.mjs";

/** Opens the page in a folder, answers as in a golden result, and returns the result's text and what else was seen. */
export async function screen(browser, folder, { answers }, { check, csp = CSP }) {
  const server = await serve({ folder, csp });
  const context = await browser.newContext();
  const trouble = [];
  try {
    const page = await context.newPage();
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) trouble.push(message.text());
    });
    page.on("pageerror", (error) => trouble.push(String(error)));
    page.on("response", (response) => {
      if (!response.ok()) trouble.push(`${response.status()} ${response.url()}`);
    });
    page.on("request", (request) => {
      const elsewhere = !request.url().startsWith(server.url) && !request.url().startsWith("data:");
      if (elsewhere) trouble.push(`asked for ${request.url()}`);
    });
    await page.addInitScript(listen);
    const response = await page.goto(server.url);
    const html = await response.text();
    await ready(page);
    const widget = page.locator("trial-prescreener");
    await answer(widget, answers);
    await press(widget, "finish");
    await page.waitForFunction(() => window.heard.some(({ name }) => name === "result"));
    await check?.(page, html);
    const [{ json }] = await heard(page, "result");
    assert.deepEqual(trouble, []);
    return json;
  } catch (error) {
    if (trouble.length > 0) error.message += `\nThe page tells of:\n${trouble.join("\n")}`;
    throw error;
  } finally {
    await context.close();
    await server.close();
  }
}
