// Shortens the names of a module's imports. wasm-bindgen ends each with a hash, in the module and in its glue, and hashes do not
// compress.
import { Trouble } from "./run.mjs";

const HASHED = /\b__wbg_(\w+?)_[0-9a-f]{16}\b/g;
const HEADER = 8;
const IMPORTS = 2;

/** Returns the names with a hash in the glue, each with a short unique name. */
function shortNames(glue) {
  const short = new Map();
  const used = new Set();
  for (const [name, base] of glue.matchAll(HASHED)) {
    if (short.has(name)) continue;
    let own = base;
    for (let number = 2; used.has(own); number++) own = `${base}_${number}`;
    used.add(own);
    short.set(name, own);
  }
  return short;
}

/** Reads a LEB128 number. Returns it and the position after it. */
function number(bytes, at) {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[at++];
    value += (byte & 127) * 2 ** shift;
    if (byte < 128) return [value, at];
  }
}

/** Encodes a number as LEB128. */
function encode(value) {
  const bytes = [];
  for (; value > 127; value = Math.floor(value / 128)) bytes.push((value % 128) + 128);
  return Buffer.from([...bytes, value]);
}

/** Replaces names in the import section, where each name follows its length. */
function renamed(section, short) {
  const parts = [];
  let kept = 0;
  for (const [long, own] of short) {
    const from = Buffer.concat([encode(long.length), Buffer.from(long)]);
    const at = section.indexOf(from);
    if (at < 0) throw new Trouble(`the module does not import ${long}, which its glue offers`);
    parts.push({ at, from, to: Buffer.concat([encode(own.length), Buffer.from(own)]) });
  }
  parts.sort((a, b) => a.at - b.at);
  const pieces = parts.flatMap(({ at, from, to }) => {
    const before = section.subarray(kept, at);
    kept = at + from.length;
    return [before, to];
  });
  return Buffer.concat([...pieces, section.subarray(kept)]);
}

/** Returns the sections of a module: the kind, the content, and the whole section with its head. */
export function sections(wasm) {
  const found = [];
  for (let at = HEADER; at < wasm.length; ) {
    const [length, begin] = number(wasm, at + 1);
    const end = begin + length;
    found.push({ id: wasm[at], body: wasm.subarray(begin, end), whole: wasm.subarray(at, end) });
    at = end;
  }
  return found;
}

/** Returns the module and its glue with short names. */
export function shortenImports(wasm, glue) {
  const short = shortNames(glue);
  const parts = sections(wasm).flatMap(({ id, body }) => {
    const content = id === IMPORTS ? renamed(body, short) : body;
    return [Buffer.from([id]), encode(content.length), content];
  });
  const renamedGlue = glue.replace(HASHED, (name) => short.get(name));
  return { wasm: Buffer.concat([wasm.subarray(0, HEADER), ...parts]), glue: renamedGlue };
}
