// The kiosk's buttons.
import { create } from "../shared/dom.ts";
import type { Key, Messages } from "./messages.ts";

/** Creates a button with a message as its label. */
export function button(messages: Messages, key: Key, className: string, press: () => void): HTMLButtonElement {
  const made = messages.write(create("button", { type: "button", class: className || undefined }), key);
  made.addEventListener("click", press);
  return made;
}

/** Creates a toggle button. `press` returns whether it is on. */
export function toggle(messages: Messages, key: Key, press: () => boolean): HTMLButtonElement {
  const made = button(messages, key, "quiet", () => made.setAttribute("aria-pressed", String(press())));
  made.setAttribute("aria-pressed", "false");
  return made;
}
