// A way to leave the page at once, for whoever must not be seen reading it.
import { webAddress } from "./web_address.ts";

/** How long there may be between two presses of Escape, in milliseconds. */
const TOGETHER = 5000;

/**
 * Leaves for the address `exit` once the button for it is pressed, or Escape three times, wherever on the page. `left` is
 * called before, to drop what was answered. Gives a way to stop listening.
 */
export function offerExit(root: HTMLElement, exit: string, base: string, left: () => void): () => void {
  const document = root.ownerDocument;
  const address = webAddress("exit", exit, base).href;
  const listening = new AbortController();
  let [presses, last] = [0, 0];
  const asked = (event: Event): boolean => {
    if (!(event instanceof KeyboardEvent)) {
      const [pressed] = event.composedPath() as Element[];
      return root.contains(pressed ?? null) && !!pressed?.closest("[data-action=exit]");
    }
    if (event.repeat) return false;
    if (event.key !== "Escape" || event.timeStamp - last > TOGETHER) presses = 0;
    if (event.key === "Escape") presses++;
    last = event.timeStamp;
    return presses > 2;
  };
  const leave = (event: Event): void => {
    if (!asked(event)) return;
    left();
    // No way back leads here. In a frame the page around it goes too, where that is allowed.
    try {
      (window.top ?? window).location.replace(address);
    } catch {
      document.location.replace(address);
    }
  };
  for (const type of ["click", "keydown"]) {
    document.addEventListener(type, leave, { capture: true, signal: listening.signal });
  }
  return () => listening.abort();
}
