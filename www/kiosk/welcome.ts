// The first screen: what this is and whom to ask; and for the staff, how the tablet stands.
import { button, make } from "./dom.ts";
import type { Key, Words } from "./messages.ts";
import type { Standing } from "./outbox_session.ts";
import { hold } from "./staff.ts";
import { wasCleared } from "./wipe.ts";

export class Welcome {
  readonly parts: readonly HTMLElement[];
  readonly #words: Words;
  readonly #start: HTMLButtonElement;
  /** Leads the staff to what waits to be passed on. */
  readonly #post: HTMLButtonElement;
  readonly #state = make("p", "state");

  constructor(words: Words, begin: () => void, openOutbox: () => void) {
    this.#words = words;
    this.#start = button(words, "kiosk.start", "main", begin);
    this.#post = hold(words, "kiosk.outbox", openOutbox);
    this.#post.className = "quiet hold";
    this.#state.setAttribute("role", "status");
    const say = (key: Key): HTMLElement => words.write(make("p"), key);
    const told: Key[] = ["kiosk.about", "kiosk.private"];
    const screen = make("div", "welcome", words.write(make("h1"), "kiosk.welcome"), ...told.map(say), this.#start);
    screen.append(make("div", "help", say("kiosk.help.lead"), say("kiosk.help.text")));
    if (wasCleared()) screen.prepend(say("kiosk.cleared"));
    this.parts = [screen, this.#post, this.#state];
    this.stands(undefined);
  }

  tell(key: Key, values?: Readonly<Record<string, string>>): void {
    this.#words.write(this.#state, key, values);
  }

  hold(on: boolean): void {
    this.#start.disabled = on;
  }

  /** Tells the staff what waits to be passed on, and that nothing can be kept. */
  stands(standing: Standing | undefined): void {
    const count = standing?.waiting.length ?? 0;
    this.#post.hidden = count === 0 && !standing?.failed;
    this.#words.write(this.#post, "kiosk.outbox", { count });
  }

  focus(): void {
    this.#start.focus();
  }
}
