// The bar above every screen: the languages and the settings.
import { create } from "../shared/dom.ts";
import { button, toggle } from "./dom.ts";
import type { Messages } from "./messages.ts";
import { contrast, resize } from "./settings.ts";

/** Creates a button for each language, with its own name. */
export function languageButtons(messages: Messages, languages: readonly string[], onChange: () => void): HTMLElement {
  const group = messages.label(create("div", { class: "languages", role: "group" }), "kiosk.languages");
  for (const language of languages) {
    const choice = create("button", { type: "button", class: "quiet", lang: language, "data-language": language });
    choice.textContent = messages.text("kiosk.language", {}, language);
    choice.addEventListener("click", () => {
      messages.setLanguage(language);
      onChange();
    });
    group.append(choice);
  }
  markLanguage(group, messages.language);
  return group;
}

/** Marks the current language in every language switcher in `root`. */
export function markLanguage(root: ParentNode, language: string): void {
  for (const choice of root.querySelectorAll<HTMLElement>("[data-language]"))
    choice.setAttribute("aria-pressed", String(choice.dataset.language === language));
}

/** Creates the buttons for the size of the text and the contrast, followed by `more`. */
export function settingButtons(messages: Messages, ...more: HTMLElement[]): HTMLElement {
  const group = messages.label(create("div", { class: "settings", role: "group" }), "kiosk.bar");
  const sizes = ([-1, 1] as const).map((step) => {
    const size = button(messages, step < 0 ? "kiosk.smaller" : "kiosk.larger", "quiet", () => {
      const further = resize(step);
      for (const one of sizes) one.setAttribute("aria-disabled", String(one === size && !further));
    });
    size.setAttribute("aria-disabled", String(step < 0));
    return size;
  });
  group.append(...sizes, toggle(messages, "kiosk.contrast", contrast), ...more);
  return group;
}
