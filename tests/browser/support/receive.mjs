// What a person hands on, and the page on which a site's staff open it.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root, toolEnv, www } from "../../../www/tools/paths.mjs";
import { withPage } from "./browser.mjs";

export { withPage };

import { answer, press } from "./interview.mjs";
import { withStudy } from "./study.mjs";
import { text } from "./words.mjs";

export const RECEIVER = "/pkg/receive.html";

const catalogue = (language) => JSON.parse(readFileSync(join(www, "src", "receive", `${language}.json`), "utf8")).texts;
/** The page's own words, by language. */
export const words = { en: catalogue("en"), es: catalogue("es") };

/** A text of the page, filled in. */
export function staff(key, values = {}, language = "en") {
  const found = words[language][`receive.${key}`];
  if (found === undefined) throw new Error(`The page has no text receive.${key}`);
  return Object.entries(values).reduce((filled, [name, value]) => filled.replaceAll(`{${name}}`, value), found);
}

/** A new key as `prescreener keygen` makes it: its file's text, and what that holds. */
export function newKey() {
  const folder = mkdtempSync(join(tmpdir(), "prescreener-key-"));
  const path = join(folder, "site.key");
  try {
    run(["keygen", path]);
    const file = readFileSync(path, "utf8");
    return { file, ...JSON.parse(file) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A referral, or any other text, sealed for a key: letters. */
export const seal = (key, text) => run(["seal", "--to", key.public], text).trim();

let built = false;
/** Runs the command line tool; gives what it prints. */
function run(args, input = "") {
  const options = { cwd: root, env: toolEnv, encoding: "utf8", input };
  if (!built) check(spawnSync("cargo", ["build", "--quiet", "--locked", "--bin", "prescreener"], options));
  built = true;
  return check(spawnSync(join(root, "target", "debug", "prescreener"), args, options));
}

function check({ status, stdout, stderr, error }) {
  if (status !== 0) throw new Error(`${error ?? stderr}`);
  return stdout;
}

/** From the first question of the study's page to a result that was handed on; `fn` gets the page and what was handed on. */
export function withHanded({ answers, share = "answers", attributes = {}, ...options }, fn) {
  return withStudy({ ...options, attributes }, async (opened) => {
    await answer(opened.widget, answers);
    await press(opened.widget, "finish");
    await handOn(opened.widget, share);
    const [{ detail }] = await opened.heard("refer");
    return fn({ ...opened, handed: detail });
  });
}

/** From the result through the screens of handing on. */
export async function handOn(widget, share = "answers") {
  await widget.getByRole("button", { name: text("result.refer"), exact: true }).click();
  await widget.getByLabel(text(`refer.share.${share}`), { exact: true }).check();
  await widget.getByRole("button", { name: text("refer.look"), exact: true }).click();
  await widget.getByRole("button", { name: text("refer.agree"), exact: true }).click();
  await widget.getByRole("heading", { name: text("refer.ready.heading") }).waitFor();
}

/** Opens the receiving page; `query` is what follows its path. */
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

/** Pastes letters and opens them. */
export async function paste(page, letters) {
  await page.locator("#given").fill(letters);
  await page.getByRole("button", { name: staff("open"), exact: true }).click();
}

/** The heading of what is shown, which must have the focus. */
export function focusedWords(page) {
  return page.evaluate(() => document.activeElement.textContent.trim());
}
