// Everything that a page can leave behind or send away, and how to detect it.

/** Returns what a visitor's browser keeps of the page. */
export async function traces(page) {
  const kept = await page.evaluate(async () => ({
    url: location.href,
    title: document.title,
    history: history.length,
    state: history.state,
    name: window.name,
    cookie: document.cookie,
    localStorage: { ...localStorage },
    sessionStorage: { ...sessionStorage },
    databases: await indexedDB.databases(),
    caches: await caches.keys(),
    workers: (await navigator.serviceWorker.getRegistrations()).length,
  }));
  const { cookies, origins } = await page.context().storageState({ indexedDB: true });
  return { ...kept, cookies, origins };
}

/**
 * Records every request, WebSocket and other outgoing connection from now on, including those that only the browser's
 * own protocol reports: beacons, reports, prefetches.
 */
export async function watchNetwork(page) {
  const seen = [];
  page.context().on("request", (request) => seen.push(`${request.method()} ${request.url()}`));
  page.on("websocket", (socket) => seen.push(`WebSocket ${socket.url()}`));
  page.on("worker", (worker) => seen.push(`Worker ${worker.url()}`));
  const client = await page.context().newCDPSession(page);
  await client.send("Network.enable");
  for (const event of ["requestWillBeSent", "webSocketCreated", "webTransportCreated", "directTCPSocketCreated"]) {
    client.on(`Network.${event}`, ({ request, url }) => seen.push(`${event} ${request?.url ?? url}`));
  }
  return seen;
}

/** In a page: counts calls that would leave a trace elsewhere. Each is still made. */
export function countCalls() {
  window.called = [];
  const watch = (owner, name) => {
    const original = owner?.[name];
    if (!original) return;
    owner[name] = function (...args) {
      window.called.push(name);
      return original.apply(this, args);
    };
  };
  for (const name of ["pushState", "replaceState", "back", "forward", "go"]) watch(History.prototype, name);
  for (const name of ["setItem", "getItem", "removeItem", "clear"]) watch(Storage.prototype, name);
  for (const name of ["writeText", "write", "readText", "read"]) watch(globalThis.Clipboard?.prototype, name);
  for (const name of ["sendBeacon", "share", "vibrate"]) watch(Navigator.prototype, name);
  for (const name of ["open", "postMessage", "print", "alert", "confirm", "prompt", "fetch"]) watch(window, name);
}

/** In a page: keeps the memory of every engine that is created, as `window.memories`. */
export function keepMemories() {
  window.memories = [];
  const construct = (target, args) => {
    const instance = Reflect.construct(target, args);
    window.memories.push(instance.exports.memory);
    return instance;
  };
  WebAssembly.Instance = new Proxy(WebAssembly.Instance, { construct });
}

/** Returns how many engines were created, and whether the memory of the current one contains a text. */
export function remembers(page, words) {
  return page.evaluate((wanted) => {
    const engines = window.memories.length;
    const memory = new TextDecoder("latin1").decode(window.memories.at(-1).buffer);
    return { engines, found: memory.includes(wanted) };
  }, words);
}

/** In a page: watches every memory of a plain engine that is created, without keeping it alive. */
export function keepBuffers() {
  window.buffers = [];
  const construct = (target, args) => {
    const buffer = Reflect.construct(target, args);
    if (buffer.byteLength >= 2 ** 20) window.buffers.push(new WeakRef(buffer));
    return buffer;
  };
  window.ArrayBuffer = new Proxy(ArrayBuffer, { construct });
}

/** Returns, for each memory left after garbage collection, whether it contains a text. */
export async function stillThere(page, words) {
  const client = await page.context().newCDPSession(page);
  await client.send("HeapProfiler.collectGarbage");
  await client.detach();
  return page.evaluate((wanted) => {
    const text = (buffer) => new TextDecoder("latin1").decode(buffer);
    const left = window.buffers.map((kept) => kept.deref()).filter((buffer) => buffer !== undefined);
    return left.map((buffer) => text(buffer).includes(wanted));
  }, words);
}
