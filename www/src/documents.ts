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
  /** The words: of the trial and of the widget itself. */
  readonly texts: readonly Document[];
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
  // A compiled trial includes nothing. A definition names its inclusions, whose words lie beside them.
  const definition = file.then((bytes) => (isCompiled(bytes) ? undefined : parsed(bytes, url, fileName(url))));
  const inclusions = definition.then((trial) =>
    included(trial?.content).map((path) => ({ path, url: resolve(path, url) })),
  );
  const parts = inclusions.then((list) => Promise.all(list.map((part) => load(part.url, part.path))));
  const catalogues = (language: string): Promise<Document[]> => {
    const name = `${language}.json`;
    const own = load(new URL(name, url), name);
    const common = load(new URL(name, locales), `locales/${name}`);
    // Instruments in one folder share their words.
    const shared = inclusions.then((list) => {
      const words = new Map(list.map((part) => [new URL(name, part.url).href, sibling(part.path, name)]));
      words.delete(new URL(name, url).href);
      return Promise.all([...words].map(([address, path]) => load(new URL(address), path)));
    });
    return Promise.all([own, shared, common]).then((all) => all.flat());
  };
  try {
    const [bytes, first, rest, words] = await Promise.all([
      file,
      definition,
      parts,
      firstComplete(languages, catalogues),
    ]);
    return { trial: first ? await compile([first, ...rest], words.texts) : bytes, ...words };
  } catch (thrown) {
    throw thrown instanceof Missing ? new PrescreenerError("load", thrown.message) : thrown;
  }
}

function isCompiled(bytes: Uint8Array): boolean {
  return new TextDecoder().decode(bytes.subarray(0, MARK.length)) === MARK;
}

/** Compiles a definition. What that takes is loaded only here. */
async function compile(documents: readonly Document[], texts: readonly Document[]): Promise<Uint8Array> {
  const module = new URL("./author.js", import.meta.url).href;
  try {
    const author: typeof import("./author.ts") = await import(module);
    return await author.compileDefinition({ documents, texts });
  } catch (thrown) {
    throw definitionError(thrown) ?? asPrescreenerError(thrown, thrown instanceof TypeError ? "load" : "wasm");
  }
}

async function firstComplete(
  languages: readonly string[],
  catalogues: (language: string) => Promise<Document[]>,
): Promise<{ texts: Document[]; language: string }> {
  let missing: unknown;
  for (const language of languages) {
    try {
      return { texts: await catalogues(language), language };
    } catch (thrown) {
      if (!(thrown instanceof Missing)) throw thrown;
      missing = thrown;
    }
  }
  throw missing;
}

async function load(url: URL, path: string): Promise<Document> {
  return parsed(await fetchBytes(url), url, path);
}

function parsed(bytes: Uint8Array, url: URL, path: string): Document {
  try {
    return { path, content: JSON.parse(new TextDecoder().decode(bytes)) };
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

function fileName(url: URL): string {
  return url.pathname.slice(url.pathname.lastIndexOf("/") + 1);
}

function sibling(path: string, name: string): string {
  return path.slice(0, path.lastIndexOf("/") + 1) + name;
}
