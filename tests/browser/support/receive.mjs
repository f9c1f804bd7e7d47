// A shared referral, and the page on which a site's staff open it.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { www } from "../../../www/tools/paths.mjs";
import { withPage } from "./browser.mjs";
import { answer, press } from "./interview.mjs";
import { handOn } from "./refer.mjs";
import { withStudy } from "./study.mjs";

export const RECEIVER = "/pkg/receive.html";

const catalogue = (language) =>
  JSON.parse(readFileSync(join(www, "receive", "messages", `${language}.json`), "utf8")).texts;
/** The page's own messages, by language. */
export const words = { en: catalogue("en"), es: catalogue("es") };

/** Returns a text of the page, filled in. */
export function staff(key, values = {}, language = "en") {
  const found = words[language][`receive.${key}`];
  if (found === undefined) throw new Error(`The page has no text receive.${key}`);
  return Object.entries(values).reduce((filled, [name, value]) => filled.replaceAll(`{${name}}`, value), found);
}

/** Goes from the first question of the study's page to a shared result; `fn` gets the page and the referral. */
export function withHanded({ answers, share = "answers", attributes = {}, ...options }, fn) {
  return withStudy({ ...options, attributes }, async (opened) => {
    await answer(opened.widget, answers);
    await press(opened.widget, "finish");
    await handOn(opened.widget, share);
    const [{ detail }] = await opened.heard("refer");
    return fn({ ...opened, handed: detail });
  });
}

/** Opens the receiving page; `query` follows its path. */
export function withReceiver({ query = "", ...options }, fn) {
  return withPage({ ...options, path: RECEIVER + query }, async (opened) => {
    await isReady(opened.page);
    return fn(opened);
  });
}

export const isReady = (page) => page.locator("#given, .facts, .list, [role=alert]").first().waitFor();

/** Chooses a file in a field, as staff would. */
export const chooseFile = (page, field, name, content) =>
  page.locator(field).setInputFiles({ name, mimeType: "text/plain", buffer: Buffer.from(content) });

export async function chooseKey(page, key) {
  await chooseFile(page, "#key-file", "site.key", key.file);
}

/** Pastes an encoded payload and opens it. */
export async function paste(page, letters) {
  await page.locator("#given").fill(letters);
  await page.getByRole("button", { name: staff("open"), exact: true }).click();
}

/** Returns the heading of the content, which must have the focus. */
export function focusedWords(page) {
  return page.evaluate(() => document.activeElement.textContent.trim());
}
