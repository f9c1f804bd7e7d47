// Installs what each job needs, in parallel where possible.
import { ensureBrowsers } from "./browsers.mjs";
import { consumers, schemaTests } from "./paths.mjs";
import { Trouble } from "./run.mjs";
import { ensurePaper, ensureScanner } from "./setup_codes.mjs";
import { ensureFhir } from "./setup_fhir.mjs";
import { ensureNode, ensurePackages } from "./setup_node.mjs";
import { ensureComponents, ensureGeckodriver, ensureRust, ensureWasmTarget, ensureWasmTools } from "./setup_rust.mjs";
import { ensureCryptography } from "./setup_sealing.mjs";

/** One after the other: each may have cargo compile. */
async function forBuild(needs) {
  await ensureRust();
  await ensureWasmTarget();
  await ensureWasmTools();
  if (needs.includes("browser")) await ensureGeckodriver();
}

/** Installs one after the other, as each may install from Debian. */
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
  if (needs.includes("build")) jobs.push(forBuild(needs));
  if (needs.includes("packages")) jobs.push(ensurePackages());
  if (needs.includes("consumers")) jobs.push(ensurePackages(consumers));
  if (needs.includes("schema")) jobs.push(ensurePackages(schemaTests));
  jobs.push(forTests(needs));
  // Lets all jobs end, as a half-finished installation is worse than a late error, and reports every failure.
  const failed = (await Promise.allSettled(jobs)).filter(({ status }) => status === "rejected");
  if (failed.length > 0) throw new Trouble(failed.map(({ reason }) => reason.message).join("\n"));
}
