import { build as bundle } from "vite";

export async function build(from, to) {
  await bundle({
    root: from,
    base: "./",
    configFile: false,
    logLevel: "warn",
    build: { outDir: to, emptyOutDir: true },
  });
}
