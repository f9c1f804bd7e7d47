import { cp } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import webpack from "webpack";

export async function build(from, to) {
  const stats = await promisify(webpack)({
    mode: "production",
    context: from,
    entry: "./main.js",
    experiments: { outputModule: true },
    output: { path: to, filename: "main.js", module: true },
    performance: false,
  });
  if (stats.hasErrors() || stats.hasWarnings()) throw new Error(stats.toString("errors-warnings"));
  await cp(join(from, "index.html"), join(to, "index.html"));
}
