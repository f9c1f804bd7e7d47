// What a person sees when the questionnaire cannot be shown. The words are built in: the catalogues may be what is missing.
import type { ErrorCode } from "./errors.ts";

interface Words {
  readonly heading: string;
  readonly text: string;
  /** Whether trying again can help. */
  readonly again: boolean;
}

const WORDS: Record<ErrorCode, Words> = {
  load: {
    heading: "These questions could not be loaded",
    text: "The connection may have been lost, or part of this page is missing. Check your connection and try again.",
    again: true,
  },
  definition: {
    heading: "These questions cannot be shown",
    text: "There is a mistake in how they were set up. It is not your fault, and you cannot mend it. Please tell the people who run this page.",
    again: false,
  },
  wasm: {
    heading: "These questions cannot run in this browser",
    text: "They need WebAssembly. This browser does not have it, or it is switched off here. Another browser may work.",
    again: false,
  },
  crashed: {
    heading: "Something went wrong",
    text: "The questions stopped working. The answers you gave are gone, and you would need to start again.",
    again: true,
  },
  environment: {
    heading: "This browser is too old for these questions",
    text: "Please use a newer browser.",
    again: false,
  },
};

const KEPT = "Your answers were not sent anywhere.";

/** Fills `root` with the failure screen. The host's own content follows, as the way out it was written to be. */
export function showFailure(root: Element, code: ErrorCode, headingLevel: number, again: () => void): HTMLElement {
  const words = WORDS[code];
  const make = makerIn(root.ownerDocument);
  const heading = make(`h${headingLevel}`, words.heading);
  heading.tabIndex = -1;
  const screen = make("div");
  screen.className = "screen failure";
  screen.setAttribute("role", "alert");
  screen.append(heading, make("p", words.text), make("p", KEPT));
  if (words.again) {
    const button = make("button", "Try again");
    button.className = "action";
    button.setAttribute("type", "button");
    button.addEventListener("click", again);
    screen.append(button);
  }
  root.replaceChildren(screen, make("slot"));
  return heading;
}

/** Fills `root` with the host's own content. */
export function showNothing(root: Element): void {
  root.replaceChildren(root.ownerDocument.createElement("slot"));
}

/** Fills `root` with the host's own content and a word that more is coming. */
export function showLoading(root: Element): void {
  const make = makerIn(root.ownerDocument);
  const status = make("p", "Loading the questions…");
  status.className = "progress";
  status.setAttribute("role", "status");
  root.replaceChildren(status, make("slot"));
}

function makerIn(document: Document): (tag: string, text?: string) => HTMLElement {
  return (tag, text = "") => {
    const element = document.createElement(tag);
    element.textContent = text;
    return element;
  };
}
