// The Rust side of the set-up: the wasm target, rustfmt and clippy, wasm-pack and wasm-bindgen, geckodriver.
import { existsSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { root, tools } from "./paths.mjs";
import { ask, explain, run, Trouble } from "./run.mjs";
import { installing } from "./steps.mjs";

export const WASM_TARGET = "wasm32-unknown-unknown";
const WASM_PACK = "0.15.1";
const GECKODRIVER = "0.37.1";

export async function ensureRust() {
  if (await ask("cargo", ["--version"])) return;
  throw new Trouble("Rust is missing; install it with rustup (https://rustup.rs)");
}

export async function ensureWasmTarget() {
  const sysroot = await ask("rustc", ["--print", "sysroot"]);
  if (sysroot && existsSync(join(sysroot, "lib", "rustlib", WASM_TARGET))) return;
  await rustup(`the Rust target ${WASM_TARGET}`, ["target", "add", WASM_TARGET]);
}

export async function ensureComponents() {
  const missing = [];
  if (!(await ask("cargo", ["fmt", "--version"]))) missing.push("rustfmt");
  if (!(await ask("cargo", ["clippy", "--version"]))) missing.push("clippy");
  if (missing.length > 0) await rustup(missing.join(" and "), ["component", "add", ...missing]);
}

async function rustup(what, args) {
  await installing(what, () => run("rustup", args, { show: "tee" })).catch((error) => {
    throw explain(error, what, `rustup ${args.join(" ")}`);
  });
}

/** Returns the version of wasm-bindgen in Cargo.lock, which the tool must match exactly. */
async function lockedBindgen() {
  const lock = await readFile(join(root, "Cargo.lock"), "utf8");
  const version = /name = "wasm-bindgen"\nversion = "([^"]+)"/.exec(lock)?.[1];
  if (!version) throw new Trouble("Cargo.lock names no wasm-bindgen; run: cargo generate-lockfile");
  return version;
}

export async function ensureWasmTools() {
  await ensureTools([
    ["wasm-pack", "wasm-pack", WASM_PACK],
    // Its default feature is TLS for the test runner, which is not used here.
    ["wasm-bindgen", "wasm-bindgen-cli", await lockedBindgen(), "--no-default-features"],
  ]);
}

/** Debian has no package of it, and a compiled one would have to be fetched from elsewhere. */
export const ensureGeckodriver = () => ensureTools([["geckodriver", "geckodriver", GECKODRIVER]]);

/** Installs each program of a crate that is not there in this version. */
async function ensureTools(wanted) {
  const build = join(tools, "build");
  for (const [program, crate, version, ...flags] of wanted) {
    const [said] = (await ask(program, ["--version"]))?.split("\n") ?? [];
    if (said?.trim() === `${program} ${version}`) continue;
    await installing(`${crate} ${version}`, () => cargoInstall(program, crate, version, flags, build));
  }
  await rm(build, { recursive: true, force: true });
}

/** Installs a tool, unoptimised: that compiles much faster, and the tools run only for a second. */
async function cargoInstall(program, crate, version, flags, build) {
  const what = `${crate} ${version}`;
  const choice = [crate, "--version", version, "--bin", program, ...flags];
  const install = (...more) =>
    run("cargo", ["install", ...choice, "--debug", "--root", tools, ...more], {
      show: "tee",
      env: {
        CARGO_TARGET_DIR: build,
        CARGO_PROFILE_DEV_DEBUG: "0",
        ...(process.stderr.isTTY && { CARGO_TERM_COLOR: "always" }),
      },
    });
  try {
    await install("--locked");
  } catch (error) {
    // Some registry mirrors lack a release in the tool's own lock file.
    if (!/failed to select a version/.test(error.output ?? "")) throw fail(error);
    console.warn(`WARNING: this registry lacks a version that the lock file of ${what} names.`);
    console.warn("WARNING: installing it with the nearest versions instead, without --locked.");
    await install().catch((again) => {
      throw fail(again);
    });
  }
  function fail(error) {
    return explain(error, what, `cargo install --locked ${choice.join(" ")}`);
  }
}
