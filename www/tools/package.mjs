// Assembles pkg/, the npm package as published: bundle, wasm, trials, texts and manifest.
import { existsSync } from "node:fs";
import { cp, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import { pkg, root, trials, work, www } from "./paths.mjs";
import { Trouble } from "./run.mjs";
import { digest, filesUnder, readStamp, writeStamp } from "./stamp.mjs";
import { compileTrials } from "./trials.mjs";
import { author, engine, refuseMachinePaths } from "./wasm.mjs";

/** What a page loads; what that loads when it is needed; and what that loads for a definition not compiled ahead. */
const entries = ["prescreener", "session", "exit", "author"];
/** The browsers that DESIGN's floor names; CSS has no language year to aim at. */
const FLOOR = ["chrome97", "firefox102", "safari16.4"];

/** Returns whether anything had to be packaged. */
export async function buildPackage() {
  const inputs = [
    join(root, "Cargo.toml"),
    trials,
    engine,
    author,
    ...["src", "locales", "tools", "package-lock.json"].map((name) => join(www, name)),
  ];
  const wanted = await digest(inputs);
  const stamp = join(work, "pkg.stamp");
  if ((await readStamp(stamp)) === wanted && existsSync(join(pkg, "package.json"))) return false;

  const next = join(work, "pkg");
  await rm(next, { recursive: true, force: true });
  await mkdir(next, { recursive: true });
  await bundle(next);
  for (const module of [engine, author]) {
    const name = basename(module);
    await cp(join(module, `${name}_bg.wasm`), join(next, `${name}_bg.wasm`));
    // Only for the type checker: the glue itself is inside the bundle.
    await cp(join(module, `${name}.d.ts`), join(next, `${name}.d.ts`));
  }
  await copyJson(trials, join(next, "trials"));
  await compileTrials(join(next, "compiled"));
  await copyJson(join(www, "locales"), join(next, "locales"));
  await writeFile(join(next, "package.json"), `${JSON.stringify(await manifest(), null, 2)}\n`);
  await refuseMachinePaths(next);
  await swap(next);
  await writeStamp(stamp, wanted);
  return true;
}

/** The old package stays whole until the new one is. */
async function swap(next) {
  const old = join(work, "pkg-old");
  await rm(old, { recursive: true, force: true });
  if (existsSync(pkg)) await rename(pkg, old);
  await rename(next, pkg);
  await rm(old, { recursive: true, force: true });
}

async function bundle(outdir) {
  const esbuild = await import("esbuild");
  const sources = {
    name: "sources",
    setup(build) {
      // The source names the glue where it is published; while building it is still beside the engine.
      build.onResolve({ filter: /\/pkg\/engine\.js$/ }, () => ({ path: join(engine, "engine.js") }));
      build.onResolve({ filter: /\/pkg\/author\.js$/ }, () => ({ path: join(author, "author.js") }));
      // A file of its own, for the time when it is needed.
      build.onResolve({ filter: /^\.\/\w+\.ts$/ }, ({ kind, path }) =>
        kind === "dynamic-import" ? { path: path.replace(".ts", ".js"), external: true } : undefined,
      );
      build.onLoad({ filter: /\.css$/ }, async ({ path }) => {
        const css = await readFile(path, "utf8");
        const { code, warnings } = await esbuild.transform(css, { loader: "css", minify: true, target: FLOOR });
        return { contents: code, loader: "text", warnings };
      });
    },
  };
  const bundling = esbuild.build({
    entryPoints: entries.map((name) => join(www, "src", `${name}.ts`)),
    outdir,
    bundle: true,
    format: "esm",
    minify: true,
    target: "es2022",
    legalComments: "none",
    plugins: [sources],
    logLevel: "warning",
  });
  await bundling.catch(() => {
    throw new Trouble("esbuild could not bundle www/src; it says why above");
  });
}

async function copyJson(from, to) {
  for (const file of await filesUnder(from)) {
    if (extname(file) === ".json") await cp(file, join(to, file.slice(from.length)));
  }
}

async function manifest() {
  const cargo = await readFile(join(root, "Cargo.toml"), "utf8");
  const field = (name) => new RegExp(`^${name} = "([^"]*)"`, "m").exec(cargo)?.[1];
  return {
    name: "prescreener",
    version: field("version"),
    description: field("description"),
    license: field("license"),
    type: "module",
    exports: {
      ".": "./prescreener.js",
      "./*.wasm": "./*.wasm",
      "./compiled/*": "./compiled/*",
      "./trials/*": "./trials/*",
      "./locales/*": "./locales/*",
      "./package.json": "./package.json",
    },
    files: ["*.js", "*.wasm", "compiled", "trials", "locales"],
  };
}
