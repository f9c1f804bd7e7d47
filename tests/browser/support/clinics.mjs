// The shipped trial with made-up clinics, as a site would serve it: compiled, and as a definition.
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root, trials } from "../../../www/tools/paths.mjs";
import { compileTrial } from "../../../www/tools/trials.mjs";
import { text } from "./words.mjs";

/** The addresses at which the tests serve it. */
export const COMPILED = "/made-up/compiled/trial.bin";
export const DEFINITION = "/made-up/trials/nct07160205/trial.json";

/** Writes it to a temporary folder; returns `answer`, which answers requests for it, and `remove`. */
export async function makeUp() {
  const folder = await mkdtemp(join(tmpdir(), "prescreener-clinics-"));
  await cp(trials, join(folder, "trials"), { recursive: true });
  const file = join(folder, "trials", "nct07160205", "trial.json");
  const trial = JSON.parse(await readFile(file, "utf8"));
  trial.sites = JSON.parse(await readFile(join(root, "tests", "data", "sites", "made_up.json"), "utf8"));
  await writeFile(file, JSON.stringify(trial));
  await compileTrial(file, join(folder, "compiled"));
  const answer = async (route) => {
    const path = new URL(route.request().url()).pathname.replace("/made-up/", "");
    const body = await readFile(join(folder, path)).catch(() => undefined);
    await (body ? route.fulfill({ body }) : route.fulfill({ status: 404 }));
  };
  return { answer, remove: () => rm(folder, { recursive: true }) };
}

/** Returns the clinics on screen in order, those of the country, without the made-up part of their names. */
export async function shown(widget) {
  const names = await widget.locator("section:has(> #found) .title").allInnerTexts();
  return names.map((name) => name.replace("Made-up Clinic ", ""));
}

/** Chooses a country, types a place and submits the search. */
export async function look(widget, country, place) {
  await widget.getByLabel(country, { exact: true }).check();
  await widget.getByLabel(text("refer.sites.place")).fill(place);
  await widget.getByRole("button", { name: text("refer.sites.find"), exact: true }).click();
}
