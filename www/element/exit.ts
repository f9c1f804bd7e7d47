// A way to leave the page at once, for whoever must not be seen reading it.
import { webAddress } from "../shared/web_address.ts";

/** How long there may be between two presses of Escape, in milliseconds. */
const TOGETHER = 5000;

/**
 * Leaves for the address `exit` once the button for it is pressed, or Escape three times, wherever on the page. `left` is
 * called before, to drop what was answered. Gives a way to stop listening.
 */
export function offerExit(root: HTMLElement, exit: string, base: string, left: () => void): () => void {
  const address = webAddress("exit", exit, base).href;
  const listening = new AbortController();
  let [presses, last] = [0, 0];
  let heard: Event | undefined;
  const asked = (event: Event): boolean => {
    if (event.type !== "keydown") {
      const [pressed] = event.composedPath() as Element[];
      return root.contains(pressed ?? null) && !!pressed?.closest("[data-action=exit]");
    }
    const { key, repeat } = event as KeyboardEvent;
    if (repeat) return false;
    if (key !== "Escape" || event.timeStamp - last > TOGETHER) presses = 0;
    if (key === "Escape") presses++;
    last = event.timeStamp;
    return presses > 2;
  };
  const leave = (event: Event): void => {
    if (event === heard) return;
    heard = event;
    if (!asked(event)) return;
    // The element may have gone to another document since.
    const { location } = root.ownerDocument;
    left();
    // No way back leads here. In a frame the page around it goes too, where that is allowed.
    try {
      (window.top ?? window).location.replace(address);
    } catch {
      location.replace(address);
    }
  };
  // The document hears what is pressed elsewhere on the page; the element's own, wherever it goes.
  for (const place of [root.ownerDocument, root]) {
    for (const type of ["click", "keydown"])
      place.addEventListener(type, leave, { capture: true, signal: listening.signal });
  }
  return () => listening.abort();
}
