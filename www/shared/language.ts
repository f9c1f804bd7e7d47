// The language of an element, and the direction of its script.

/** Returns the languages to try for an element, best first. English is last, as every trial has it. */
export function languagesOf(element: Element): string[] {
  const requested = element.getAttribute("lang") || inheritedLanguage(element);
  const primary = requested.split("-", 1)[0] ?? "";
  return [...new Set([requested, primary, "en"])].filter((tag) => /^[a-z]{2,3}(-[a-z0-9]+)*$/i.test(tag));
}

/** Returns the language of the nearest ancestor that names one, across shadow roots. */
function inheritedLanguage(element: Element): string {
  const nearest = element.closest("[lang]:not([lang=''])");
  if (nearest) return nearest.getAttribute("lang") ?? "";
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? inheritedLanguage(root.host) : "";
}

const RIGHT_TO_LEFT = new Set(["ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"]);

/** Returns the direction of a language's script. */
export function directionOf(language: string): "ltr" | "rtl" {
  return RIGHT_TO_LEFT.has(language.split("-", 1)[0] ?? "") ? "rtl" : "ltr";
}

/** Sets the language and the direction of an element. */
export function setLanguage(element: HTMLElement, language: string): void {
  element.lang = language;
  element.dir = directionOf(language);
}
