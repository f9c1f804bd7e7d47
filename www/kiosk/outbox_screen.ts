// The staff's screen of the referrals that wait on the tablet: to collect by code or file, or to deliver.

import { retain, start } from "../referral/module.ts";
import { drawCode } from "../referral/qr_code.ts";
import { create } from "../shared/dom.ts";
import { request } from "../shared/requests.ts";
import { saveFile } from "../shared/save.ts";
import { button } from "./dom.ts";
import type { Key, Messages } from "./messages.ts";
import type { Waiting } from "./outbox/outbox.ts";
import type { OutboxSession } from "./outbox_session.ts";

/** Asks before an action that cannot be undone. */
export type Confirm = (heading: Key, text: Key, yes: Key, action: () => void) => void;

export class OutboxScreen {
  readonly screen: HTMLElement;
  readonly #messages: Messages;
  readonly #outbox: OutboxSession;
  readonly #confirm: Confirm;
  /** The address of the site's receiving page. */
  readonly #receiver: string;
  readonly #heading = create("h1", { tabindex: -1 });
  readonly #status = create("p", { role: "status" });
  /** A problem that the staff should solve. */
  readonly #warning = create("p");
  readonly #list = create("ol", { class: "waiting" });
  readonly #items = new Map<string, HTMLElement>();
  readonly #save: HTMLElement;
  readonly #confirmSaved: HTMLButtonElement;
  readonly #send: HTMLElement;
  /** The ids in the file that was saved last. */
  #saved: readonly string[] = [];
  #release: (() => void) | undefined;

  constructor(messages: Messages, outbox: OutboxSession, receiver: string, confirm: Confirm, back: () => void) {
    [this.#messages, this.#outbox, this.#confirm, this.#receiver] = [messages, outbox, confirm, receiver];
    this.#save = button(messages, "kiosk.outbox.file", "", () => void this.#saveFile());
    this.#confirmSaved = button(messages, "kiosk.outbox.filed", "", () => this.#remove(this.#saved));
    this.#confirmSaved.hidden = true;
    this.#send = button(messages, "kiosk.outbox.send", "", () => void outbox.send().catch(() => {}));
    const leave = button(messages, "kiosk.outbox.back", "", back);
    const actions = create("div", { class: "ways" }, this.#send, this.#save, this.#confirmSaved, leave);
    const parts = [this.#heading, this.#status, this.#warning, this.#list, actions];
    this.screen = create("div", { class: "staff" }, ...parts);
    this.draw();
  }

  /** Draws the current state. Items that remain keep their elements and the focus. */
  draw(): void {
    const { waiting, failed, unsure } = this.#outbox.state;
    this.#messages.write(this.#heading, waiting.length > 0 ? "kiosk.outbox.heading" : "kiosk.outbox.none");
    const [key, values] = this.#deliveryMessage();
    this.#messages.write(this.#status, key, values);
    this.#warning.hidden = !failed && !unsure;
    this.#messages.write(this.#warning, failed ? "kiosk.outbox.why" : "kiosk.outbox.unsure", { why: failed ?? "" });
    const focused = document.activeElement;
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
    this.#save.hidden = waiting.length === 0;
    this.#confirmSaved.hidden = !this.#saved.some((id) => this.#items.has(id));
    this.#send.hidden = waiting.length === 0 || !this.#outbox.sends;
    if (focused instanceof HTMLElement && focused !== document.activeElement) this.focus();
  }

  focus(): void {
    this.#heading.focus();
  }

  /** Removes the screen, and drops the module that drew the codes. */
  close(): void {
    this.#release?.();
    this.screen.remove();
  }

  /** Returns the message on the state of delivery. */
  #deliveryMessage(): [Key, Record<string, string>] {
    const { failed, sending } = this.#outbox.state;
    if (failed || sending?.trouble) return ["kiosk.outbox.failed", {}];
    if (!this.#outbox.sends) return ["kiosk.outbox.by_hand", {}];
    if (sending?.doing === "sending") return ["kiosk.outbox.sending", {}];
    const kept = sending?.delivered?.kept ?? [];
    const refused = kept.filter(({ why }) => why === "refused");
    if (refused.length > 0) return ["kiosk.outbox.refused", { numbers: refused.map(({ id }) => short(id)).join(", ") }];
    return [kept.length > 0 ? "kiosk.outbox.unreached" : "kiosk.outbox.sends", {}];
  }

  #item(one: Waiting): HTMLElement {
    const number = short(one.id);
    const title = create("p", { id: `number-${number}` });
    this.#messages.write(title, "kiosk.outbox.item", { number, since: timeOf(one) });
    const code = create("div");
    const show = button(this.#messages, "kiosk.outbox.code", "", () => void this.#drawCode(code, one));
    const confirm = button(this.#messages, "kiosk.outbox.have", "", () => this.#remove([one.id]));
    for (const action of [show, confirm]) action.setAttribute("aria-describedby", title.id);
    return create("li", {}, title, create("div", { class: "ways" }, show, confirm), code);
  }

  async #drawCode(container: HTMLElement, { sealed }: Waiting): Promise<void> {
    try {
      await start(request);
      this.#release ??= retain();
      const keys: Record<string, Key> = { "refer.code": "kiosk.outbox.scan", "refer.no_code": "kiosk.outbox.no_code" };
      const text = (key: string): string => this.#messages.text(keys[key] ?? "kiosk.outbox.scan");
      drawCode(container, `${this.#receiver}#sealed=${sealed}`, text);
    } catch {
      container.replaceChildren(this.#messages.write(create("p"), "kiosk.outbox.no_code"));
    }
    container.scrollIntoView({ block: "nearest" });
  }

  /** Saves everything that waits as a file; it is all sealed. */
  async #saveFile(): Promise<void> {
    // The state shows a failure.
    const file = await this.#outbox.export().catch(() => undefined);
    if (!file) return;
    this.#saved = file.ids;
    const name = `prescreener-outbox-${new Date().toISOString().slice(0, 10)}.txt`;
    saveFile(document, name, "text/plain", file.text);
    this.draw();
  }

  /** Removes referrals, after a confirmation. */
  #remove(ids: readonly string[]): void {
    const action = (): void => void this.#outbox.remove(ids).catch(() => {});
    this.#confirm("kiosk.outbox.ask", "kiosk.outbox.ask.text", "kiosk.outbox.ask.yes", action);
  }
}

/** Returns the start of an id, as the person sees it and as staff read it out. */
const short = (id: string): string => id.slice(0, 8);

/** Returns the time since when a referral waits, in a language and in the tablet's time zone. */
const timeOf =
  ({ since }: Waiting) =>
  (language: string): string =>
    new Date(since).toLocaleString(language, { dateStyle: "medium", timeStyle: "short" });
