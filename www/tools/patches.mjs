// What is changed in the code that wasm-bindgen and wasm2js generate, so that it runs where there is no WebAssembly.
import { Trouble } from "./run.mjs";

/** Copies memory; short copies, the usual case, go word by word without a call. */
const COPY = `
function wasm2js_memory_copy(to, from, size) {
  if ((to | from | size) & 3 || size > 256 || (from < to && to < from + size)) HEAPU8.copyWithin(to, from, from + size);
  else for (var at = from >> 2, end = (from + size) >> 2, next = to >> 2; at < end; ) HEAP32[next++] = HEAP32[at++];
}
`;

const ONCE = /^/g;
const NEVER = /(?!)/g;

/** In `file`, `to` takes the place of `from`, which must be found once, or as often as `times` is. */
export const PATCHES = [
  {
    // The lowered module knows nothing of numbers of 64 bits.
    name: "no BigInt",
    file: "glue.js",
    from: /BigInt/g,
    times: NEVER,
  },
  {
    // Plain memory that grows leaves its old buffer behind whole: nothing is detached.
    name: "stale view of numbers",
    file: "glue.js",
    from: /cachedDataViewMemory0\.buffer\.detached === true \|\| \(.*?\)\) \{/g,
    to: "cachedDataViewMemory0.buffer !== wasm.memory.buffer) {",
  },
  {
    name: "stale view of bytes",
    file: "glue.js",
    from: /cachedUint8ArrayMemory0\.byteLength === 0/g,
    to: "cachedUint8ArrayMemory0.buffer !== wasm.memory.buffer",
  },
  {
    // A new instance must be there before room is made on its stack, not after.
    name: "guard before the stack pointer",
    file: "glue.js",
    from: /const retptr = /g,
    to: "__wbg_call_guard();\n$&",
    times: /__wbindgen_add_to_stack_pointer\(-16\)/g,
  },
  {
    // A table that is not there has no end; values from `ROOM` on are let go of, those before it are never.
    name: "end of the reference table",
    file: "glue.js",
    from: /^import \* as import1 from .*$/gm,
    to: "const import1 = { __wbindgen_externref_statics_end: () => ROOM };",
  },
  {
    name: "first reference to let go of",
    file: "glue.js",
    from: /^let heap = (.*)$/gm,
    to: "let heap = $1\nconst ROOM = heap.length + 4;",
  },
  {
    // What makes an instance hands it what it imports.
    name: "imports of the module",
    file: "module.js",
    from: /^import \* as __wbindgen_externref_xform__ .*\nimport \* as \$_glue_bg_js .*\n/gm,
    to: "",
  },
  {
    name: "memory copy as generated",
    file: "module.js",
    from: /function wasm2js_memory_copy\([^}]*}/g,
    to: "",
  },
  {
    name: "memory copy beside the views of memory",
    file: "module.js",
    from: /function asmFunc\(imports\) \{/g,
    to: `$&${COPY}`,
  },
  {
    // wasm2js makes one instance while it is loaded; wanted is the function that makes one.
    name: "instance made at load",
    file: "module.js",
    from: /^var retasmFunc = asmFunc\(\{\n(?: .*\n)*\}\);\n(?:export var .*\n?)*/gm,
    to: "export { asmFunc };\n",
  },
];

/** The code of a file with its patches. `generator` is what wrote it, with its version. */
export function patched(file, code, generator) {
  return PATCHES.filter((patch) => patch.file === file).reduce((text, { name, from, to, times = ONCE }) => {
    const [found, wanted] = [from, times].map((pattern) => [...text.matchAll(pattern)].length);
    if (found === wanted) return text.replaceAll(from, to);
    throw new Trouble(
      `the patch "${name}" of www/tools/patches.mjs does not fit ${file} as ${generator} writes it: ` +
        `${from} is there ${found} times, not ${wanted}`,
    );
  }, code);
}
