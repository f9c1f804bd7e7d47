// The screen between the person and the staff, when the tablet changes hands.
import { create } from "../shared/dom.ts";
import { button } from "./dom.ts";
import type { Key, Messages } from "./messages.ts";

/** How long to press, in milliseconds: too long for an accident. It is no protection against intent. */
const HOLD = 1200;

/** Creates the screen that asks for the tablet to be given to the staff. `go`: the staff have it; `back`: back to the result. */
export function staffScreen(messages: Messages, go: () => void, back: () => void): HTMLElement {
  const heading = messages.write(create("h1", { tabindex: -1 }), "kiosk.staff");
  const buttons = [holdButton(messages, "kiosk.staff.hold", go), button(messages, "kiosk.staff.back", "", back)];
  const text = messages.write(create("p"), "kiosk.staff.text");
  return create("div", { class: "staff" }, heading, text, create("div", { class: "ways" }, ...buttons));
}

/** Creates a button to hold for a while. Keyboards and assistive technology only press it. */
export function holdButton(messages: Messages, key: Key, action: () => void): HTMLButtonElement {
  const element = button(messages, key, "main hold", () => {});
  let timer: ReturnType<typeof setTimeout> | undefined;
  element.addEventListener("pointerdown", () => {
    clearTimeout(timer);
    timer = setTimeout(action, HOLD);
  });
  for (const type of ["pointerup", "pointerleave", "pointercancel"])
    element.addEventListener(type, () => clearTimeout(timer));
  element.addEventListener("click", (event) => {
    // A click without a pointer.
    if (event.detail === 0) action();
  });
  return element;
}
