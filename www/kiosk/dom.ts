// The kiosk's buttons.
import { create } from "../shared/dom.ts";
import type { Key, Messages } from "./messages.ts";

/** Creates a button with a message as its label. */
export function button(messages: Messages, key: Key, className: string, press: () => void): HTMLButtonElement {
  const element = messages.write(create("button", { type: "button", class: className || undefined }), key);
  element.addEventListener("click", press);
  return element;
}

/** Creates a toggle button. `press` returns whether it is on. */
export function toggle(messages: Messages, key: Key, press: () => boolean): HTMLButtonElement {
  const element = button(messages, key, "quiet", () => element.setAttribute("aria-pressed", String(press())));
  element.setAttribute("aria-pressed", "false");
  return element;
}
