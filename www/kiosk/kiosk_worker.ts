// Caches the kiosk's files for a start without a network: exactly the listed ones, each verified by its hash when it is cached and
// whenever it is used. Every page of the same origin can write to the cache; the list is in this worker's own code.
// KIOSK.md states what that guarantees, and what it does not.

import { request } from "../shared/requests.ts";
import { changedPage, REPAIR } from "./changed_files.ts";

/** The hash of each file by its path. The build inserts it before this code. */
declare const LISTED: Readonly<Record<string, string>>;

/** The scope of a service worker. TypeScript's library for it conflicts with that for pages. */
interface Scope {
  readonly location: URL;
  readonly registration: { readonly scope: string };
  readonly clients: { matchAll(options: object): Promise<readonly Client[]> };
  skipWaiting(): Promise<void>;
  addEventListener(type: string, listener: (event: WorkerEvent) => void): void;
}
interface Client {
  readonly id: string;
  readonly url: string;
  navigate(url: string): Promise<unknown>;
  postMessage(message: unknown): void;
}
interface WorkerEvent {
  readonly data: unknown;
  readonly request: Request;
  readonly clientId: string;
  waitUntil(promise: Promise<unknown>): void;
  respondWith(response: Promise<Response>): void;
}
const worker = self as unknown as Scope;

const PAGE = "kiosk.html";
const CACHE_PREFIX = "prescreener-kiosk ";
const TYPES: Readonly<Record<string, string>> = {
  bin: "application/octet-stream",
  css: "text/css; charset=utf-8",
  html: "text/html; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  png: "image/png",
  txt: "text/plain; charset=utf-8",
  wasm: "application/wasm",
  webmanifest: "application/manifest+json",
};

/** A file does not have the listed hash. */
class ChangedFile extends Error {
  constructor(readonly path: string) {
    super(`${path} is not the file that is listed`);
  }
}

/** Returns the name of the cache, which depends on the list. */
async function cacheName(): Promise<string> {
  return CACHE_PREFIX + (await hashOf(new TextEncoder().encode(JSON.stringify(LISTED))));
}

async function hashOf(bytes: BufferSource): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-384", bytes));
  return `sha384-${btoa(String.fromCharCode(...hash))}`;
}

/** Fetches a file from the network and verifies it. */
function fetchFile(path: string): Promise<Response> {
  const read = async (response: Response): Promise<Response> => {
    if (!response.ok) throw new TypeError(`${path} answered ${response.status}`);
    return verified(path, response);
  };
  return request(new URL(path, worker.location.href), read, { cache: "no-store", redirect: "error" });
}

/** Returns a file if it has the listed hash. */
async function verified(path: string, response: Response): Promise<Response> {
  const bytes = await response.arrayBuffer();
  if ((await hashOf(bytes)) !== LISTED[path]) throw new ChangedFile(path);
  const type = TYPES[path.split(".").pop() ?? ""] ?? "application/octet-stream";
  // The hash does not cover headers, so none of the response is used.
  return new Response(bytes, { headers: { "Content-Type": type, "X-Content-Type-Options": "nosniff" } });
}

/** Caches all files, or fails: then this worker is not installed. */
async function install(): Promise<void> {
  const paths = Object.keys(LISTED);
  const found = await Promise.allSettled(paths.map(fetchFile));
  const failed = found.flatMap((one) => (one.status === "rejected" ? [one.reason as unknown] : []));
  if (failed.length > 0) {
    const refused = failed.flatMap((reason) => (reason instanceof ChangedFile ? [reason.path] : []));
    if (refused.length > 0) await broadcast({ refused });
    throw failed[0];
  }
  const cache = await caches.open(await cacheName());
  for (const [index, one] of found.entries())
    if (one.status === "fulfilled") await cache.put(paths[index] ?? "", one.value);
}

/** Deletes the caches of other versions. */
async function activate(): Promise<void> {
  const current = await cacheName();
  for (const name of await caches.keys())
    if (name.startsWith(CACHE_PREFIX) && name !== current) await caches.delete(name);
}

