// Measures what a page loads before the first question, and until the first answer is decided, against the limits in budget.json.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import { pkg } from "./paths.mjs";
import { Trouble } from "./run.mjs";

const budget = JSON.parse(await readFile(new URL("budget.json", import.meta.url), "utf8"));
const compiled = (file) => `compiled/${budget.trial}/${file}`;

/** The files of the first question, as paths inside pkg/. */
const FIRST = ["prescreener.js", "session.js", compiled(`${budget.language}.first.txt`)];
/** The further files up to the first decision, loaded while the person reads the first question. */
const NEXT = ["engine_bg.wasm", compiled("trial.bin"), compiled(`${budget.language}.txt`)];
/** The file that a page loads only where WebAssembly is refused. */
const PLAIN = "engine_plain.js";

async function read(file) {
  return readFile(join(pkg, file)).catch(() => {
    throw new Trouble(`pkg/${file} is missing; a page needs it for the first question`);
  });
}

async function row(file) {
  const content = await read(file);
  const quality = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length };
  return [file, content.length, brotliCompressSync(content, { params: quality }).length];
}

const total = (rows) => ["total", ...[1, 2].map((column) => rows.reduce((sum, row) => sum + row[column], 0))];

/** Prints the sizes. Throws if a total exceeds its limit. */
export async function checkSize() {
  const [first, next, plain] = await Promise.all([FIRST, NEXT, [PLAIN]].map((files) => Promise.all(files.map(row))));
  const all = [...first, ...next];
  const tables = [
    ["loaded before the first question", first, budget.first_question],
    ["until the first answer is decided", all, budget.first_answer],
  ];
  const width = Math.max(...tables.map(([title]) => title.length), ...all.map(([file]) => file.length));
  const line = (name, raw, brotli) =>
    console.log(`${name.padEnd(width)} ${String(raw).padStart(9)} ${String(brotli).padStart(9)}`);
  const notes = [];
  for (const [title, rows, ceiling] of tables) {
    line(title, "raw", "brotli");
    for (const one of [...rows, total(rows)]) line(...one);
    const [, , bytes] = total(rows);
    if (bytes > ceiling) {
      const reason = `${bytes} bytes are ${bytes - ceiling} above the ceiling of ${ceiling} (www/tools/budget.json)`;
      throw new Trouble(`${title}: ${reason}`);
    }
    notes.push(`${ceiling - bytes} bytes below the ceiling of ${ceiling}`);
  }
  line("only where WebAssembly is refused", "", "");
  for (const one of plain) line(...one);
  return notes.join(", ");
}
