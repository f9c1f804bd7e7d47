// Builds the engine in plain JavaScript, for browsers and pages that refuse WebAssembly, from the output of cargo: wasm-bindgen,
// wasm-opt, wasm2js. It has the same exports as the glue of the WebAssembly module.
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { sections } from "./imports.mjs";
import { run, Trouble } from "./run.mjs";

const FEATURES = "target_features";
/** The features of the module beyond the first version of WebAssembly. wasm2js supports only the copying of memory. */
const COPYING = "--enable-bulk-memory";
const NEWER = [COPYING, "--enable-sign-ext", "--enable-nontrapping-float-to-int"];
/** The passes that lower the other features. */
const LOWERING = ["--signext-lowering", "--llvm-nontrapping-fptoint-lowering"];
const LEAN = ["--strip-debug", "--strip-producers"];

/** What the glue takes for granted of WebAssembly and is otherwise here: what to look for, and what to put there. */
const MENDS = [
  // Plain memory that grows leaves its old buffer behind whole: nothing is detached.
  [
    /cachedDataViewMemory0\.buffer\.detached === true \|\| \(.*?\)\) \{/,
    "cachedDataViewMemory0.buffer !== wasm.memory.buffer) {",
  ],
  ["cachedUint8ArrayMemory0.byteLength === 0", "cachedUint8ArrayMemory0.buffer !== wasm.memory.buffer"],
  // A new instance must be there before room is made on its stack, not after.
  [/const retptr = /g, "__wbg_call_guard();\n$&"],
  // A table that is not there has no end; values from `ROOM` on are let go of, those before it are never.
  [/^import \* as import1 from .*$/m, "const import1 = { __wbindgen_externref_statics_end: () => ROOM };"],
  [/^let heap = (.*)$/m, "let heap = $1\nconst ROOM = heap.length + 4;"],
];

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

/** Copies memory: what is short, as most of it is, in whole words and without a call. */
const COPY = `
function wasm2js_memory_copy(to, from, size) {
  if ((to | from | size) & 3 || size > 256 || (from < to && to < from + size)) HEAPU8.copyWithin(to, from, from + size);
  else for (var at = from >> 2, end = (from + size) >> 2, next = to >> 2; at < end; ) HEAP32[next++] = HEAP32[at++];
}
`;
/** What begins the function that makes an instance. */
const INSTANCE = "function asmFunc(imports) {";

/** Makes FOLDER/NAME_plain.js from the module that cargo left. */
export async function buildPlain(compiled, folder, name) {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const at = (file) => join(folder, file);
  await writeFile(at("input.wasm"), withoutFeatures(await readFile(compiled)));
  const quiet = { show: "none" };
  const binding = ["--target", "web", "--omit-default-module-path", "--no-typescript", "--remove-name-section"];
  await run("wasm-bindgen", [at("input.wasm"), ...binding, "--out-dir", folder, "--out-name", "glue"], quiet);
  await run("wasm-opt", [at("glue_bg.wasm"), ...NEWER, ...LOWERING, ...LEAN, "-o", at("lowered.wasm")], quiet);
  await run("wasm2js", [at("lowered.wasm"), COPYING, "-Oz", "-o", at("module.js")], quiet);
  await writeFile(at("glue.js"), mended(await readFile(at("glue.js"), "utf8")));
  await writeFile(at("module.js"), asFunction(await readFile(at("module.js"), "utf8")));
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

function mended(glue) {
  // Numbers of 64 bits cross as BigInt, which the lowered module knows nothing of.
  if (glue.includes("BigInt"))
    throw new Trouble("the glue hands over numbers of 64 bits, which plain JavaScript cannot take");
  return MENDS.reduce((text, [from, to]) => {
    const next = text.replace(from, to);
    if (next === text)
      throw new Trouble(`the glue of the plain engine lacks ${from}; see MENDS in www/tools/plain.mjs`);
    return next;
  }, glue);
}

/** wasm2js makes one instance while it is loaded; wanted is a function that makes one. */
function asFunction(code) {
  const end = code.indexOf("var retasmFunc = ");
  const copy = /function wasm2js_memory_copy\([^}]*}/;
  if (end < 0 || !copy.test(code) || !code.includes(INSTANCE)) {
    throw new Trouble("wasm2js writes another module than www/tools/plain.mjs knows");
  }
  const kept = code.slice(0, end).replace(/^import .*$/gm, "");
  return `${kept.replace(copy, "").replace(INSTANCE, INSTANCE + COPY)}export { asmFunc };\n`;
}
