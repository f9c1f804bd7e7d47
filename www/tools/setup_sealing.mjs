// Installs the dependency of the sealing tests: Python's cryptography, on which a second implementation of HPKE is built.
import { installFromDebian } from "./debian.mjs";
import { ask } from "./run.mjs";

export async function ensureCryptography() {
  if ((await ask("python3", ["-c", "import cryptography; print('there')"])) === "there") return;
  await installFromDebian("Python's cryptography", ["python3-cryptography"], "apt-get install python3-cryptography");
}
