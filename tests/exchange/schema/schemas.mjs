// The schemas as they are shipped, in a validator that others made.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { root } from "../../../www/tools/paths.mjs";
import { tool } from "../fhir/tool.mjs";

export const TRIAL = "trials/nct07160205/trial.json";

export const json = async (path) => JSON.parse(await readFile(join(root, path), "utf8"));

/** The files under a folder whose names fit, as paths inside the repository. */
export async function files(folder, fits) {
  const all = await readdir(join(root, folder), { recursive: true });
  return all.filter((path) => fits.test(path)).map((path) => join(folder, path));
}

/** All schemas by name; `trial_answers` is that of the answers to the shipped trial. */
export async function schemas() {
  const found = {};
  for (const path of await files("www/schemas", /\.json$/)) {
    found[path.slice("www/schemas/".length, -".json".length)] = await json(path);
  }
  const { out, err, code } = await tool(["schema", "answers", TRIAL]);
  if (code !== 0) throw new Error(err);
  return { ...found, trial_answers: JSON.parse(out) };
}

/** Refuses words that the dialect does not know. Types may be stated where a schema is refined. */
export const validator = () =>
  new Ajv2020({ allErrors: true, strict: true, strictTypes: false, strictRequired: false });

/** What is wrong with a value by the schema of a name, as `PLACE: WHY`. */
export async function refusals() {
  const ajv = validator();
  const compiled = Object.entries(await schemas()).map(([name, schema]) => [name, ajv.compile(schema)]);
  const validate = Object.fromEntries(compiled);
  return (name, value) => {
    if (validate[name](value)) return [];
    return validate[name].errors.map(({ instancePath, message, params }) =>
      `${instancePath}: ${message} ${JSON.stringify(params)}`.trim(),
    );
  };
}
