// Requests: sent before the code that reads the answers is there, so that neither waits for the other, and given up once
// nothing comes any more.
//
// Law. What is loaded ends: with what it was asked for, with its own failure, or with a failure after `PATIENCE` seconds in which
// nothing came of any file. Bytes are what counts, so a slow network that still delivers is waited for. The code that is
// imported does not tell how far it is; while it comes, the bytes of the files beside it do.
import { PrescreenerError } from "./errors.ts";

/** How long to wait while nothing comes, in seconds. */
export const PATIENCE = 20;
/** More than any file of a trial or of the package has, in bytes. What goes on beyond has no end. */
const LARGEST = 2 ** 26;

/** How often something came. */
let news = 0;

/** A file on its way, and how to give it up. */
interface Sent {
  readonly response: Promise<Response>;
  readonly stop: AbortController;
}

const sent = new Map<string, Sent>();

/** Whether files are fetched from such an address: of the web, or of the page's own kind, such as an app's. */
export function isFetched(url: URL): boolean {
  const own = url.protocol === globalThis.location?.protocol && url.pathname.startsWith("/");
  return own || /^https?:$/.test(url.protocol);
}

/**
 * The address of a file beside the trial. Where a bundler has moved it, the trial's own address says so behind a `#`:
 * `/trial-1f.bin#en.txt=/en-2e.txt`.
 */
export function beside(trial: URL, name: string): URL {
  return new URL(new URLSearchParams(trial.hash.slice(1)).get(name) ?? name, trial);
}

/** Whether a first question may lie beside a trial: a definition has none, and days that the site fixed may lead to another. */
export function hasFirst(trial: URL, anchors: object): boolean {
  return !trial.pathname.endsWith(".json") && Object.keys(anchors).length === 0;
}

/** Sends a request ahead. Whoever asks for the same address next gets its answer. */
export function ahead(url: URL): void {
  sent.get(url.href)?.stop.abort();
  sent.set(url.href, send(url));
}

/** What `read` makes of a file, sent for now unless it was sent for ahead. */
export type Fetch = <T>(url: URL, read: (response: Response) => Promise<T>, options?: RequestInit) => Promise<T>;

/** Loads files, and what is not a file for the page. It fails too where nothing comes any more. */
export interface Request extends Fetch {
  /** The code that is being imported, called `name`. */
  code<T>(name: string, coming: Promise<T>): Promise<T>;
}

export const request: Request = Object.assign(
  async <T>(url: URL, read: (response: Response) => Promise<T>, options?: RequestInit): Promise<T> => {
    const { response, stop } = sent.get(url.href) ?? send(url, options);
    sent.delete(url.href);
    try {
      return await patiently(url.href, response.then(read));
    } catch (thrown) {
      stop.abort();
      throw thrown;
    }
  },
  { code: patiently },
);

function send(url: URL, options?: RequestInit): Sent {
  const stop = new AbortController();
  // What a page has put in the place of `fetch` may throw at once.
  const response = (async () => counted(await fetch(url, { ...options, signal: stop.signal })))();
  // Whoever asks hears of a failure.
  response.catch(() => {});
  return { response, stop };
}

/** The same response, with its bytes counted as they come, whether somebody reads them yet or not. */
function counted(response: Response): Response {
  news += 1;
  let size = 0;
  const count = new TransformStream<Uint8Array, Uint8Array>(
    {
      transform(bytes, to) {
        news += 1;
        size += bytes.length;
        if (size > LARGEST) throw new RangeError("it does not end");
        to.enqueue(bytes);
      },
    },
    undefined,
    { highWaterMark: Number.POSITIVE_INFINITY },
  );
  return response.body ? new Response(response.body.pipeThrough(count), response) : response;
}

function patiently<T>(name: string, coming: Promise<T>): Promise<T> {
  let [seen, idle] = [news, 0];
  return new Promise((done, failed) => {
    // Seconds are counted, not told by the clock: a device that slept has not waited.
    const watch = setInterval(() => {
      idle = news === seen ? idle + 1 : 0;
      seen = news;
      if (idle < PATIENCE) return;
      clearInterval(watch);
      failed(new PrescreenerError("load", `${name} did not come: nothing arrived for ${PATIENCE} seconds`));
    }, 1000);
    coming.then(done, failed).finally(() => clearInterval(watch));
  });
}
