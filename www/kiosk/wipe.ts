// Leaves nothing of a person: the page goes, and another one of the same kind takes its place.

/** What the address says after somebody's answers were cleared. */
const CLEARED = "?cleared";

export const wasCleared = (): boolean => location.search === CLEARED;

/**
 * Empties the page, then replaces it: no way back leads here. Where no page can be had, without a network and with nothing kept
 * for that, `rebuild` makes this one anew. `writing`: what must be on the disk before the page goes, or not be there.
 */
export async function wipe(rebuild: () => void, writing?: Promise<unknown>): Promise<void> {
  empty();
  await writing?.catch(() => {});
  if (navigator.serviceWorker?.controller || (await reachable())) location.replace(CLEARED);
  else rebuild();
}

/** Takes everything off the page. An element that leaves it ends its session, and drops the memory that held the answers. */
export function empty(): void {
  for (const element of document.querySelectorAll("trial-prescreener")) element.remove();
  document.body.replaceChildren();
  globalThis.speechSynthesis?.cancel();
}

/** A page that is left may be kept whole for the way back to it. This one is empty by then, and makes itself anew. */
export function leaveNothingBehind(): void {
  addEventListener("pagehide", empty);
  addEventListener("pageshow", ({ persisted }) => {
    if (persisted) location.replace(CLEARED);
  });
}

async function reachable(): Promise<boolean> {
  try {
    return (await fetch(CLEARED, { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(3000) })).ok;
  } catch {
    return false;
  }
}
