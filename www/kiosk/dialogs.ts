// Modal dialogs.
import { create } from "../shared/dom.ts";
import { languageButtons } from "./bar.ts";
import { button } from "./dom.ts";
import type { Key, Messages } from "./messages.ts";

export interface Dialog {
  readonly heading: Key;
  readonly text: Node;
  /** The answers and their actions. The first has the focus, and Escape chooses it. */
  readonly answers: readonly (readonly [Key, () => void])[];
  /** The languages to choose from, and the function to call after a choice. */
  readonly languages: readonly string[];
  readonly onLanguage: () => void;
  readonly onClose: () => void;
}

/** Opens a dialog, which every answer closes. Returns a function that closes it. */
export function openDialog(messages: Messages, options: Dialog): () => void {
  const { heading, text, answers, languages, onLanguage, onClose } = options;
  const focused = document.activeElement;
  const title = messages.write(create("h2", { id: "asked" }), heading);
  const content = create("div", { class: "content", id: "asked-text" }, text);
  const labels = { "aria-labelledby": title.id, "aria-describedby": content.id };
  const dialog = create("dialog", { role: "alertdialog", ...labels });
  const close = (): void => {
    if (!dialog.isConnected) return;
    dialog.close();
    dialog.remove();
    onClose();
    if (focused instanceof HTMLElement && focused.isConnected) focused.focus();
  };
  const buttons = answers.map(([key, action], index) =>
    button(messages, key, index === 0 ? "main" : "", () => {
      close();
      action();
    }),
  );
  const languageChoice = languageButtons(messages, languages, onLanguage);
  dialog.append(title, content, create("div", { class: "ways" }, ...buttons), languageChoice);
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    buttons[0]?.click();
  });
  document.body.append(dialog);
  dialog.showModal();
  buttons[0]?.focus();
  return close;
}

/** The remaining seconds that are announced to screen readers. Announcing each would drown out everything else. */
const ANNOUNCED = [30, 20, 10, 5];

/** Creates the text of a countdown: the visible one changes every second, the announced one does not. */
export function countdown(messages: Messages): { text: HTMLElement; show(seconds: number): void } {
  const visible = create("p");
  const announced = create("p", { class: "unseen", role: "status" });
  return {
    text: create("div", {}, visible, announced),
    show(seconds) {
      messages.write(visible, "kiosk.idle.text", { seconds });
      if (ANNOUNCED.includes(seconds)) messages.write(announced, "kiosk.idle.text", { seconds });
    },
  };
}
