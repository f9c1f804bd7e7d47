// Fetches a trial and its words. Once they are here, no request follows but for the words of the result.
import type { Documents } from "../shared/contracts.ts";
import { asPrescreenerError } from "../shared/errors.ts";
import { decoded, fetchBytes, fileName, firstOf, isCompiled, orFailure } from "../shared/files.ts";
import { beside, type Request } from "../shared/requests.ts";

const loaded = new Map<string, Promise<Documents>>();

/**
 * The trial at `url`, in the first of `languages` in which every catalogue exists. Loaded once for all elements on the
 * page, however often they start again; a failure may be tried again.
 */
export function loadDocuments(url: URL, languages: readonly string[], request: Request): Promise<Documents> {
  const key = [url, ...languages].join(" ");
  let documents = loaded.get(key);
  if (!documents) {
    documents = orFailure(() => fetchDocuments(url, languages, request));
    loaded.set(key, documents);
    documents.catch(() => loaded.delete(key));
  }
  return documents;
}

async function fetchDocuments(url: URL, languages: readonly string[], request: Request): Promise<Documents> {
  const file = fetchBytes(url, request);
  const text = async (name: string): Promise<string> => decoded(await fetchBytes(beside(url, name), request));
  const first = (): Promise<[string, string]> => firstOf(languages, (language) => text(`${language}.txt`));
  // The words of a compiled trial lie beside it: neither waits for the other. A definition has none there.
  const early = fileName(url).endsWith(".json") ? undefined : first();
  early?.catch(() => {});
  const trial = await file;
  if (!isCompiled(trial)) return compiledHere(trial, url, languages, request);
  const [words, language] = await (early ?? first());
  const part = (name: string): (() => Promise<string>) => once(() => text(`${language}.${name}.txt`));
  const sites = once(() => text("sites.json"));
  return { trial, words, later: part("result"), referral: part("referral"), sites, language };
}

/** Compiles a definition. What that takes is loaded only here. */
async function compiledHere(
  definition: Uint8Array,
  url: URL,
  languages: readonly string[],
  request: Request,
): Promise<Documents> {
  let author: typeof import("../screener/author.ts");
  try {
    author = await request.code("author.js", import("../screener/author.ts"));
  } catch (thrown) {
    throw asPrescreenerError(thrown, "load");
  }
  return author.compiled(definition, url, languages, request);
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
