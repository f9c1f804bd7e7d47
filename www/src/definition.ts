// The documents of a definition: the trial and what it includes.
import { PrescreenerError } from "./errors.ts";
import { decoded, fetchBytes } from "./files.ts";
import type { Request } from "./requests.ts";
import type { Document } from "./types.ts";

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
export async function load({ path, url }: Part, request?: Request): Promise<Document> {
  return parsed(await fetchBytes(url, request), url.href, path);
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

function resolve(path: string, base: URL): URL {
  try {
    return new URL(path, base);
  } catch {
    throw new PrescreenerError("definition", `${path}, which ${base} includes, is no path`);
  }
}
