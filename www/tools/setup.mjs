// What each job needs, set up side by side where one does not wait for the other.
import { ensureBrowsers } from "./browsers.mjs";
import { consumers, schemaTests } from "./paths.mjs";
import { Trouble } from "./run.mjs";
import { ensurePaper, ensureScanner } from "./setup_codes.mjs";
import { ensureFhir } from "./setup_fhir.mjs";
import { ensureNode, ensurePackages } from "./setup_node.mjs";
import { ensureComponents, ensureRust, ensureWasmTarget, ensureWasmTools } from "./setup_rust.mjs";
import { ensureCryptography } from "./setup_sealing.mjs";

async function forBuild() {
  await ensureRust();
  await ensureWasmTarget();
  await ensureWasmTools();
}

/** One after the other: each may install from Debian. */
async function forTests(needs) {
  if (needs.includes("browser")) await ensureBrowsers();
  if (needs.includes("browser")) await ensureScanner();
  if (needs.includes("browser")) await ensurePaper();
  if (needs.includes("fhir")) await ensureFhir();
  if (needs.includes("sealing")) await ensureCryptography();
}

/** `needs`: any of "build", "packages", "lints", "browser", "consumers", "fhir", "schema", "sealing". */
export async function setUp(...needs) {
  ensureNode();
  if (needs.includes("lints")) {
    await ensureRust();
    await ensureComponents();
    await ensureWasmTarget();
  }
  const jobs = [];
  if (needs.includes("build")) jobs.push(forBuild());
  if (needs.includes("packages")) jobs.push(ensurePackages());
  if (needs.includes("consumers")) jobs.push(ensurePackages(consumers));
  if (needs.includes("schema")) jobs.push(ensurePackages(schemaTests));
  jobs.push(forTests(needs));
  // A failure must not leave its siblings half-way: let them end, then report all that failed.
  const failed = (await Promise.allSettled(jobs)).filter(({ status }) => status === "rejected");
  if (failed.length > 0) throw new Trouble(failed.map(({ reason }) => reason.message).join("\n"));
}
