// Fetches files and says what is wrong with them.
import { asPrescreenerError, PrescreenerError } from "./errors.ts";
import { type Fetch, request } from "./requests.ts";

/** A file that the server does not have. */
export class Missing extends Error {}

export const fetchBytes = (url: URL, fetch: Fetch = request): Promise<Uint8Array> =>
  fetchFile(url, async (response) => new Uint8Array(await response.arrayBuffer()), fetch);

/** What `read` makes of a file that is there. */
export async function fetchFile<T>(url: URL, read: (response: Response) => Promise<T>, fetch: Fetch): Promise<T> {
  try {
    return await fetch(url, (response) => {
      if (response.ok) return read(response);
      const message = `${url} answered ${response.status}`;
      if (response.status === 404 || response.status === 410) throw new Missing(message);
      throw new PrescreenerError("load", message);
    });
  } catch (thrown) {
    if (thrown instanceof Missing) throw thrown;
    throw asPrescreenerError(thrown, "load", `${url} could not be fetched: `);
  }
}

/** What `load` gives for the first language that has all its files, and that language. */
export async function firstOf<T>(
  languages: readonly string[],
  load: (language: string) => Promise<T>,
): Promise<[T, string]> {
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

/** What `load` gives; a file that is not there is a failure to load. */
export async function orFailure<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (thrown) {
    throw thrown instanceof Missing ? new PrescreenerError("load", thrown.message) : thrown;
  }
}

export function decoded(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

/** What a compiled trial begins with; anything else is a definition. */
const MARK = "prescreener/compiled/";

export function isCompiled(trial: Uint8Array): boolean {
  return decoded(trial.subarray(0, MARK.length)) === MARK;
}

export function fileName(url: URL): string {
  return url.pathname.slice(url.pathname.lastIndexOf("/") + 1);
}