/** Returns all pages of the kiosk, also those that were opened before this worker. */
async function kioskPages(): Promise<readonly Client[]> {
  const all = await worker.clients.matchAll({ type: "window", includeUncontrolled: true });
  return all.filter(({ url }) => url.startsWith(worker.registration.scope));
}

async function broadcast(message: object): Promise<void> {
  for (const client of await kioskPages()) client.postMessage(message);
}

/** Returns a file: from the cache, else from the network. */
async function serve(path: string): Promise<Response> {
  if (!(path in LISTED)) return new Response("", { status: 404 });
  const cache = await caches.open(await cacheName());
  const cached = await cache.match(path);
  // The browser may have evicted it.
  const file = cached ? await verified(path, cached) : await refresh(cache, path);
  if (path !== PAGE) return file;
  return new Response(file.body, { headers: { ...Object.fromEntries(file.headers), ...PAGE_HEADERS } });
}

/** Fetches a file and replaces the cached one. */
async function refresh(cache: Cache, path: string): Promise<Response> {
  const file = await fetchFile(path);
  await cache.delete(path);
  await cache.put(path, file.clone());
  return file;
}

/**
 * Opens the kiosk, but verifies every cached file first, so that no changed one fails in the middle. With `repair`, fetches
 * changed files anew.
 */
async function open(repair: boolean): Promise<Response> {
  const cache = await caches.open(await cacheName());
  const states = await Promise.all(
    Object.keys(LISTED).map(async (path) => {
      const cached = await cache.match(path);
      return cached
        ? verified(path, cached).then(
            () => [],
            () => [path],
          )
        : [];
    }),
  );
  const changed = states.flat();
  if (repair) {
    const tried = await Promise.allSettled(changed.map((path) => refresh(cache, path)));
    if (tried.every(({ status }) => status === "fulfilled"))
      return Response.redirect(new URL(PAGE, worker.location.href));
  }
  return changed.length > 0 ? changedPage(changed, repair) : serve(PAGE);
}

/** The files that the page needs before it can receive messages. */
const ESSENTIAL = ["kiosk.js", "prescreener.js"];

/** Serves a file to a page. If it was changed after the page was opened, refuses it and notifies the page. */
async function serveTo(path: string, clientId: string): Promise<Response> {
  try {
    return await serve(path);
  } catch (thrown) {
    if (!(thrown instanceof ChangedFile)) throw thrown;
    const page = (await kioskPages()).find(({ id }) => id === clientId);
    if (ESSENTIAL.includes(path)) await page?.navigate(new URL(PAGE, worker.location.href).href);
    else page?.postMessage({ changed: path });
    return Response.error();
  }
}

/** The parts of the page's policy that only headers can state. */
const PAGE_HEADERS = {
  "Cache-Control": "no-store",
  "Content-Security-Policy": "frame-ancestors 'none'",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
  "Referrer-Policy": "no-referrer",
};

worker.addEventListener("install", (event) => event.waitUntil(install()));
worker.addEventListener("activate", (event) => event.waitUntil(activate()));
worker.addEventListener("message", (event) => {
  // Only if no other page may be in the middle of an interview. A closed page may count for a moment.
  const takeOver = async (): Promise<void> => {
    for (let attempt = 0; attempt < 10; attempt++) {
      if ((await kioskPages()).length < 2) return worker.skipWaiting();
      await new Promise((later) => setTimeout(later, 200));
    }
  };
  if (event.data === "take over") event.waitUntil(takeOver());
});
worker.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  const folder = new URL("./", worker.location.href).href;
  // Requests that send data go to the network: referrals are delivered with POST.
  if (event.request.method !== "GET" || url.origin !== worker.location.origin) return;
  const inFolder = url.href.startsWith(folder);
  const path = inFolder ? url.pathname.slice(new URL(folder).pathname.length) : "";
  const opens = path === PAGE && event.request.mode === "navigate";
  event.respondWith(opens ? open(url.searchParams.has(REPAIR)) : serveTo(path, event.clientId));
});
