// Compiles the trials ahead of time: what a page loads is a checked trial, its words in three files a language, of which the
// questions need only the first, and in one more what is asked first, to be drawn before the engine is there.
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { trials, www } from "./paths.mjs";
import { Trouble } from "./run.mjs";
import { author } from "./wasm.mjs";

/** The widget's own words. */
const locales = join(www, "locales");

/**
 * Writes TRIAL.js, TRIAL/trial.bin, the first question and three files of words a language, and sites.json where clinics are
 * known, for every folder of trials/ that holds a trial.json.
 */
export async function compileTrials(to) {
  for (const entry of await readdir(trials, { withFileTypes: true })) {
    const file = join(trials, entry.name, "trial.json");
    if (entry.isDirectory() && existsSync(file)) await compileTrial(file, join(to, entry.name));
  }
}

async function compiler() {
  const { compile, initSync } = await import(pathToFileURL(join(author, "author.js")).href);
  initSync({ module: await readFile(join(author, "author_bg.wasm")) });
  return compile;
}

/** Writes TO.js and the files in the folder TO for the trial.json at a path. */
export async function compileTrial(file, to) {
  const compile = await compiler();
  const trial = await document(file, file);
  const include = (trial.content.include ?? []).map((path) => [path, join(dirname(file), path)]);
  const documents = [trial, ...(await Promise.all(include.map(([path, part]) => document(part, path))))];
  // Instruments in one folder share their words.
  const folders = [...new Set([file, ...include.map(([, part]) => part)].map((part) => dirname(part))), locales];
  await mkdir(to, { recursive: true });
  for (const name of await readdir(dirname(file))) {
    if (!/^[a-z]{2,3}(-[A-Za-z]+)*\.json$/.test(name)) continue;
    const texts = await Promise.all(folders.map((folder) => document(join(folder, name), join(folder, name))));
    const compiled = checked(compile, { documents, texts });
    const language = basename(name, ".json");
    await writeFile(join(to, "trial.bin"), compiled.trial);
    await writeFile(join(to, `${language}.first.txt`), compiled.first(language));
    await writeFile(join(to, `${language}.txt`), compiled.words);
    await writeFile(join(to, `${language}.result.txt`), compiled.later);
    await writeFile(join(to, `${language}.referral.txt`), compiled.referral);
    if (compiled.sites) await writeFile(join(to, "sites.json"), compiled.sites);
  }
  await writeFile(`${to}.js`, await addressOf(to));
}

/** A module that says where the trial and its words are, also where a bundler has moved each of them. */
async function addressOf(folder) {
  const place = (file) => `new URL("./${basename(folder)}/${file}", import.meta.url).href`;
  const words = (await readdir(folder)).filter((file) => file !== "trial.bin").sort();
  const list = words.map((file) => `  "${file}": ${place(file)},\n`).join("");
  return `const words = new URLSearchParams({\n${list}});\nexport default \`\${${place("trial.bin")}}#\${words}\`;\n`;
}

function checked(compile, definition) {
  try {
    return compile(definition);
  } catch (thrown) {
    if (!thrown?.findings) throw thrown;
    const lines = thrown.findings.map(({ file, path, message }) => `${file}: ${path}: ${message}`);
    throw new Trouble(["the definition has findings:", ...lines].join("\n"));
  }
}

async function document(file, path) {
  const text = await readFile(file, "utf8").catch(() => {
    throw new Trouble(`${file} is missing`);
  });
  try {
    return { path, content: JSON.parse(text) };
  } catch (error) {
    throw new Trouble(`${file} is not JSON: ${error.message}`);
  }
}
