// Requests that are sent before the code that reads the answers is there, so that neither waits for the other.

const sent = new Map<string, Promise<Response>>();

/**
 * The address of a file beside the trial. Where a bundler has moved it, the trial's own address says so behind a `#`:
 * `/trial-1f.bin#en.txt=/en-2e.txt`.
 */
export function beside(trial: URL, name: string): URL {
  return new URL(new URLSearchParams(trial.hash.slice(1)).get(name) ?? name, trial);
}

/** Sends a request ahead. Whoever asks for the same address next gets its answer. */
export function ahead(url: URL): void {
  const response = fetch(url);
  // Whoever asks hears of a failure.
  response.catch(() => {});
  sent.set(url.href, response);
}

/** The answer to a request, sent now unless it was sent ahead. */
export type Request = (url: URL) => Promise<Response>;

export const request: Request = (url) => {
  const response = sent.get(url.href) ?? fetch(url);
  sent.delete(url.href);
  return response;
};
