// Fetches files, with errors that name the file.
import { asPrescreenerError, PrescreenerError } from "./errors.ts";
import { type Fetch, request } from "./requests.ts";

/** The server does not have a file. */
export class MissingFile extends Error {}

/** Fetches a file as bytes. */
export const fetchBytes = (url: URL, fetch: Fetch = request): Promise<Uint8Array> =>
  fetchFile(url, async (response) => new Uint8Array(await response.arrayBuffer()), fetch);

/** Fetches a file and returns what `read` makes of it. Throws `MissingFile` if the server does not have it. */
export async function fetchFile<T>(url: URL, read: (response: Response) => Promise<T>, fetch: Fetch): Promise<T> {
  try {
    return await fetch(url, (response) => {
      if (response.ok) return read(response);
      const message = `${url} answered ${response.status}`;
      if (response.status === 404 || response.status === 410) throw new MissingFile(message);
      throw new PrescreenerError("load", message);
    });
  } catch (thrown) {
    if (thrown instanceof MissingFile) throw thrown;
    throw asPrescreenerError(thrown, "load", `${url} could not be fetched: `);
  }
}

/** Returns what `load` returns for the first language that misses no file, and that language. */
export async function firstAvailable<T>(
  languages: readonly string[],
  load: (language: string) => Promise<T>,
): Promise<[T, string]> {
  let missing: unknown;
  for (const language of languages) {
    try {
      return [await load(language), language];
    } catch (thrown) {
      if (!(thrown instanceof MissingFile)) throw thrown;
      missing = thrown;
    }
  }
  throw missing;
}

/** Returns what `load` returns, and turns a missing file into a load error. */
export async function required<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (thrown) {
    throw thrown instanceof MissingFile ? new PrescreenerError("load", thrown.message) : thrown;
  }
}

/** Decodes UTF-8. */
export function decode(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

/** The start of every compiled trial; anything else is a definition. */
const COMPILED = "prescreener/compiled/";

export function isCompiled(trial: Uint8Array): boolean {
  return decode(trial.subarray(0, COMPILED.length)) === COMPILED;
}

export function fileName(url: URL): string {
  return url.pathname.slice(url.pathname.lastIndexOf("/") + 1);
}
