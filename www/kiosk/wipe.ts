// Clears everything a person entered: another page of the same kind replaces this one.

/** The query of the address after answers were cleared. */
const CLEARED = "?cleared";

export const wasCleared = (): boolean => location.search === CLEARED;

/**
 * Empties the page, then replaces it, so that Back does not lead here. If no page can be loaded, without a network and offline
 * files, calls `rebuild` instead. `writing`: a write that must be finished or have failed before the page goes.
 */
export async function wipe(rebuild: () => void, writing?: Promise<unknown>): Promise<void> {
  empty();
  await writing?.catch(() => {});
  if (navigator.serviceWorker?.controller || (await isReachable())) location.replace(CLEARED);
  else rebuild();
}

/** Removes everything from the page. An element that is removed ends its session, and drops the memory that held the answers. */
export function empty(): void {
  for (const element of document.querySelectorAll("trial-prescreener")) element.remove();
  document.body.replaceChildren();
  globalThis.speechSynthesis?.cancel();
}

/** Empties the page before the browser caches it for Back, and replaces it if the browser restores it. */
export function clearOnLeaving(): void {
  addEventListener("pagehide", empty);
  addEventListener("pageshow", ({ persisted }) => {
    if (persisted) location.replace(CLEARED);
  });
}

async function isReachable(): Promise<boolean> {
  try {
    return (await fetch(CLEARED, { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(3000) })).ok;
  } catch {
    return false;
  }
}
