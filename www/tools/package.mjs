// Assembles pkg/, the npm package as published: code, types, wasm, trials, catalogues and their descriptions.
import { existsSync } from "node:fs";
import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import { writeDeclarations } from "./declarations.mjs";
import { describeElement } from "./elements.mjs";
import { writeIntegrity } from "./integrity.mjs";
import { listForKiosk } from "./kiosk.mjs";
import { manifest } from "./manifest.mjs";
import { pkg, published, root, trials, work, www } from "./paths.mjs";
import { Trouble } from "./run.mjs";
import { digest, filesUnder, readStamp, writeStamp } from "./stamp.mjs";
import { compileTrials } from "./trials.mjs";
import { author, engine, plain, referral, refuseMachinePaths } from "./wasm.mjs";

/**
 * The code that a page loads; the code that this loads on demand, also for a definition; the entry without a user interface; the
 * frame and its host; the kiosk; and the receiving page.
 */
const entries = [
  ...[
    "element/prescreener",
    "element/session",
    "element/exit",
    "referral/refer",
    "screener/author",
    "screener/screener",
  ],
  ...["frame/frame", "frame/host", "kiosk/kiosk", "kiosk/kiosk_worker", "receive/receive"],
];
/** Pages, their resources and their guides. */
const FILES = /\.(html|css|webmanifest|png|md)$/;
/** The style sheets that are bundled into the code. */
const BUNDLED = ["print.css", "styles.css"];
const licences = ["LICENSE-MIT", "LICENSE-APACHE"];
/** Used only by the type checker here: the glue itself is in the bundles. */
const glue = ["engine.d.ts", "author.d.ts", "referral.d.ts"];
/** The oldest supported browsers, for CSS, which has no target like `es2022`. */
const OLDEST_BROWSERS = ["chrome97", "firefox102", "safari16.4"];

/** Builds pkg/ if anything has changed. Returns whether it did. */
export async function buildPackage() {
  const inputs = [
    ...["Cargo.toml", ...licences].map((name) => join(root, name)),
    trials,
    engine,
    author,
    referral,
    plain,
    ...[...published, "types", "package", "locales", "schemas", "tools", "tsconfig.json", "package-lock.json"].map(
      (name) => join(www, name),
    ),
  ];
  const wanted = await digest(inputs);
  const stamp = join(work, "pkg.stamp");
  if ((await readStamp(stamp)) === wanted && existsSync(join(pkg, "package.json"))) return false;

  const next = join(work, "pkg");
  await rm(next, { recursive: true, force: true });
  await mkdir(next, { recursive: true });
  await bundle(next);
  for (const module of [engine, author, referral]) {
    const name = basename(module);
    await cp(join(module, `${name}_bg.wasm`), join(next, `${name}_bg.wasm`));
    await cp(join(module, `${name}.d.ts`), join(next, `${name}.d.ts`));
  }
  for (const folder of published) {
    const files = (await readdir(join(www, folder))).filter((name) => FILES.test(name) && !BUNDLED.includes(name));
    for (const name of files) {
      if (extname(name) === ".md")
        await writeFile(join(next, name), flat(await readFile(join(www, folder, name), "utf8")));
      else await cp(join(www, folder, name), join(next, name));
    }
  }
  await cp(join(plain, "engine_plain.js"), join(next, "engine_plain.js"));
  for (const name of licences) await cp(join(root, name), join(next, name));
  await copyJson(trials, join(next, "trials"));
  await compileTrials(join(next, "compiled"));
  await copyJson(join(www, "locales"), join(next, "locales"));
  await copyJson(join(www, "schemas"), join(next, "schemas"));
  await cp(join(www, "package", "README.md"), join(next, "README.md"));
  await writeDeclarations(join(next, "types"));
  const json = { "package.json": await manifest(), "custom-elements.json": await describeElement() };
  for (const [name, content] of Object.entries(json)) {
    await writeFile(join(next, name), `${JSON.stringify(content, null, 2)}\n`);
  }
  await listForKiosk(next);
  await writeIntegrity(next, glue);
  await refuseMachinePaths(next);
  await swap(next);
  await writeStamp(stamp, wanted);
  return true;
}

/** Returns a guide with links to its neighbours in the package, which has no folders for them. */
const flat = (guide) => guide.replace(/\]\((?:\.\.\/)+(?:\w+\/)?(\w+\.md)/g, "]($1");

/** Replaces the package. The old one stays complete until the new one is. */
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
      // The sources import the glue from pkg/; during the build it is still beside the engine.
      build.onResolve({ filter: /\/pkg\/engine\.js$/ }, () => ({ path: join(engine, "engine.js") }));
      build.onResolve({ filter: /\/pkg\/author\.js$/ }, () => ({ path: join(author, "author.js") }));
      build.onResolve({ filter: /\/pkg\/referral\.js$/ }, () => ({ path: join(referral, "referral.js") }));
      // Dynamic imports are entries of their own, loaded on demand.
      build.onResolve({ filter: /\.ts$/ }, ({ kind, path }) =>
        kind === "dynamic-import" ? { path: `./${basename(path, ".ts")}.js`, external: true } : undefined,
      );
      build.onResolve({ filter: /\/prescreener\.ts$/ }, ({ kind }) =>
        kind === "import-statement" ? { path: "./prescreener.js", external: true } : undefined,
      );
      build.onResolve({ filter: /\/failure_words\.js$/ }, () => ({ path: "failure_words", namespace: "words" }));
      build.onLoad({ filter: /./, namespace: "words" }, async () => ({
        contents: JSON.stringify(await failureMessages()),
        loader: "json",
      }));
      build.onResolve({ filter: /\/engine_plain\.js$/ }, () => ({ path: "./engine_plain.js", external: true }));
      build.onLoad({ filter: /\.css$/ }, async ({ path }) => {
        const options = { entryPoints: [path], bundle: true, minify: true, target: OLDEST_BROWSERS, write: false };
        const { outputFiles, warnings } = await esbuild.build({ ...options, logLevel: "silent" });
        return { contents: outputFiles[0].text, loader: "text", warnings };
      });
    },
  };
  const bundling = esbuild.build({
    entryPoints: entries.map((name) => ({ in: join(www, `${name}.ts`), out: basename(name) })),
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
    throw new Trouble("esbuild could not bundle the code of www; it says why above");
  });
}

/** Returns the element's built-in messages by language, for when its catalogues are missing. */
async function failureMessages() {
  const messages = {};
  for (const file of await filesUnder(join(www, "locales"))) {
    const { texts } = JSON.parse(await readFile(file, "utf8"));
    const own = Object.entries(texts).filter(([key]) => key.startsWith("failure."));
    messages[basename(file, ".json")] = Object.fromEntries(own);
  }
  return messages;
}

async function copyJson(from, to) {
  for (const file of await filesUnder(from)) {
    if (extname(file) === ".json") await cp(file, join(to, file.slice(from.length)));
  }
}
