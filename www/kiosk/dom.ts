// Makes what the kiosk's page is made of.
import type { Key, Words } from "./messages.ts";

export function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  name = "",
  ...children: Node[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  if (name) element.className = name;
  element.append(...children);
  return element;
}

export function button(words: Words, key: Key, name: string, pressed: () => void): HTMLButtonElement {
  const made = words.write(make("button", name), key);
  made.type = "button";
  made.addEventListener("click", pressed);
  return made;
}

/** Like `button`, and either on or off. */
export function toggle(words: Words, key: Key, pressed: () => boolean): HTMLButtonElement {
  const made = button(words, key, "quiet", () => made.setAttribute("aria-pressed", String(pressed())));
  made.setAttribute("aria-pressed", "false");
  return made;
}
