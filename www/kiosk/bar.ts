// What stands above and below every screen.
import { button, make, toggle } from "./dom.ts";
import type { Words } from "./messages.ts";
import { contrast, resize } from "./settings.ts";

/** A button for each language, by its own name. */
export function languageButtons(words: Words, languages: readonly string[], speak: () => void): HTMLElement {
  const group = words.label(make("div", "languages"), "kiosk.languages");
  group.setAttribute("role", "group");
  for (const language of languages) {
    const choice = make("button", "quiet");
    choice.type = "button";
    choice.lang = language;
    choice.dataset.language = language;
    choice.textContent = words.text("kiosk.language", {}, language);
    choice.addEventListener("click", () => {
      words.speak(language);
      speak();
    });
    group.append(choice);
  }
  markLanguage(group, words.language);
  return group;
}

/** Marks the language that is spoken, wherever there is a choice. */
export function markLanguage(place: ParentNode, language: string): void {
  for (const choice of place.querySelectorAll<HTMLElement>("[data-language]"))
    choice.setAttribute("aria-pressed", String(choice.dataset.language === language));
}

/** How the text looks and sounds. `more`: what else there is to set. */
export function settingButtons(words: Words, ...more: HTMLElement[]): HTMLElement {
  const group = words.label(make("div", "settings"), "kiosk.bar");
  group.setAttribute("role", "group");
  const sizes = ([-1, 1] as const).map((step) => {
    const size = button(words, step < 0 ? "kiosk.smaller" : "kiosk.larger", "quiet", () => {
      const further = resize(step);
      for (const one of sizes) one.setAttribute("aria-disabled", String(one === size && !further));
    });
    size.setAttribute("aria-disabled", String(step < 0));
    return size;
  });
  group.append(...sizes, toggle(words, "kiosk.contrast", contrast), ...more);
  return group;
}
