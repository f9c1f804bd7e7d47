// Keeps the kiosk's files for a start without a network: exactly those listed, each only with its hash. KIOSK.md says what
// that guarantees.

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
  readonly url: string;
  postMessage(message: unknown): void;
}
interface WorkerEvent {
  readonly data: unknown;
  readonly request: Request;
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
async function checked(path: string): Promise<Response> {
  const response = await fetch(new URL(path, worker.location.href), { cache: "no-store", redirect: "error" });
  if (!response.ok) throw new TypeError(`${path} answered ${response.status}`);
  const bytes = await response.arrayBuffer();
  if ((await hashOf(bytes)) !== LISTED[path]) throw new Refused(path);
  const type = TYPES[path.split(".").pop() ?? ""] ?? "application/octet-stream";
  // Headers have no hash, so none of the server's is kept.
  return new Response(bytes, { headers: { "Content-Type": type, "X-Content-Type-Options": "nosniff" } });
}

/** All or nothing: what is refused, or does not come, keeps this worker from being installed. */
async function install(): Promise<void> {
  const paths = Object.keys(LISTED);
  const found = await Promise.allSettled(paths.map(checked));
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
  let kept = await cache.match(path);
  if (!kept) {
    // The browser may have thrown it out.
    kept = await checked(path);
    await cache.put(path, kept.clone());
  }
  if (path !== PAGE) return kept;
  return new Response(kept.body, { headers: { ...Object.fromEntries(kept.headers), ...PAGE_HEADERS } });
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
  event.respondWith(answer(known ? url.pathname.slice(new URL(folder).pathname.length) : ""));
});
