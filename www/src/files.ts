// Fetches files and says what is wrong with them.
import { PrescreenerError } from "./errors.ts";
import type { Request } from "./requests.ts";

/** A file that the server does not have. */
export class Missing extends Error {}

export async function fetchBytes(url: URL, request: Request = fetch): Promise<Uint8Array> {
  let response: Response;
  try {
    response = await request(url);
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
