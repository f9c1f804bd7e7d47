// Writes the published types: the declarations of the entries and of their imports, and the hand-written ones.
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join, posix } from "node:path";
import { work, www } from "./paths.mjs";
import { run, Trouble } from "./run.mjs";

const entries = ["screener/screener", "element/prescreener", "frame/host"];
const IMPORT = /(\bfrom ")(\.\.?\/[\w/.]+)\.ts"/g;

/** Writes the declarations into a folder. tsc checks no types here. */
export async function writeDeclarations(to) {
  const output = join(work, "types");
  await rm(output, { recursive: true, force: true });
  const emit = ["--noEmit", "false", "--declaration", "--emitDeclarationOnly", "--noCheck"];
  const folders = ["--rootDir", www, "--outDir", output];
  await run("tsc", ["--project", join(www, "tsconfig.json"), ...emit, ...folders]);
  await mkdir(to, { recursive: true });
  const names = new Set(entries);
  // The loop also visits names that it adds.
  for (const name of names) {
    const text = await readFile(join(output, `${name}.d.ts`), "utf8");
    if (text.includes("/pkg/"))
      throw new Trouble(`the types of ${name}.ts name the engine's own, which are not published`);
    for (const [, , other] of text.matchAll(IMPORT)) names.add(posix.join(posix.dirname(name), other));
    // Published in one folder, whatever the folders of the sources.
    const flat = text.replace(IMPORT, (_, from, other) => `${from}./${posix.basename(other)}.js"`);
    await writeFile(join(to, `${posix.basename(name)}.d.ts`), flat);
  }
  await cp(join(www, "types"), to, { recursive: true });
}
