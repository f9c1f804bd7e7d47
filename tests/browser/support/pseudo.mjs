// A pseudo-language: English in Arabic letters, to check the screens from right to left.
//
// Each letter becomes one letter, so that lengths are unchanged. As in a real translation, numbers and units stay, and
// filled-in values stand between isolates.
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { trials, www } from "../../../www/tools/paths.mjs";
import { author } from "../../../www/tools/wasm.mjs";

/** Its tag, of a language whose script runs from right to left. */
export const PSEUDO = "ar";

const LATIN = "abcdefghijklmnopqrstuvwxyz";
const ARABIC = "ابپتجدهحخطظعغفقكلمنسشصضورز";
const [FIRST_STRONG_ISOLATE, POP_ISOLATE] = ["\u2068", "\u2069"];

/** Returns whether a text stays, because people do not read it as words. */
const KEPT = (key) => key === "label.date_order" || key.startsWith("unit.") || key.endsWith(".names");

/** Returns a text in the pseudo-language. */
export function pseudo(key, text) {
  if (KEPT(key)) return text;
  // Separates placeholders from the text between them.
  return text
    .split(/(\{[a-z]+\})/)
    .map((part, place) => (place % 2 ? FIRST_STRONG_ISOLATE + part + POP_ISOLATE : inArabic(part)))
    .join("");
}

const inArabic = (words) => [...words].map((letter) => ARABIC[LATIN.indexOf(letter.toLowerCase())] ?? letter).join("");

/**
 * Returns the messages of a compiled trial in the pseudo-language: `{ words, later }`, the contents of `ar.txt` and
 * `ar.result.txt`.
 */
export async function pseudoWords(trial = "nct07160205") {
  const { compile, initSync } = await import(pathToFileURL(join(author, "author.js")).href);
  initSync({ module: await readFile(join(author, "author_bg.wasm")) });
  const file = join(trials, trial, "trial.json");
  const document = async (path) => ({ path, content: JSON.parse(await readFile(path, "utf8")) });
  const definition = await document(file);
  const parts = definition.content.include ?? [];
  const documents = [definition];
  for (const path of parts) documents.push({ ...(await document(join(dirname(file), path))), path });
  const folders = new Set([dirname(file), ...parts.map((path) => dirname(join(dirname(file), path)))]);
  const texts = [];
  for (const folder of [...folders, join(www, "locales")]) {
    const { path, content } = await document(join(folder, "en.json"));
    const words = Object.entries(content.texts).map(([key, text]) => [key, pseudo(key, text)]);
    texts.push({ path, content: { ...content, language: PSEUDO, texts: Object.fromEntries(words) } });
  }
  return compile({ documents, texts });
}

/**
 * Lets a page load the study in the pseudo-language when passed as `prepare`: `withStudy({ prepare: speakPseudo,
 * attributes: { lang: PSEUDO } }, …)`. Everything else comes from the built package.
 */
export async function speakPseudo(page) {
  const { words, later } = await pseudoWords();
  const serve = (body) => (route) => route.fulfill({ contentType: "text/plain; charset=utf-8", body });
  await page.route(`**/compiled/*/${PSEUDO}.txt`, serve(words));
  await page.route(`**/compiled/*/${PSEUDO}.result.txt`, serve(later));
}

/**
 * Copies a compiled trial to a folder, with the pseudo-language beside its own, so that a page of its own can load it.
 */
export async function writePseudo(from, to, trial) {
  await mkdir(to, { recursive: true });
  for (const name of await readdir(from)) await writeFile(join(to, name), await readFile(join(from, name)));
  const { words, later } = await pseudoWords(trial);
  await writeFile(join(to, `${PSEUDO}.txt`), words);
  await writeFile(join(to, `${PSEUDO}.result.txt`), later);
}
