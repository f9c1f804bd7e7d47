// Fetches a trial's documents and words. Once they are here, no request follows.
import { asPrescreenerError, definitionError, PrescreenerError } from "./errors.ts";

/** A parsed file. */
export interface Document {
  readonly path: string;
  readonly content: unknown;
}

/** Everything the engine needs to know about a trial, in one language. */
export interface Documents {
  /** The compiled trial. */
  readonly trial: Uint8Array;
  /** The words of the questions. */
  readonly words: string;
  /** The words of the result, which nobody need wait for at first. Loaded once; a failure may be tried again. */
  readonly later: () => Promise<string>;
  readonly language: string;
}

/** What a compiled trial begins with; anything else is a definition. */
const MARK = "prescreener/compiled/";
const locales = new URL("./locales/", import.meta.url);

/** A file that the server does not have. */
class Missing extends Error {}

const loaded = new Map<string, Promise<Documents>>();

/**
 * The trial at `url`, in the first of `languages` in which every catalogue exists. Loaded once for all elements on the
 * page, however often they start again; a failure may be tried again.
 */
export function loadDocuments(url: URL, languages: readonly string[]): Promise<Documents> {
  const key = [url, ...languages].join(" ");
  let documents = loaded.get(key);
  if (!documents) {
    documents = fetchDocuments(url, languages);
    loaded.set(key, documents);
    documents.catch(() => loaded.delete(key));
  }
  return documents;
}

async function fetchDocuments(url: URL, languages: readonly string[]): Promise<Documents> {
  const file = fetchBytes(url);
  const text = async (name: string): Promise<string> => decoded(await fetchBytes(new URL(name, url)));
  const beside = (): Promise<[string, string]> => firstOf(languages, (language) => text(`${language}.txt`));
  // The words of a compiled trial lie beside it: neither waits for the other. A definition has none there.
  const early = fileName(url).endsWith(".json") ? undefined : beside();
  early?.catch(() => {});
  try {
    const bytes = await file;
    if (!isCompiled(bytes)) return await compiledHere(parsed(bytes, url, fileName(url)), url, languages);
    const [words, language] = await (early ?? beside());
    return { trial: bytes, words, later: once(() => text(`${language}.result.txt`)), language };
  } catch (thrown) {
    throw thrown instanceof Missing ? new PrescreenerError("load", thrown.message) : thrown;
  }
}

function isCompiled(bytes: Uint8Array): boolean {
  return decoded(bytes.subarray(0, MARK.length)) === MARK;
}

/** Compiles a definition, with what it includes and all their words. What that takes is loaded only here. */
async function compiledHere(definition: Document, url: URL, languages: readonly string[]): Promise<Documents> {
  const parts = included(definition.content).map((path) => ({ path, url: resolve(path, url) }));
  const instruments = Promise.all(parts.map((part) => load(part.url, part.path)));
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
  const [rest, [texts, language]] = await Promise.all([instruments, firstOf(languages, catalogues)]);
  const module = new URL("./author.js", import.meta.url).href;
  try {
    const author: typeof import("./author.ts") = await import(module);
    const { trial, words, later } = await author.compileDefinition({ documents: [definition, ...rest], texts });
    return { trial, words, later: async () => later, language };
  } catch (thrown) {
    throw definitionError(thrown) ?? asPrescreenerError(thrown, thrown instanceof TypeError ? "load" : "wasm");
  }
}

/** What `load` gives for the first language that has all its files, and that language. */
async function firstOf<T>(languages: readonly string[], load: (language: string) => Promise<T>): Promise<[T, string]> {
  let missing: unknown;
  for (const language of languages) {
    try {
      return [await load(language), language];
    } catch (thrown) {
      if (!(thrown instanceof Missing)) throw thrown;
      missing = thrown;
    }
  }
  throw missing;
}

/** The same promise for everyone, until it fails. */
function once<T>(load: () => Promise<T>): () => Promise<T> {
  let loading: Promise<T> | undefined;
  return () => {
    loading ??= load().catch((thrown: unknown) => {
      loading = undefined;
      throw thrown;
    });
    return loading;
  };
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

async function fetchBytes(url: URL): Promise<Uint8Array> {
  let response: Response;
  try {
    response = await fetch(url);
    if (response.ok) return new Uint8Array(await response.arrayBuffer());
  } catch (thrown) {
    throw new PrescreenerError(
      "load",
      `${url} could not be fetched: ${thrown instanceof Error ? thrown.message : thrown}`,
    );
  }
  const message = `${url} answered ${response.status}`;
  throw response.status === 404 || response.status === 410
    ? new Missing(message)
    : new PrescreenerError("load", message);
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

function decoded(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

function fileName(url: URL): string {
  return url.pathname.slice(url.pathname.lastIndexOf("/") + 1);
}

function sibling(path: string, name: string): string {
  return path.slice(0, path.lastIndexOf("/") + 1) + name;
}
