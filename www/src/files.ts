// Fetches files and says what is wrong with them.
import { PrescreenerError } from "./errors.ts";

/** A parsed file. */
export interface Document {
  readonly path: string;
  readonly content: unknown;
}

/** A file that the server does not have. */
export class Missing extends Error {}

export async function fetchBytes(url: URL): Promise<Uint8Array> {
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

export function fileName(url: URL): string {
  return url.pathname.slice(url.pathname.lastIndexOf("/") + 1);
}
