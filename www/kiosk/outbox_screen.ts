// What waits on the tablet, for the staff: by code, by file, or on its own way.

import { retain, start } from "../referral/module.ts";
import { drawCode } from "../referral/qr_code.ts";
import { request } from "../shared/requests.ts";
import { saveFile } from "../shared/save.ts";
import { button, make } from "./dom.ts";
import type { Key, Words } from "./messages.ts";
import type { Waiting } from "./outbox/outbox.ts";
import type { Keeping } from "./outbox_session.ts";

/** Asks whether to go on, before something cannot be undone. */
export type Confirm = (heading: Key, text: Key, yes: Key, go: () => void) => void;

export class OutboxScreen {
  readonly screen: HTMLElement;
  readonly #words: Words;
  readonly #keeping: Keeping;
  readonly #confirm: Confirm;
  /** Where the site opens what is sealed. */
  readonly #receiver: string;
  readonly #heading = make("h1");
  readonly #state = make("p");
  /** What the staff should see to. */
  readonly #warning = make("p");
  readonly #list = make("ol", "waiting");
  readonly #items = new Map<string, HTMLElement>();
  readonly #file: HTMLElement;
  readonly #filed: HTMLButtonElement;
  readonly #send: HTMLElement;
  /** What the file that was saved last holds. */
  #inFile: readonly string[] = [];
  #release: (() => void) | undefined;

  constructor(words: Words, keeping: Keeping, receiver: string, confirm: Confirm, back: () => void) {
    [this.#words, this.#keeping, this.#confirm, this.#receiver] = [words, keeping, confirm, receiver];
    this.#heading.tabIndex = -1;
    this.#state.setAttribute("role", "status");
    this.#file = button(words, "kiosk.outbox.file", "", () => void this.#save());
    this.#filed = button(words, "kiosk.outbox.filed", "", () => this.#ask(this.#inFile));
    this.#filed.hidden = true;
    this.#send = button(words, "kiosk.outbox.send", "", () => void keeping.send().catch(() => {}));
    const leave = button(words, "kiosk.outbox.back", "", back);
    const ways = make("div", "ways", this.#send, this.#file, this.#filed, leave);
    this.screen = make("div", "staff", this.#heading, this.#state, this.#warning, this.#list, ways);
    this.draw();
  }

  /** Draws how it stands now. What is still there stays as it is, with its focus. */
  draw(): void {
    const { waiting, failed, unsure } = this.#keeping.standing;
    this.#words.write(this.#heading, waiting.length > 0 ? "kiosk.outbox.heading" : "kiosk.outbox.none");
    const [key, values] = this.#how();
    this.#words.write(this.#state, key, values);
    this.#warning.hidden = !failed && !unsure;
    this.#words.write(this.#warning, failed ? "kiosk.outbox.why" : "kiosk.outbox.unsure", { why: failed ?? "" });
    const held = document.activeElement;
    for (const [id, item] of this.#items) {
      if (waiting.some((one) => one.id === id)) continue;
      item.remove();
      this.#items.delete(id);
    }
    for (const one of waiting) {
      if (this.#items.has(one.id)) continue;
      const item = this.#item(one);
      this.#items.set(one.id, item);
      this.#list.append(item);
    }
    this.#file.hidden = waiting.length === 0;
    this.#filed.hidden = !this.#inFile.some((id) => this.#items.has(id));
    this.#send.hidden = waiting.length === 0 || !this.#keeping.sends;
    if (held instanceof HTMLElement && held !== document.activeElement) this.focus();
  }

  focus(): void {
    this.#heading.focus();
  }

  /** Lets go of what drew the codes. */
  close(): void {
    this.#release?.();
    this.screen.remove();
  }

  /** How sending goes. */
  #how(): [Key, Record<string, string>] {
    const { failed, sending } = this.#keeping.standing;
    if (failed || sending?.trouble) return ["kiosk.outbox.failed", {}];
    if (!this.#keeping.sends) return ["kiosk.outbox.by_hand", {}];
    if (sending?.doing === "sending") return ["kiosk.outbox.sending", {}];
    const kept = sending?.delivered?.kept ?? [];
    const refused = kept.filter(({ why }) => why === "refused");
    if (refused.length > 0) return ["kiosk.outbox.refused", { numbers: refused.map(({ id }) => short(id)).join(", ") }];
    return [kept.length > 0 ? "kiosk.outbox.unreached" : "kiosk.outbox.sends", {}];
  }

  #item(one: Waiting): HTMLElement {
    const number = short(one.id);
    const title = this.#words.write(make("p"), "kiosk.outbox.item", { number, since: momentOf(one) });
    title.id = `number-${number}`;
    const code = make("div");
    const show = button(this.#words, "kiosk.outbox.code", "", () => void this.#code(code, one));
    const have = button(this.#words, "kiosk.outbox.have", "", () => this.#ask([one.id]));
    for (const way of [show, have]) way.setAttribute("aria-describedby", title.id);
    return make("li", "", title, make("div", "ways", show, have), code);
  }

  async #code(place: HTMLElement, { sealed }: Waiting): Promise<void> {
    try {
      await start(request);
      this.#release ??= retain();
      const keys: Record<string, Key> = { "refer.code": "kiosk.outbox.scan", "refer.no_code": "kiosk.outbox.no_code" };
      const text = (key: string): string => this.#words.text(keys[key] ?? "kiosk.outbox.scan");
      drawCode(place, `${this.#receiver}#sealed=${sealed}`, text);
    } catch {
      place.replaceChildren(this.#words.write(make("p"), "kiosk.outbox.no_code"));
    }
    place.scrollIntoView({ block: "nearest" });
  }

  /** Only what is sealed already comes to the disk. */
  async #save(): Promise<void> {
    // How it failed shows in how it stands.
    const file = await this.#keeping.file().catch(() => undefined);
    if (!file) return;
    this.#inFile = file.ids;
    const name = `prescreener-outbox-${new Date().toISOString().slice(0, 10)}.txt`;
    saveFile(document, name, "text/plain", file.text);
    this.draw();
  }

  #ask(ids: readonly string[]): void {
    const go = (): void => void this.#keeping.remove(ids).catch(() => {});
    this.#confirm("kiosk.outbox.ask", "kiosk.outbox.ask.text", "kiosk.outbox.ask.yes", go);
  }
}

/** As the person was told it, and as staff read it out. */
const short = (id: string): string => id.slice(0, 8);

/** By the tablet's own clock, which the staff look at too. */
const momentOf =
  ({ since }: Waiting) =>
  (language: string): string =>
    new Date(since).toLocaleString(language, { dateStyle: "medium", timeStyle: "short" });
