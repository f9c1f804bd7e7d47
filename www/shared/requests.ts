// Requests that can be sent before the code that reads their responses is loaded, and that fail once nothing arrives any more.
//
// Every load ends: with its content, with its own failure, or with a failure after `PATIENCE` seconds in which no byte of any file
// arrived. A slow network that still delivers does not fail. An import reports no progress; while it is loading, the bytes of the
// files beside it count.
import { PrescreenerError } from "./errors.ts";

/** How long to wait while nothing arrives, in seconds. */
const PATIENCE = 20;
/** The size, in bytes, beyond which a response counts as endless: more than any file of a trial or of the package. */
const LARGEST = 2 ** 26;

/** How many responses and chunks have arrived. */
let arrivals = 0;

/** A request that was sent, and the means to abort it. */
interface Sent {
  readonly response: Promise<Response>;
  readonly stop: AbortController;
}

const sent = new Map<string, Sent>();

/** Returns whether files can be fetched from an address: http, https, or the page's own scheme, such as an app's. */
export function isFetchable(url: URL): boolean {
  const own = url.protocol === globalThis.location?.protocol && url.pathname.startsWith("/");
  return own || /^https?:$/.test(url.protocol);
}

/**
 * Returns the address of a file beside the trial. Where a bundler moves the file, the fragment of the trial's address names it:
 * `/trial-1f.bin#en.txt=/en-2e.txt`.
 */
export function siblingOf(trial: URL, name: string): URL {
  return new URL(new URLSearchParams(trial.hash.slice(1)).get(name) ?? name, trial);
}

/**
 * Returns whether there can be a first question beside a trial. A definition has none, and fixed days may change which is first.
 */
export function mayHaveFirst(trial: URL, anchors: object): boolean {
  return !trial.pathname.endsWith(".json") && Object.keys(anchors).length === 0;
}

/** Sends a request ahead. The next `request` for the same address gets its response. */
export function sendAhead(url: URL): void {
  sent.get(url.href)?.stop.abort();
  sent.set(url.href, send(url));
}

/** Fetches a file, unless it was requested ahead, and returns what `read` makes of it. */
export type Fetch = <T>(url: URL, read: (response: Response) => Promise<T>, options?: RequestInit) => Promise<T>;

/** Loads files and code. Fails also once nothing arrives any more. */
export interface Request extends Fetch {
  /** Waits for an import. `name` is for the error. */
  code<T>(name: string, loading: Promise<T>): Promise<T>;
}

export const request: Request = Object.assign(
  async <T>(url: URL, read: (response: Response) => Promise<T>, options?: RequestInit): Promise<T> => {
    const { response, stop } = sent.get(url.href) ?? send(url, options);
    sent.delete(url.href);
    try {
      return await failWhenStalled(url.href, response.then(read));
    } catch (thrown) {
      stop.abort();
      throw thrown;
    }
  },
  { code: failWhenStalled },
);

function send(url: URL, options?: RequestInit): Sent {
  const stop = new AbortController();
  // A page's replacement of `fetch` may throw synchronously.
  const response = (async () => countBytes(await fetch(url, { ...options, signal: stop.signal })))();
  // The failure reaches the caller of `request`.
  response.catch(() => {});
  return { response, stop };
}

/** Returns the same response, with its bytes counted as they arrive, also before they are read. */
function countBytes(response: Response): Response {
  arrivals += 1;
  let size = 0;
  const count = new TransformStream<Uint8Array, Uint8Array>(
    {
      transform(bytes, to) {
        arrivals += 1;
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

function failWhenStalled<T>(name: string, loading: Promise<T>): Promise<T> {
  let [seen, idle] = [arrivals, 0];
  return new Promise((resolve, reject) => {
    // Counts ticks and reads no clock: a device that slept has not waited.
    const watch = setInterval(() => {
      idle = arrivals === seen ? idle + 1 : 0;
      seen = arrivals;
      if (idle < PATIENCE) return;
      clearInterval(watch);
      reject(new PrescreenerError("load", `${name} did not come: nothing arrived for ${PATIENCE} seconds`));
    }, 1000);
    loading.then(resolve, reject).finally(() => clearInterval(watch));
  });
}
