// Fetches a trial and its messages. After that, only the messages of later screens are requested.
import type { Documents } from "../shared/contracts.ts";
import { asPrescreenerError } from "../shared/errors.ts";
import { decode, fetchBytes, fileName, firstAvailable, isCompiled, required } from "../shared/files.ts";
import { type Request, siblingOf } from "../shared/requests.ts";

const loaded = new Map<string, Promise<Documents>>();

/**
 * Loads the trial at `url` in the first of `languages` in which every catalogue exists. It is loaded once for all elements on the
 * page, however often they restart; a failure can be tried again.
 */
export function loadDocuments(url: URL, languages: readonly string[], request: Request): Promise<Documents> {
  const key = [url, ...languages].join(" ");
  let documents = loaded.get(key);
  if (!documents) {
    documents = required(() => fetchDocuments(url, languages, request));
    loaded.set(key, documents);
    documents.catch(() => loaded.delete(key));
  }
  return documents;
}

async function fetchDocuments(url: URL, languages: readonly string[], request: Request): Promise<Documents> {
  const file = fetchBytes(url, request);
  const text = async (name: string): Promise<string> => decode(await fetchBytes(siblingOf(url, name), request));
  const first = (): Promise<[string, string]> => firstAvailable(languages, (language) => text(`${language}.txt`));
  // The messages of a compiled trial are requested together with it. A definition has none.
  const early = fileName(url).endsWith(".json") ? undefined : first();
  early?.catch(() => {});
  const trial = await file;
  if (!isCompiled(trial)) return compile(trial, url, languages, request);
  const [messages, language] = await (early ?? first());
  const part = (name: string): (() => Promise<string>) => once(() => text(`${language}.${name}.txt`));
  const sites = once(() => text("sites.json"));
  return { trial, messages, result: part("result"), referral: part("referral"), sites, language };
}

/** Compiles a definition, with code that is loaded only here. */
async function compile(
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
  return author.compileDefinition(definition, url, languages, request);
}

/** Returns a function that loads once; a failure can be tried again. */
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
