// Questions that stand before everything else until they are answered.
import { languageButtons } from "./bar.ts";
import { button, make } from "./dom.ts";
import type { Key, Words } from "./messages.ts";

export interface Asked {
  readonly heading: Key;
  readonly text: Node;
  /** The first has the focus, and is what Escape chooses. */
  readonly answers: readonly (readonly [Key, () => void])[];
  /** The languages to choose from, and what to do then. */
  readonly languages: readonly string[];
  readonly speak: () => void;
  readonly closed: () => void;
}

/** Opens a dialog; gives a way to close it. Whatever is chosen closes it first. */
export function ask(words: Words, { heading, text, answers, languages, speak, closed }: Asked): () => void {
  const dialog = make("dialog");
  const back = document.activeElement;
  const close = (): void => {
    if (!dialog.isConnected) return;
    dialog.close();
    dialog.remove();
    closed();
    if (back instanceof HTMLElement && back.isConnected) back.focus();
  };
  const title = words.write(make("h2"), heading);
  const buttons = answers.map(([key, chosen], place) =>
    button(words, key, place === 0 ? "main" : "", () => {
      close();
      chosen();
    }),
  );
  const content = make("div", "content", text);
  [title.id, content.id] = ["asked", "asked-text"];
  dialog.setAttribute("role", "alertdialog");
  dialog.setAttribute("aria-labelledby", title.id);
  dialog.setAttribute("aria-describedby", content.id);
  dialog.append(title, content, make("div", "ways", ...buttons), languageButtons(words, languages, speak));
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    buttons[0]?.click();
  });
  document.body.append(dialog);
  dialog.showModal();
  buttons[0]?.focus();
  return close;
}

/** When the seconds that are left are said aloud. Each one would drown out everything else. */
const SAID = [30, 20, 10, 5];

/** The words of a countdown: those that are seen change with each second, those that are heard do not. */
export function countdown(words: Words): { text: HTMLElement; show(seconds: number): void } {
  const seen = make("p");
  const heard = make("p", "unseen");
  heard.setAttribute("role", "status");
  return {
    text: make("div", "", seen, heard),
    show(seconds) {
      words.write(seen, "kiosk.idle.text", { seconds });
      if (SAID.includes(seconds)) words.write(heard, "kiosk.idle.text", { seconds });
    },
  };
}
