// esbuild leaves `new URL("…", import.meta.url)` unchanged, so the files that it addresses are copied beside the
// output.
import { cp } from "node:fs/promises";
import { join } from "node:path";
import { build as bundle } from "esbuild";
import { packageFolder } from "../support/package.mjs";

export async function build(from, to, entry = "main.js") {
  await bundle({
    entryPoints: [join(from, entry)],
    outdir: to,
    bundle: true,
    splitting: true,
    format: "esm",
    minify: true,
    define: { "process.env.NODE_ENV": '"production"' },
    logLevel: "warning",
  });
  for (const name of ["engine_bg.wasm", "author_bg.wasm", "compiled", "locales"]) {
    await cp(join(packageFolder, name), join(to, name), { recursive: true });
  }
  await cp(join(from, "index.html"), join(to, "index.html"));
}
