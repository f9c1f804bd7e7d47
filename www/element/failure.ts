// The screens for loading and for failures. Their messages are built in: the catalogues may be what is missing.
import type { ErrorCode } from "../shared/errors.ts";
import { setLanguage } from "../shared/language.ts";
import messages from "./failure_words.js";

/** The failures after which another attempt can help. */
const RETRYABLE: readonly ErrorCode[] = ["load", "crashed"];

/**
 * What the person had entered before the failure: nothing, entries that were shared with no one, or entries that may have been
 * shared.
 */
export type Entered = "nothing" | "private" | "shared";

/**
 * Fills `root` with the failure screen, in the first of `languages` that has messages, and the host's own content below, which is
 * written for this case. Returns the heading.
 */
export function showFailure(
  root: Element,
  code: ErrorCode,
  languages: readonly string[],
  headingLevel: number,
  entered: Entered,
  retry: () => void,
): HTMLElement {
  const [screen, make, text] = begin(root, "div", languages);
  const heading = make(`h${headingLevel}`, text(`failure.${code}.heading`));
  heading.tabIndex = -1;
  screen.className = "screen failure";
  screen.setAttribute("role", "alert");
  screen.append(heading, make("p", text(`failure.${code}.text`)));
  if (entered !== "nothing") {
    const sentences = entered === "private" ? [text("failure.gone"), text("failure.not_sent")] : [text("failure.gone")];
    screen.append(make("p", sentences.join(" ")));
  }
  if (RETRYABLE.includes(code)) {
    const button = make("button", text("failure.again"));
    button.className = "action";
    button.setAttribute("type", "button");
    button.addEventListener("click", retry);
    screen.append(button);
  }
  return heading;
}

/** Fills `root` with the host's own content. */
export function showNothing(root: Element): void {
  root.replaceChildren(root.ownerDocument.createElement("slot"));
}

/** Fills `root` with the host's own content and a message that the questions are loading. */
export function showLoading(root: Element, languages: readonly string[]): void {
  const [status, , text] = begin(root, "p", languages);
  status.textContent = text("failure.loading");
  status.className = "progress";
  status.setAttribute("role", "status");
}

type Make = (tag: string, text?: string) => HTMLElement;

/**
 * Fills `root` with a new element and the host's own content. Returns the element, a function that creates more, and one that
 * looks up messages.
 */
function begin(root: Element, tag: string, languages: readonly string[]): [HTMLElement, Make, (key: string) => string] {
  const document = root.ownerDocument;
  const language = languages.find((one) => messages[one]) ?? "en";
  const make: Make = (name, text = "") => {
    const element = document.createElement(name);
    element.textContent = text;
    return element;
  };
  const first = make(tag);
  setLanguage(first, language);
  root.replaceChildren(first, make("slot"));
  return [first, make, (key) => messages[language]?.[key] ?? key];
}
