// Installs packages from Debian.
import { explain, run, Trouble } from "./run.mjs";
import { installing } from "./steps.mjs";

/** Installs packages. Without root, throws an error with the command to run. Do not run it twice in parallel: apt holds locks. */
export async function installFromDebian(what, packages, byHand) {
  if (process.getuid?.() !== 0) throw new Trouble(`${what} is missing; install it by hand as root: ${byHand}`);
  const apt = (...args) =>
    run("apt-get", ["-qq", "-y", "-o", "DPkg::Lock::Timeout=300", ...args], {
      show: "none",
      env: { DEBIAN_FRONTEND: "noninteractive" },
    });
  await installing(`${what} from Debian`, async () => {
    await apt("update");
    await apt("install", "--no-install-recommends", ...packages);
  }).catch((error) => {
    throw explain(error, what, byHand);
  });
}
