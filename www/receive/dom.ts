// Makes elements. Everything that is shown passes as text, never as markup.

type Attributes = Readonly<Record<string, string | boolean | undefined>>;

/** An element with attributes (`true` is an empty one, `false` and `undefined` are none) and children. */
export function el<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: readonly (Node | string | undefined)[]
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) element.setAttribute(key, value === true ? "" : value);
  }
  const shown = children.filter((child) => child !== undefined);
  element.append(...shown.map((child) => (typeof child === "string" ? visible(child) : child)));
  return element;
}

/**
 * What shows nothing, or changes how other letters are shown: a stranger could make staff read something else than was handed on.
 * The same as in `src/json/visible.rs`.
 */
const HIDES = /[\p{Cc}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\ufff9-\ufffb]/gu;

/** A text with the number of every character that hides; lines and tabs stay. */
export function visible(text: string): string {
  return text.replace(HIDES, (hidden) => {
    const number = hidden.codePointAt(0) ?? 0;
    return number === 9 || number === 10 ? hidden : `⟨U+${number.toString(16).toUpperCase().padStart(4, "0")}⟩`;
  });
}

export function button(label: string, press: () => void, attributes: Attributes = {}): HTMLButtonElement {
  const made = el("button", { type: "button", ...attributes }, label);
  made.addEventListener("click", press);
  return made;
}

/** The heading that takes the focus when the screen changes. */
export const title = (text: string): HTMLHeadingElement => el("h1", { id: "heading", tabindex: "-1" }, text);
