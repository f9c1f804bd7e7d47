// Compiles the trials ahead of time: each to a checked trial and, for each language, three files of messages, of which the
// questions need only the first, and one with the first question, which is drawn before the engine is loaded.
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { trials, www } from "./paths.mjs";
import { Trouble } from "./run.mjs";
import { author } from "./wasm.mjs";

/** The widget's own catalogues. */
const locales = join(www, "locales");

/**
 * Writes TRIAL.js, TRIAL/trial.bin, the first question and three files of messages for each language, and sites.json if there are
 * clinics, for every folder of trials/ that contains a trial.json.
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
  // Instruments in one folder share their catalogue.
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
  await writeFile(`${to}.js`, await addressModule(to));
}

/** Returns a module with the address of the trial, which includes the addresses of its messages, for bundlers that move files. */
async function addressModule(folder) {
  const address = (file) => `new URL("./${basename(folder)}/${file}", import.meta.url).href`;
  const files = (await readdir(folder)).filter((file) => file !== "trial.bin").sort();
  const list = files.map((file) => `  "${file}": ${address(file)},\n`).join("");
  return `const words = new URLSearchParams({\n${list}});\nexport default \`\${${address("trial.bin")}}#\${words}\`;\n`;
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
