// Everything that a page can leave behind or send away, and how to notice it.

/** What a visitor's browser keeps of the page. */
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
 * Writes down every request, WebSocket and other way out from now on, also those that only the browser's own protocol
 * tells of: beacons, reports, prefetches.
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

/** In a page: counts what would leave a trace elsewhere. Each is called as ever. */
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

/** In a page: keeps hold of the memory of every engine that is made, as `window.memories`. */
export function keepMemories() {
  window.memories = [];
  const construct = (target, args) => {
    const instance = Reflect.construct(target, args);
    window.memories.push(instance.exports.memory);
    return instance;
  };
  WebAssembly.Instance = new Proxy(WebAssembly.Instance, { construct });
}

/** How many engines were made, and if the memory of the one in use holds a text. */
export function remembers(page, words) {
  return page.evaluate((wanted) => {
    const engines = window.memories.length;
    const memory = new TextDecoder("latin1").decode(window.memories.at(-1).buffer);
    return { engines, found: memory.includes(wanted) };
  }, words);
}

/** In a page: keeps an eye on every memory of a plain engine that is made, without keeping it. */
export function keepBuffers() {
  window.buffers = [];
  const construct = (target, args) => {
    const buffer = Reflect.construct(target, args);
    if (buffer.byteLength >= 2 ** 20) window.buffers.push(new WeakRef(buffer));
    return buffer;
  };
  window.ArrayBuffer = new Proxy(ArrayBuffer, { construct });
}

/** Of each memory that is left once what nobody needs is gone: if it holds a text. */
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
