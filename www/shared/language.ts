// Which language to speak, and which way it runs.

/** The languages to try for an element, best first; English is the one that every trial has. */
export function languagesOf(element: Element): string[] {
  const wanted = element.getAttribute("lang") || inherited(element);
  const primary = wanted.split("-", 1)[0] ?? "";
  return [...new Set([wanted, primary, "en"])].filter((tag) => /^[a-z]{2,3}(-[a-z0-9]+)*$/i.test(tag));
}

/** The language of the nearest ancestor that names one, through the shadow roots around the element. */
function inherited(element: Element): string {
  const nearest = element.closest("[lang]:not([lang=''])");
  if (nearest) return nearest.getAttribute("lang") ?? "";
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? inherited(root.host) : "";
}

const RIGHT_TO_LEFT = new Set(["ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"]);

/** The direction of a language's script. */
export function directionOf(language: string): "ltr" | "rtl" {
  return RIGHT_TO_LEFT.has(language.split("-", 1)[0] ?? "") ? "rtl" : "ltr";
}

/** Marks what is written in a language. */
export function speakIn(element: HTMLElement, language: string): void {
  element.lang = language;
  element.dir = directionOf(language);
}
