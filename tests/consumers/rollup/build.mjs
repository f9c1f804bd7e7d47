import { cp } from "node:fs/promises";
import { join } from "node:path";
import { nodeResolve } from "@rollup/plugin-node-resolve";
import { importMetaAssets } from "@web/rollup-plugin-import-meta-assets";
import { rollup } from "rollup";

export async function build(from, to) {
  const bundle = await rollup({ input: join(from, "main.js"), plugins: [nodeResolve(), importMetaAssets()] });
  await bundle.write({ dir: to, format: "es" });
  await bundle.close();
  await cp(join(from, "index.html"), join(to, "index.html"));
}
