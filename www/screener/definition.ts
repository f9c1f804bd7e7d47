// The documents of a definition: the trial and the files that it includes.
import { PrescreenerError } from "../shared/errors.ts";
import { decode, fetchBytes, fileName } from "../shared/files.ts";
import type { Fetch } from "../shared/requests.ts";
import type { Document } from "../shared/types.ts";

/** A file that a trial includes: its path as written there, and its address. */
export interface Part {
  readonly path: string;
  readonly url: URL;
}

/** Returns the files that the trial at `url` includes. */
export function partsOf(trial: Document, url: URL): Part[] {
  return includedPaths(trial.content).map((path) => ({ path, url: resolve(path, url) }));
}

/** Loads a document. */
export async function load({ path, url }: Part, fetch?: Fetch): Promise<Document> {
  return parse(await fetchBytes(url, fetch), url.href, path);
}

/** Parses the document in a file. */
export function parse(bytes: Uint8Array, address: string, path: string): Document {
  try {
    return { path, content: JSON.parse(decode(bytes)) };
  } catch (thrown) {
    const message = `not JSON: ${thrown instanceof Error ? thrown.message : thrown}`;
    throw new PrescreenerError("definition", `${address} is ${message}`, [{ file: path, path: "", message }]);
  }
}

/** Returns the paths that the trial includes. The engine reports a value that is not a list of paths. */
function includedPaths(trial: unknown): string[] {
  const list = (trial as { include?: unknown } | null)?.include;
  return Array.isArray(list) ? list.filter((path) => typeof path === "string") : [];
}

/**
 * Resolves a path. Throws unless it leads to the trial's own origin: the site that serves a trial is responsible for all its
 * texts.
 */
function resolve(path: string, base: URL): URL {
  let url: URL | undefined;
  try {
    url = new URL(path, base);
  } catch {
    // Reported below.
  }
  if (url?.origin === base.origin) return url;
  const message = `${path}, which ${base} includes, is no path to a file of the same origin`;
  throw new PrescreenerError("definition", message, [{ file: fileName(base), path: "include", message }]);
}
