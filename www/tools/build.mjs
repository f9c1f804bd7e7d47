// Installs what is missing and builds pkg/. As a command it also checks the size of the package.
import { pathToFileURL } from "node:url";
import { buildPackage } from "./package.mjs";
import { setUp } from "./setup.mjs";
import { checkSize } from "./size.mjs";
import { runSteps } from "./steps.mjs";
import { buildEngine } from "./wasm.mjs";

const upToDate = (built) => (built ? undefined : "up to date");

export const buildSteps = [
  ["Compile the engine to WebAssembly", async () => upToDate(await buildEngine())],
  ["Assemble pkg/", async () => upToDate(await buildPackage())],
];
export const sizeStep = ["Size of the first question", checkSize];

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  await runSteps([["Set up", () => setUp("build", "packages")], ...buildSteps, sizeStep]);
}
