// What a page loads before the first question, and the ceiling on it (budget.json).
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import { pkg } from "./paths.mjs";
import { Trouble } from "./run.mjs";

const budget = JSON.parse(await readFile(new URL("budget.json", import.meta.url), "utf8"));

/** The files of the first question, as paths inside pkg/. */
function firstQuestion() {
  const trial = ["trial.bin", `${budget.language}.txt`].map((file) => `compiled/${budget.trial}/${file}`);
  return ["prescreener.js", "session.js", "engine_bg.wasm", ...trial];
}

async function read(file) {
  return readFile(join(pkg, file)).catch(() => {
    throw new Trouble(`pkg/${file} is missing; a page needs it before the first question`);
  });
}

/** What a page loads besides, and only where WebAssembly is refused. */
const PLAIN = "engine_plain.js";

async function row(file) {
  const content = await read(file);
  const quality = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length };
  return [file, content.length, brotliCompressSync(content, { params: quality }).length];
}

/** Prints the table and throws when the total is above the ceiling. */
export async function checkSize() {
  const rows = await Promise.all(firstQuestion().map(row));
  const sum = (column) => rows.reduce((total, row) => total + row[column], 0);
  const total = sum(2);
  const width = Math.max(...rows.map(([file]) => file.length));
  const line = (name, raw, brotli) =>
    console.log(`${name.padEnd(width)} ${String(raw).padStart(9)} ${String(brotli).padStart(9)}`);
  line("loaded for the first question", "raw", "brotli");
  for (const row of rows) line(...row);
  line("total", sum(1), total);
  line("only where WebAssembly is refused", "", "");
  line(...(await row(PLAIN)));
  if (total > budget.brotli_bytes) {
    throw new Trouble(
      `${total} bytes are ${total - budget.brotli_bytes} above the ceiling of ${budget.brotli_bytes} (www/tools/budget.json)`,
    );
  }
  return `${budget.brotli_bytes - total} bytes below the ceiling of ${budget.brotli_bytes}`;
}
