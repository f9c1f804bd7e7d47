// The first screen: what this is and whom to ask, and for the staff, the state of the kiosk.
import { create } from "../shared/dom.ts";
import { button } from "./dom.ts";
import type { Key, Messages } from "./messages.ts";
import type { OutboxState } from "./outbox_session.ts";
import { holdButton } from "./staff.ts";
import { wasCleared } from "./wipe.ts";

export class Welcome {
  readonly parts: readonly HTMLElement[];
  readonly #messages: Messages;
  readonly #start: HTMLButtonElement;
  /** Opens the outbox, for the staff. */
  readonly #outbox: HTMLButtonElement;
  readonly #status = create("p", { class: "state", role: "status" });

  constructor(messages: Messages, begin: () => void, openOutbox: () => void) {
    this.#messages = messages;
    this.#start = button(messages, "kiosk.start", "main", begin);
    this.#outbox = holdButton(messages, "kiosk.outbox", openOutbox);
    this.#outbox.className = "quiet hold";
    const paragraph = (key: Key): HTMLElement => messages.write(create("p"), key);
    const heading = messages.write(create("h1"), "kiosk.welcome");
    const texts = [paragraph("kiosk.about"), paragraph("kiosk.private")];
    const help = create("div", { class: "help" }, paragraph("kiosk.help.lead"), paragraph("kiosk.help.text"));
    const screen = create("div", { class: "welcome" }, heading, ...texts, this.#start, help);
    if (wasCleared()) screen.prepend(paragraph("kiosk.cleared"));
    this.parts = [screen, this.#outbox, this.#status];
    this.showOutbox(undefined);
  }

  /** Shows whether the kiosk works offline. */
  showStatus(key: Key, values?: Readonly<Record<string, string>>): void {
    this.#messages.write(this.#status, key, values);
  }

  /** Disables the start, or enables it again. */
  hold(on: boolean): void {
    this.#start.disabled = on;
  }

  /** Shows the staff how many referrals wait, and whether the outbox fails. */
  showOutbox(state: OutboxState | undefined): void {
    const count = state?.waiting.length ?? 0;
    this.#outbox.hidden = count === 0 && !state?.failed;
    this.#messages.write(this.#outbox, "kiosk.outbox", { count });
  }

  focus(): void {
    this.#start.focus();
  }
}
