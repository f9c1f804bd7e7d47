// Between the person and the staff: the tablet goes from hand to hand.
import { button, make } from "./dom.ts";
import type { Key, Words } from "./messages.ts";

/** How long to press, in milliseconds: longer than by mistake. It keeps nobody out who wants in. */
const HOLD = 1200;

/** Asks for the tablet to be given to the staff. `go`: they have it; `back`: to the result. */
export function staffScreen(words: Words, go: () => void, back: () => void): HTMLElement {
  const heading = words.write(make("h1"), "kiosk.staff");
  heading.tabIndex = -1;
  const ways = make("div", "ways", hold(words, "kiosk.staff.hold", go), button(words, "kiosk.staff.back", "", back));
  return make("div", "staff", heading, words.write(make("p"), "kiosk.staff.text"), ways);
}

/** A button to hold for a while. A keyboard, or what stands in for a finger, need only press it. */
export function hold(words: Words, key: Key, held: () => void): HTMLButtonElement {
  const made = button(words, key, "main hold", () => {});
  let timer: ReturnType<typeof setTimeout> | undefined;
  made.addEventListener("pointerdown", () => {
    clearTimeout(timer);
    timer = setTimeout(held, HOLD);
  });
  for (const type of ["pointerup", "pointerleave", "pointercancel"])
    made.addEventListener(type, () => clearTimeout(timer));
  made.addEventListener("click", (event) => {
    // A click that no pointer made.
    if (event.detail === 0) held();
  });
  return made;
}
