// The exit: leaves the page at once, for people who must not be seen reading it.
import { webAddress } from "../shared/web_address.ts";

/** The longest time between two presses of Escape that count together, in milliseconds. */
const LONGEST_GAP = 5000;

/**
 * Leaves for the address `exit` when its button is pressed, or Escape three times anywhere on the page. Calls `beforeLeaving` first,
 * to drop the answers. Returns a function that stops listening.
 */
export function offerExit(root: HTMLElement, exit: string, base: string, beforeLeaving: () => void): () => void {
  const address = webAddress("exit", exit, base).href;
  const listening = new AbortController();
  let [presses, last] = [0, 0];
  let handled: Event | undefined;
  const isExit = (event: Event): boolean => {
    if (event.type !== "keydown") {
      const [pressed] = event.composedPath() as Element[];
      return root.contains(pressed ?? null) && !!pressed?.closest("[data-action=exit]");
    }
    const { key, repeat } = event as KeyboardEvent;
    if (repeat) return false;
    if (key !== "Escape" || event.timeStamp - last > LONGEST_GAP) presses = 0;
    if (key === "Escape") presses++;
    last = event.timeStamp;
    return presses > 2;
  };
  const leave = (event: Event): void => {
    if (event === handled) return;
    handled = event;
    if (!isExit(event)) return;
    // The element may have moved to another document since.
    const { location } = root.ownerDocument;
    beforeLeaving();
    // Replaces the history entry, so that Back does not lead here; in a frame, that of the host too, if that is allowed.
    try {
      (window.top ?? window).location.replace(address);
    } catch {
      location.replace(address);
    }
  };
  // The document receives events elsewhere on the page; the root, its own events in any document.
  for (const target of [root.ownerDocument, root]) {
    for (const type of ["click", "keydown"])
      target.addEventListener(type, leave, { capture: true, signal: listening.signal });
  }
  return () => listening.abort();
}
