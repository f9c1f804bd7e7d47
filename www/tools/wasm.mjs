// Compiles the crate to WebAssembly, once for each feature: wasm-pack runs cargo, wasm-bindgen and wasm-opt.
import { existsSync } from "node:fs";
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { basename, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { shortenImports } from "./imports.mjs";
import { root, work, www } from "./paths.mjs";
import { buildPlain } from "./plain.mjs";
import { ask, run, Trouble } from "./run.mjs";
import { WASM_TARGET } from "./setup_rust.mjs";
import { digest, readStamp, writeStamp } from "./stamp.mjs";

/** The crate's feature for each module: the engine of the element, the compiler of definitions, and referrals. */
const features = { engine: "widget", author: "author", referral: "referral" };
/** The folders with NAME.js, NAME.d.ts and NAME_bg.wasm, as wasm-pack writes them. */
export const engine = join(work, "engine");
export const author = join(work, "author");
export const referral = join(work, "referral");
/** The folder with engine_plain.js, the engine for pages where WebAssembly is refused. */
export const plain = join(work, "plain");
/** Each module has a build folder of its own, so that two can be built at a time. */
const cargoFolder = (name) => join(work, "cargo", name);
/** The output of cargo, before wasm-bindgen. */
const compiled = (name) => join(cargoFolder(name), WASM_TARGET, "browser", "prescreener.wasm");

const cargoHome = process.env.CARGO_HOME ?? join(homedir(), ".cargo");
const rustupHome = process.env.RUSTUP_HOME ?? join(homedir(), ".rustup");
const flags = [
  [cargoHome, "/cargo"],
  [rustupHome, "/rustup"],
  [root, "/prescreener"],
].map(([from, to]) => `--remap-path-prefix=${from}=${to}`);
// The compact implementation of SHA-256: a definition is small.
flags.push("--cfg", 'sha2_backend_soft="compact"');

/** Compiles the modules if anything has changed. Returns whether it did. */
export async function buildEngine() {
  const inputs = ["src", "Cargo.toml", "Cargo.lock", ".cargo"].map((name) => join(root, name));
  const self = ["wasm.mjs", "imports.mjs", "patches.mjs", "plain.mjs"].map((name) =>
    fileURLToPath(new URL(name, import.meta.url)),
  );
  const wanted = await digest([...inputs, ...self, join(www, "package-lock.json")], await ask("rustc", ["-vV"]));
  const stamp = join(work, "engine.stamp");
  const outputs = [engine, author, referral].map((folder) => join(folder, `${basename(folder)}_bg.wasm`));
  const complete = [...outputs, join(plain, "engine_plain.js")].every((file) => existsSync(file));
  if (complete && (await readStamp(stamp)) === wanted) return false;

  // Without it wasm-pack would leave the module unoptimised with only a warning.
  if (!(await ask("wasm-opt", ["--version"]))) throw new Trouble("wasm-opt is missing; run: npm --prefix www ci");
  await rm(stamp, { force: true });
  // Linking and optimising take one core each.
  await inParallel(
    async () => {
      await buildModule(engine);
      await buildPlain(compiled("engine"), plain, "engine");
      await refuseMachinePaths(plain);
    },
    async () => {
      await buildModule(author);
      await buildModule(referral);
    },
  );
  await writeStamp(stamp, wanted);
  return true;
}

/** Runs jobs side by side and waits for all of them, also when one fails: none may go on writing behind the caller's back. */
async function inParallel(...jobs) {
  const failed = (await Promise.allSettled(jobs.map((job) => job()))).find(({ status }) => status === "rejected");
  if (failed) throw failed.reason;
}

async function buildModule(folder) {
  const name = basename(folder);
  await rm(folder, { recursive: true, force: true });
  const options = ["--mode", "no-install", "--no-pack", "--no-gitignore", "--target", "web", "--profile", "browser"];
  const output = ["--out-dir", relative(root, folder), "--out-name", name];
  const cargo = ["--locked", "--no-default-features", "--features", features[name]];
  await run("wasm-pack", ["build", ...options, ...output, ".", ...cargo], {
    env: { CARGO_ENCODED_RUSTFLAGS: flags.join("\x1f"), CARGO_TARGET_DIR: cargoFolder(name) },
  });
  const [code, module] = [join(folder, `${name}.js`), join(folder, `${name}_bg.wasm`)];
  const glue = await readFile(code, "utf8");
  if (glue.includes("import.meta.url")) {
    throw new Trouble(`${name}.js looks for the wasm by itself; see omit-default-module-path in Cargo.toml`);
  }
  const short = shortenImports(await readFile(module), glue);
  await Promise.all([writeFile(module, short.wasm), writeFile(code, short.glue)]);
  await refuseMachinePaths(folder);
}

/** Throws if a published file contains a path of this machine: the build must be reproducible and must not disclose it. */
export async function refuseMachinePaths(folder) {
  const paths = [root, homedir(), cargoHome, rustupHome].filter((path) => path.length > 1);
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    const content = await readFile(join(entry.path, entry.name));
    const found = paths.find((text) => content.includes(text));
    if (found) throw new Trouble(`${entry.name} holds the machine path ${found}`);
  }
}
