// Compiles a definition in the browser. A page loads this only for a trial that was not compiled ahead of time.
import { compile, initSync } from "../../pkg/author.js";
import type { Documents } from "./documents.ts";
import { asPrescreenerError, definitionError, PrescreenerError } from "./errors.ts";
import { type Document, decoded, fetchBytes, fileName, firstOf, orFailure } from "./files.ts";

const locales = new URL("./locales/", import.meta.url);

/** The definition in a file, with what it includes and all their words, compiled. */
export async function compiled(file: Uint8Array, url: URL, languages: readonly string[]): Promise<Documents> {
  const definition = parsed(file, url, fileName(url));
  const parts = included(definition.content).map((path) => ({ path, url: resolve(path, url) }));
  const catalogues = (language: string): Promise<Document[]> => {
    const name = `${language}.json`;
    // Instruments in one folder share their words.
    const shared = new Map(parts.map((part) => [new URL(name, part.url).href, sibling(part.path, name)]));
    shared.delete(new URL(name, url).href);
    return Promise.all([
      load(new URL(name, url), name),
      ...[...shared].map(([address, path]) => load(new URL(address), path)),
      load(new URL(name, locales), `locales/${name}`),
    ]);
  };
  const [instruments, [texts, language]] = await orFailure(() =>
    Promise.all([Promise.all(parts.map((part) => load(part.url, part.path))), firstOf(languages, catalogues)]),
  );
  try {
    await ready();
    const { trial, words, later } = compile({ documents: [definition, ...instruments], texts });
    return { trial, words, later: async () => later, language };
  } catch (thrown) {
    throw definitionError(thrown) ?? asPrescreenerError(thrown, thrown instanceof TypeError ? "load" : "wasm");
  }
}

async function ready(): Promise<void> {
  const response = await fetch(new URL("./author_bg.wasm", import.meta.url));
  if (!response.ok) throw new TypeError(`author_bg.wasm answered ${response.status}`);
  initSync({ module: await WebAssembly.compile(await response.arrayBuffer()) });
}

async function load(url: URL, path: string): Promise<Document> {
  return parsed(await fetchBytes(url), url, path);
}

function parsed(bytes: Uint8Array, url: URL, path: string): Document {
  try {
    return { path, content: JSON.parse(decoded(bytes)) };
  } catch (thrown) {
    const message = `not JSON: ${thrown instanceof Error ? thrown.message : thrown}`;
    throw new PrescreenerError("definition", `${url} is ${message}`, [{ file: path, path: "", message }]);
  }
}

/** The paths that the trial includes. What is not a list of paths is left for the engine to complain about. */
function included(trial: unknown): string[] {
  const list = (trial as { include?: unknown } | null)?.include;
  return Array.isArray(list) ? list.filter((path) => typeof path === "string") : [];
}

function resolve(path: string, base: URL): URL {
  try {
    return new URL(path, base);
  } catch {
    throw new PrescreenerError("definition", `${path}, which ${base} includes, is no path`);
  }
}

function sibling(path: string, name: string): string {
  return path.slice(0, path.lastIndexOf("/") + 1) + name;
}
