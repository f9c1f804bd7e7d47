// The texts of the questions on screen, from the same catalogues that the page loads.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pkg } from "../../../www/tools/paths.mjs";

const read = (...path) => JSON.parse(readFileSync(join(pkg, ...path), "utf8"));

export const TRIAL = "trials/nct07160205/trial.json";
const trial = read(TRIAL);
const parts = trial.include.map((path) => join(dirname(TRIAL), path));
const definitions = [trial, ...parts.map((path) => read(path))];
const catalogue = (language) => {
  const own = [TRIAL, ...parts].map((path) => read(dirname(path), `${language}.json`));
  return Object.assign({}, ...[read("locales", `${language}.json`), ...own].map(({ texts }) => texts));
};
const texts = { en: catalogue("en"), es: catalogue("es") };

/** Returns the text for a key of the catalogues. */
export function text(key, language = "en") {
  if (!(key in texts[language])) throw new Error(`No catalogue has the text ${key} (${language})`);
  return texts[language][key];
}

const questions = definitions.flatMap((definition) => definition.questions ?? []);
const options = new Map(questions.map(({ id, options: list }) => [id, list ?? []]));

/** Maps each question's text to the key of its answer. */
const keys = new Map(
  questions.flatMap(({ id, for_each: list }) => {
    const words = text(`question.${id}`);
    if (!list) return [[words, id]];
    return options.get(list).map((option) => [words.replace("{option}", optionLabel(list, option)), `${id}.${option}`]);
  }),
);

/** All of them: text, then key. */
export const asks = [...keys];

/** Returns the key of the question with this text, or undefined if no question has it. */
export const keyOf = (words) => keys.get(words);

/** Returns the label of a question's option. */
export function optionLabel(question, option) {
  return text(`option.${question}.${option}`);
}

/** Returns a day as the page writes it: `2026-11-22` is `November 22, 2026`. */
export function inWords(day) {
  const [year, month, date] = day.split("-").map(Number);
  return `${text(`month.${month}`)} ${date}, ${year}`;
}
