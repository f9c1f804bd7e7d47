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
  element.append(...children.filter((child) => child !== undefined));
  return element;
}

export function button(label: string, press: () => void, attributes: Attributes = {}): HTMLButtonElement {
  const made = el("button", { type: "button", ...attributes }, label);
  made.addEventListener("click", press);
  return made;
}

/** The heading that takes the focus when the screen changes. */
export const title = (text: string): HTMLHeadingElement => el("h1", { id: "heading", tabindex: "-1" }, text);
