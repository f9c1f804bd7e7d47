// The documents of a definition: the trial and what it includes.
import { PrescreenerError } from "../shared/errors.ts";
import { decoded, fetchBytes, fileName } from "../shared/files.ts";
import type { Fetch } from "../shared/requests.ts";
import type { Document } from "../shared/types.ts";

/** A document that a trial includes: its path as written there, and its address. */
export interface Part {
  readonly path: string;
  readonly url: URL;
}

/** The documents that the trial at `url` includes. */
export function partsOf(trial: Document, url: URL): Part[] {
  return included(trial.content).map((path) => ({ path, url: resolve(path, url) }));
}

/** The document at an address. */
export async function load({ path, url }: Part, fetch?: Fetch): Promise<Document> {
  return parsed(await fetchBytes(url, fetch), url.href, path);
}

/** The document in a file. */
export function parsed(bytes: Uint8Array, address: string, path: string): Document {
  try {
    return { path, content: JSON.parse(decoded(bytes)) };
  } catch (thrown) {
    const message = `not JSON: ${thrown instanceof Error ? thrown.message : thrown}`;
    throw new PrescreenerError("definition", `${address} is ${message}`, [{ file: path, path: "", message }]);
  }
}

/** The paths that the trial includes. What is not a list of paths is left for the engine to complain about. */
function included(trial: unknown): string[] {
  const list = (trial as { include?: unknown } | null)?.include;
  return Array.isArray(list) ? list.filter((path) => typeof path === "string") : [];
}

/** Only from where the trial is: whose page shows a trial answers for all its words. */
function resolve(path: string, base: URL): URL {
  let url: URL | undefined;
  try {
    url = new URL(path, base);
  } catch {
    // It is told below.
  }
  if (url?.origin === base.origin) return url;
  const message = `${path}, which ${base} includes, is no path to a file of the same origin`;
  throw new PrescreenerError("definition", message, [{ file: fileName(base), path: "include", message }]);
}
