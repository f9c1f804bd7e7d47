// Creates elements. Strings are shown as text, with every hidden character made visible.
import { type Attributes, create } from "../shared/dom.ts";

/** Creates an element with attributes and children; `undefined` children are left out. */
export function el<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: readonly (Node | string | undefined)[]
): HTMLElementTagNameMap[Name] {
  const shown = children.filter((child) => child !== undefined);
  return create(name, attributes, ...shown.map((child) => (typeof child === "string" ? visible(child) : child)));
}

/**
 * Characters that are invisible or change how others are shown: with them an attacker could make staff read something else than the
 * referral contains. The same as in `src/json/visible.rs`.
 */
const HIDDEN = /[\p{Cc}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\ufff9-\ufffb]/gu;

/** Replaces every hidden character, except line feeds and tabs, by its number. */
export function visible(text: string): string {
  return text.replace(HIDDEN, (hidden) => {
    const number = hidden.codePointAt(0) ?? 0;
    return number === 9 || number === 10 ? hidden : `⟨U+${number.toString(16).toUpperCase().padStart(4, "0")}⟩`;
  });
}

export function button(label: string, press: () => void, attributes: Attributes = {}): HTMLButtonElement {
  const element = el("button", { type: "button", ...attributes }, label);
  element.addEventListener("click", press);
  return element;
}

/** Creates the heading, which has the focus after a change of the screen. */
export const title = (text: string): HTMLHeadingElement => el("h1", { id: "heading", tabindex: "-1" }, text);
