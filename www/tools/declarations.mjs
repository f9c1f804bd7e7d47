// Writes the types that are published: the declarations of the entries and of what these name, and those kept by hand.
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join, posix } from "node:path";
import { work, www } from "./paths.mjs";
import { run, Trouble } from "./run.mjs";

const entries = ["screener/screener", "element/prescreener", "frame/host"];
const IMPORT = /(\bfrom ")(\.\.?\/[\w/.]+)\.ts"/g;

/** Writes them into a folder. The types are checked elsewhere: here tsc only leaves the bodies out. */
export async function writeDeclarations(to) {
  const made = join(work, "types");
  await rm(made, { recursive: true, force: true });
  const emit = ["--noEmit", "false", "--declaration", "--emitDeclarationOnly", "--noCheck"];
  const places = ["--rootDir", www, "--outDir", made];
  await run("tsc", ["--project", join(www, "tsconfig.json"), ...emit, ...places]);
  await mkdir(to, { recursive: true });
  const wanted = new Set(entries);
  // A set is walked to its end, also what is added on the way.
  for (const name of wanted) {
    const text = await readFile(join(made, `${name}.d.ts`), "utf8");
    if (text.includes("/pkg/"))
      throw new Trouble(`the types of ${name}.ts name the engine's own, which are not published`);
    for (const [, , other] of text.matchAll(IMPORT)) wanted.add(posix.join(posix.dirname(name), other));
    // Published side by side: a host should not see how the sources are laid out.
    const flat = text.replace(IMPORT, (_, from, other) => `${from}./${posix.basename(other)}.js"`);
    await writeFile(join(to, `${posix.basename(name)}.d.ts`), flat);
  }
  await cp(join(www, "types"), to, { recursive: true });
}
