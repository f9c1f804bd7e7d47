// Keeps the kiosk's files for a start without a network: exactly those listed, each only with its hash, when it is kept and
// whenever it is used. Every page of the same origin can write where they are kept; the list is in this worker's own code.
// KIOSK.md says what that guarantees, and what it does not.

import { request } from "../shared/requests.ts";
import { changedPage, MEND } from "./changed_files.ts";

/** Path by path, the hash of each file. The build writes it in front of this code. */
declare const LISTED: Readonly<Record<string, string>>;

/** What a service worker has; the library of types that names it does not go with that of pages. */
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
const KIND = "prescreener-kiosk ";
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

class Refused extends Error {
  constructor(readonly path: string) {
    super(`${path} is not the file that is listed`);
  }
}

/** Another list is another cache. */
async function cacheName(): Promise<string> {
  return KIND + (await hashOf(new TextEncoder().encode(JSON.stringify(LISTED))));
}

async function hashOf(bytes: BufferSource): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-384", bytes));
  return `sha384-${btoa(String.fromCharCode(...hash))}`;
}

/** A file from the network, if it is the one that is listed. */
function fetched(path: string): Promise<Response> {
  const read = async (response: Response): Promise<Response> => {
    if (!response.ok) throw new TypeError(`${path} answered ${response.status}`);
    return checked(path, response);
  };
  return request(new URL(path, worker.location.href), read, { cache: "no-store", redirect: "error" });
}

/** A file, if it is the one that is listed. */
async function checked(path: string, response: Response): Promise<Response> {
  const bytes = await response.arrayBuffer();
  if ((await hashOf(bytes)) !== LISTED[path]) throw new Refused(path);
  const type = TYPES[path.split(".").pop() ?? ""] ?? "application/octet-stream";
  // Headers have no hash, so none that came with it is used.
  return new Response(bytes, { headers: { "Content-Type": type, "X-Content-Type-Options": "nosniff" } });
}

/** All or nothing: what is refused, or does not come, keeps this worker from being installed. */
async function install(): Promise<void> {
  const paths = Object.keys(LISTED);
  const found = await Promise.allSettled(paths.map(fetched));
  const failed = found.flatMap((one) => (one.status === "rejected" ? [one.reason as unknown] : []));
  if (failed.length > 0) {
    const refused = failed.flatMap((reason) => (reason instanceof Refused ? [reason.path] : []));
    if (refused.length > 0) await tell({ refused });
    throw failed[0];
  }
  const cache = await caches.open(await cacheName());
  for (const [place, one] of found.entries())
    if (one.status === "fulfilled") await cache.put(paths[place] ?? "", one.value);
}

async function activate(): Promise<void> {
  const own = await cacheName();
  for (const name of await caches.keys()) if (name.startsWith(KIND) && name !== own) await caches.delete(name);
}

/** Every tablet's page, also one that came before this worker. */
async function kiosks(): Promise<readonly Client[]> {
  const all = await worker.clients.matchAll({ type: "window", includeUncontrolled: true });
  return all.filter(({ url }) => url.startsWith(worker.registration.scope));
}

async function tell(message: object): Promise<void> {
  for (const client of await kiosks()) client.postMessage(message);
}

async function answer(path: string): Promise<Response> {
  if (!(path in LISTED)) return new Response("", { status: 404 });
  const cache = await caches.open(await cacheName());
  const kept = await cache.match(path);
  // The browser may have thrown it out.
  const file = kept ? await checked(path, kept) : await renewed(cache, path);
  if (path !== PAGE) return file;
  return new Response(file.body, { headers: { ...Object.fromEntries(file.headers), ...PAGE_HEADERS } });
}

/** A file from the network, kept in place of what was there. */
async function renewed(cache: Cache, path: string): Promise<Response> {
  const file = await fetched(path);
  await cache.delete(path);
  await cache.put(path, file.clone());
  return file;
}

/** Where somebody opens the kiosk, every kept file is looked at first: nobody begins with what may break off in the middle. */
async function open(mend: boolean): Promise<Response> {
  const cache = await caches.open(await cacheName());
  const states = await Promise.all(
    Object.keys(LISTED).map(async (path) => {
      const kept = await cache.match(path);
      return kept
        ? checked(path, kept).then(
            () => [],
            () => [path],
          )
        : [];
    }),
  );
  const changed = states.flat();
  if (mend) {
    const tried = await Promise.allSettled(changed.map((path) => renewed(cache, path)));
    if (tried.every(({ status }) => status === "fulfilled"))
      return Response.redirect(new URL(PAGE, worker.location.href));
  }
  return changed.length > 0 ? changedPage(changed, mend) : answer(PAGE);
}

/** What the page is made of before it can hear of anything. */
const FIRST = ["kiosk.js", "prescreener.js"];

/** A file that was changed after the page was opened is not given out, and the page is told. */
async function give(path: string, clientId: string): Promise<Response> {
  try {
    return await answer(path);
  } catch (thrown) {
    if (!(thrown instanceof Refused)) throw thrown;
    const page = (await kiosks()).find(({ id }) => id === clientId);
    if (FIRST.includes(path)) await page?.navigate(new URL(PAGE, worker.location.href).href);
    else page?.postMessage({ changed: path });
    return Response.error();
  }
}

/** The page's policy is in the page, but for what only headers can say. */
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
  // Only between two people, and only if no other page is in the middle. One that was left may take a moment to be gone.
  const alone = async (): Promise<void> => {
    for (let look = 0; look < 10; look++) {
      if ((await kiosks()).length < 2) return worker.skipWaiting();
      await new Promise((later) => setTimeout(later, 200));
    }
  };
  if (event.data === "take over") event.waitUntil(alone());
});
worker.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  const folder = new URL("./", worker.location.href).href;
  // What is sent is not answered from here: referrals are delivered with POST.
  if (event.request.method !== "GET" || url.origin !== worker.location.origin) return;
  const known = url.href.startsWith(folder);
  const path = known ? url.pathname.slice(new URL(folder).pathname.length) : "";
  const opens = path === PAGE && event.request.mode === "navigate";
  event.respondWith(opens ? open(url.searchParams.has(MEND)) : give(path, event.clientId));
});
