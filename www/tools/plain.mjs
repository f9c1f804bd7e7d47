// Builds the engine in plain JavaScript, for browsers and pages that refuse WebAssembly, from the output of cargo: wasm-bindgen,
// wasm-opt, wasm2js. It has the same exports as the glue of the WebAssembly module.
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { sections } from "./imports.mjs";
import { patched } from "./patches.mjs";
import { ask, run } from "./run.mjs";

const FEATURES = "target_features";
/** The features of the module beyond the first version of WebAssembly. wasm2js supports only the copying of memory. */
const COPYING = "--enable-bulk-memory";
const NEWER = [COPYING, "--enable-sign-ext", "--enable-nontrapping-float-to-int"];
/** The passes that lower the other features. */
const LOWERING = ["--signext-lowering", "--llvm-nontrapping-fptoint-lowering"];
const LEAN = ["--strip-debug", "--strip-producers"];

/** Where FOLDER keeps what is generated, and what generates it. */
export const GENERATED = "generated";
export const GENERATORS = { "glue.js": "wasm-bindgen", "module.js": "wasm2js" };

const ENTRY = `
import { forget, initSync as start, version, Widget } from "./glue.js";
import { asmFunc } from "./module.js";
const initSync = () => start({ module: asmFunc });
export { forget, initSync, version, Widget };
`;

/** Replaces `WebAssembly` where the glue creates an instance: the module is a function. */
const STAND_IN = `
const Module = Function;
class Instance {
  constructor(module, imports) {
    this.exports = { __wbindgen_start() {}, ...module(imports) };
  }
}
export const WebAssembly = { Instance, Module };
`;

/** Makes FOLDER/NAME_plain.js from the module that cargo left. */
export async function buildPlain(compiled, folder, name) {
  const generated = join(folder, GENERATED);
  await rm(folder, { recursive: true, force: true });
  await mkdir(generated, { recursive: true });
  const at = (file) => join(folder, file);
  await writeFile(at("input.wasm"), withoutFeatures(await readFile(compiled)));
  const quiet = { show: "none" };
  const binding = ["--target", "web", "--omit-default-module-path", "--no-typescript", "--remove-name-section"];
  await run("wasm-bindgen", [at("input.wasm"), ...binding, "--out-dir", generated, "--out-name", "glue"], quiet);
  await run(
    "wasm-opt",
    [join(generated, "glue_bg.wasm"), ...NEWER, ...LOWERING, ...LEAN, "-o", at("lowered.wasm")],
    quiet,
  );
  await run("wasm2js", [at("lowered.wasm"), COPYING, "-Oz", "-o", join(generated, "module.js")], quiet);
  for (const [file, generator] of Object.entries(GENERATORS)) {
    const code = await readFile(join(generated, file), "utf8");
    await writeFile(at(file), patched(file, code, await ask(generator, ["--version"])));
  }
  await writeFile(at("entry.js"), ENTRY);
  await writeFile(at("stand_in.js"), STAND_IN);
  const { build } = await import("esbuild");
  await build({
    entryPoints: [at("entry.js")],
    inject: [at("stand_in.js")],
    outfile: at(`${name}_plain.js`),
    bundle: true,
    format: "esm",
    minify: true,
    target: "es2022",
    // The names of imports and exports between the module and its glue.
    mangleProps: /^__wb(g|indgen)_/,
    mangleQuoted: true,
    legalComments: "none",
    logLevel: "error",
  });
}

/** Removes the list of features from a module, so that wasm-bindgen passes it numbers and no references. */
function withoutFeatures(module) {
  const name = Buffer.from([FEATURES.length, ...Buffer.from(FEATURES)]);
  const parts = sections(module).map(({ id, body, whole }) => {
    const listed = id === 0 && body.subarray(0, name.length).equals(name);
    return listed ? Buffer.concat([Buffer.from([0, name.length + 1]), name, Buffer.from([0])]) : whole;
  });
  return Buffer.concat([module.subarray(0, 8), ...parts]);
}
