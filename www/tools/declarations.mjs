// Writes the types that are published: the declarations of the entries and of what these name, and those kept by hand.
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { work, www } from "./paths.mjs";
import { run, Trouble } from "./run.mjs";

const entries = ["screener", "prescreener", "host"];
const IMPORT = /(\bfrom "\.\/)(\w+)\.ts"/g;

/** Writes them into a folder. The types are checked elsewhere: here tsc only leaves the bodies out. */
export async function writeDeclarations(to) {
  const made = join(work, "types");
  await rm(made, { recursive: true, force: true });
  const emit = ["--noEmit", "false", "--declaration", "--emitDeclarationOnly", "--noCheck"];
  const places = ["--rootDir", join(www, "src"), "--outDir", made];
  await run("tsc", ["--project", join(www, "tsconfig.json"), ...emit, ...places]);
  await mkdir(to, { recursive: true });
  const wanted = new Set(entries);
  // A set is walked to its end, also what is added on the way.
  for (const name of wanted) {
    const text = await readFile(join(made, `${name}.d.ts`), "utf8");
    if (text.includes("../pkg/"))
      throw new Trouble(`the types of ${name}.ts name the engine's own, which are not published`);
    for (const [, , other] of text.matchAll(IMPORT)) wanted.add(other);
    await writeFile(join(to, `${name}.d.ts`), text.replace(IMPORT, '$1$2.js"'));
  }
  await cp(join(www, "types"), to, { recursive: true });
}
