// Installs the dependencies of the FHIR tests: a form that shows questionnaires, and models of the resources.
import { access } from "node:fs/promises";
import { join } from "node:path";
import { installFromDebian } from "./debian.mjs";
import { fhirTests, python, pythonFor } from "./paths.mjs";
import { explain, run } from "./run.mjs";
import { ensurePackages } from "./setup_node.mjs";
import { digest, readStamp, writeStamp } from "./stamp.mjs";
import { installing } from "./steps.mjs";

const exists = (path) =>
  access(path).then(
    () => true,
    () => false,
  );

/** Creates a virtual environment. Debian has Python's module for it in a separate package. */
async function makeEnvironment(folder) {
  const make = () => run("python3", ["-m", "venv", "--clear", folder], { show: "none" });
  try {
    await make();
  } catch {
    await installFromDebian("python3-venv", ["python3-venv"], "apt-get install python3-venv");
    await make();
  }
}

async function ensureModels() {
  const requirements = join(fhirTests, "requirements.txt");
  const folder = join(python, "fhir");
  const stamp = join(folder, "stamp");
  const wanted = await digest([requirements]);
  if ((await readStamp(stamp)) === wanted && (await exists(pythonFor("fhir")))) return;
  // Each file is known by its hash, so pip needs to look for nothing else.
  const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"];
  const args = [...pip, "--only-binary", ":all:", "--require-hashes", "-r", requirements];
  await installing("the FHIR models", async () => {
    await makeEnvironment(folder);
    await run(pythonFor("fhir"), args, { show: "none" }).catch((error) => {
      throw explain(error, "the FHIR models", `pip install -r ${requirements}`);
    });
  });
  await writeStamp(stamp, wanted);
}

export async function ensureFhir() {
  await Promise.all([ensurePackages(fhirTests), ensureModels()]);
}
