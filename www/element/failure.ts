// What a person sees when the questionnaire cannot be shown. The words are built in: the catalogues may be what is missing.
import type { ErrorCode } from "../shared/errors.ts";
import { speakIn } from "../shared/language.ts";
import words from "./failure_words.js";

/** The failures after which trying again can help. */
const AGAIN: readonly ErrorCode[] = ["load", "crashed"];

/** What is known of what the person entered: nothing was, or it is gone; and perhaps that nobody else has it. */
export type Entered = "nothing" | "untold" | "told";

/**
 * Fills `root` with the failure screen, in the first of `languages` that it has words in. The host's own content follows, as
 * the way out it was written to be.
 */
export function showFailure(
  root: Element,
  code: ErrorCode,
  languages: readonly string[],
  headingLevel: number,
  entered: Entered,
  again: () => void,
): HTMLElement {
  const [screen, make, say] = begin(root, "div", languages);
  const heading = make(`h${headingLevel}`, say(`failure.${code}.heading`));
  heading.tabIndex = -1;
  screen.className = "screen failure";
  screen.setAttribute("role", "alert");
  screen.append(heading, make("p", say(`failure.${code}.text`)));
  if (entered !== "nothing") {
    const sentences = entered === "untold" ? [say("failure.gone"), say("failure.not_sent")] : [say("failure.gone")];
    screen.append(make("p", sentences.join(" ")));
  }
  if (AGAIN.includes(code)) {
    const button = make("button", say("failure.again"));
    button.className = "action";
    button.setAttribute("type", "button");
    button.addEventListener("click", again);
    screen.append(button);
  }
  return heading;
}

/** Fills `root` with the host's own content. */
export function showNothing(root: Element): void {
  root.replaceChildren(root.ownerDocument.createElement("slot"));
}

/** Fills `root` with the host's own content and a word that more is coming. */
export function showLoading(root: Element, languages: readonly string[]): void {
  const [status, , say] = begin(root, "p", languages);
  status.textContent = say("failure.loading");
  status.className = "progress";
  status.setAttribute("role", "status");
}

type Make = (tag: string, text?: string) => HTMLElement;

/** An element in `root` before the host's own content, a way to make more, and the words of a language, which it is marked with. */
function begin(root: Element, tag: string, languages: readonly string[]): [HTMLElement, Make, (key: string) => string] {
  const document = root.ownerDocument;
  const language = languages.find((one) => words[one]) ?? "en";
  const make: Make = (name, text = "") => {
    const element = document.createElement(name);
    element.textContent = text;
    return element;
  };
  const first = make(tag);
  speakIn(first, language);
  root.replaceChildren(first, make("slot"));
  return [first, make, (key) => words[language]?.[key] ?? key];
}
