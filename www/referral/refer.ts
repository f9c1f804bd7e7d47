// The referral and the search for a clinic, loaded when a person asks for one. The WebAssembly module draws the screens and seals.

import type { Delivery, Documents, Listener, Settings } from "../shared/contracts.ts";
import { setLanguage } from "../shared/language.ts";
import { printSheet } from "../shared/print.ts";
import type { Request } from "../shared/requests.ts";
import { saveFile } from "../shared/save.ts";
import type { Handed, ReferEvent, Result, Taken } from "../shared/types.ts";
import { uuid } from "../shared/uuid.ts";
import { receiverAddress } from "../shared/web_address.ts";
import { deliveryStatus } from "./delivery.ts";
import { guarded, HandOff, retain, start } from "./module.ts";
import { drawCode } from "./qr_code.ts";
import { SiteSearch } from "./site_search.ts";

/** A referral of a result, or a search for a clinic, in place of the result. */
export interface Referral {
  /** Replaces the result on screen. */
  show(): void;
  handle(event: Event): void;
  /** Continues in another language. */
  setLanguage(documents: Documents): Promise<void>;
  /** Shows the delivery status of an earlier referral; `message` states it. */
  update(delivery: Delivery, message: string): void;
  close(): void;
}

/** The referrals of one result. It outlasts the screens of each. */
export interface Ledger {
  /** The earlier referrals of the result, as the module writes them; null if there is none. */
  readonly previous: unknown;
  /** What the page learns before the person agrees. */
  readonly disclosure: string;
  /** Records a referral that the person agreed to. */
  agreed(id: string, shares: string): void;
  /** Records the delivery status, also after the person has left the screens of `referral`. */
  update(referral: Referral, delivery: Delivery): void;
}

/** A referral as the module returns it. `payload`: the text of the code. */
type Agreed = Omit<Handed, "referral"> & { readonly referral?: string; readonly payload: string };

/** After how many seconds without an answer the person reads that there is none yet. */
const LATE = 30;

/**
 * Starts a referral of `result`, or a search for a clinic (`kind`: `sites`), in place of `shown`. Calls `onLeave` when the
 * person goes back.
 */
export async function refer(
  shown: HTMLElement,
  documents: Documents,
  result: Result,
  settings: Settings,
  listener: Listener,
  ledger: Ledger,
  onLeave: () => void,
  kind: string,
): Promise<Referral> {
  const sites = kind === "sites" ? documents.sites() : undefined;
  const [messages, clinics] = await Promise.all([messagesOf(documents), sites, start(settings.request)]);
  const stage = shown.cloneNode(false) as HTMLElement;
  const release = retain();
  const { trial } = documents;
  const { headingLevel } = settings;
  let screens: Sharing | SiteSearch;
  try {
    if (clinics === undefined) {
      const named = settings.receiver();
      const receiver = receiverAddress(named.receiver, settings.base);
      const page = { page: location.host || location.protocol, told: ledger.disclosure, ...settings.capabilities };
      const setup = { ...named, ...page, receiver, id: uuid(), before: ledger.previous };
      const handOff = guarded(() => new HandOff(stage, trial, messages, result, setup, headingLevel));
      screens = new Sharing(stage, handOff, result, listener, {
        agreed: ledger.agreed,
        update: (delivery) => ledger.update(referral, delivery),
        untaken: settings.capabilities?.passes === false ? "nobody" : "untaken",
      });
    } else screens = new SiteSearch(stage, trial, messages, clinics, headingLevel, listener);
  } catch (thrown) {
    release();
    throw thrown;
  }
  const close = (): void => {
    screens.end();
    stage.replaceWith(shown);
    release();
  };
  const referral: Referral = {
    show() {
      shown.replaceWith(stage);
      screens.show();
    },
    handle(event) {
      if (screens.handle(event) !== "leave") return;
      close();
      onLeave();
    },
    setLanguage: async (translated) => {
      const messages = await messagesOf(translated);
      setLanguage(stage, translated.language);
      screens.setLanguage(translated.trial, messages);
    },
    update: (delivery, message) => screens.update(delivery, message),
    close,
  };
  return referral;
}

/** Loads everything that a referral and, with `sites`, a search for a clinic need, one after the other. */
export async function loadAhead(documents: Documents, request: Request, sites: boolean): Promise<void> {
  await start(request);
  await documents.referral();
  if (sites) await documents.sites();
}

const messagesOf = (documents: Documents): Promise<string[]> =>
  Promise.all([documents.messages, documents.result(), documents.referral()]);

/** Receives the progress of one referral. `untaken`: the status for a referral that nothing accepted. */
type Progress = Pick<Ledger, "agreed"> & { update(delivery: Delivery): void; readonly untaken: string };

/** The screens of one referral. */
class Sharing {
  readonly #stage: HTMLElement;
  readonly #handOff: HandOff;
  readonly #result: Result;
  readonly #listener: Listener;
  readonly #progress: Progress;
  #agreed: Agreed | undefined;
  #ended = false;

  constructor(stage: HTMLElement, handOff: HandOff, result: Result, listener: Listener, progress: Progress) {
    [this.#stage, this.#handOff, this.#result, this.#listener] = [stage, handOff, result, listener];
    this.#progress = progress;
  }

  show(): void {
    guarded(() => this.#handOff.render(true));
    this.#listener.step("referral");
  }

  setLanguage(trial: Uint8Array, messages: string[]): void {
    guarded(() => this.#handOff.set_language(trial, messages));
    this.#draw(false);
  }

  update({ id, status, number }: Delivery, message: string): void {
    if (this.#ended) return;
    guarded(() => this.#handOff.set_prior_delivery(id, status, String(number), message));
    this.#drawCode();
  }

  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#handOff.free();
  }

  /** Handles an event. Returns `leave` if the person goes back to the result. */
  handle(event: Event): string | undefined {
    const action = guarded(() => this.#handOff.handle(event));
    if (action === "agree") this.#agree();
    else if (action === "copy") void this.#copy();
    else if (action === "file") this.#save();
    else if (action === "paper") this.#print();
    return action;
  }

  #agree(): void {
    const entropy = crypto.getRandomValues(new Uint8Array(32));
    const agreed: Agreed = guarded(() => this.#handOff.agree(entropy));
    this.#agreed = agreed;
    this.#progress.agreed(agreed.id, agreed.shares);
    const { referral, payload: _, ...rest } = agreed;
    const detail = Object.freeze(referral === undefined ? rest : { ...rest, referral: JSON.parse(referral) });
    const promises: Promise<unknown>[] = [];
    const event: ReferEvent = Object.assign(
      new CustomEvent<Handed>("prescreener-refer", { detail, bubbles: true, composed: true }),
      { waitUntil: (promise: Promise<unknown>) => void promises.push(promise) },
    );
    this.#listener.refer(event, agreed.sealed ?? agreed.referral ?? "");
    if (this.#ended) return;
    if (promises.length > 0) void this.#wait(deliveryStatus(promises));
    else this.#report(this.#handOff.in_form() ? "form" : "untaken");
    this.#draw(true);
  }

  async #wait(delivery: Promise<Taken>): Promise<void> {
    this.#report("waiting");
    const timer = setTimeout(() => this.#report("late", LATE), LATE * 1000);
    const { news, status } = await delivery;
    clearTimeout(timer);
    this.#report(news, status);
  }

  /** Shows the delivery status on this screen, or on the one that is shown by then. */
  #report(news: string, number = 0): void {
    const status = news === "untaken" ? this.#progress.untaken : news;
    this.#announce(status, number);
    this.#progress.update({ id: this.#agreed?.id ?? "", status, number });
  }

  #draw(focus: boolean): void {
    guarded(() => this.#handOff.render(focus));
    this.#drawCode();
  }

  async #copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(this.#agreed?.payload ?? "");
      this.#announce("copied");
    } catch {
      this.#announce("not_copied");
    }
  }

  #save(): void {
    const { id, referral, sealed } = this.#agreed ?? { id: "" };
    const [extension, type] = sealed ? ["txt", "text/plain"] : ["json", "application/json"];
    const name = `${this.#result.trial.id}-${id.slice(0, 8)}.${extension}`;
    saveFile(this.#stage.ownerDocument, name, type, sealed ?? referral ?? "");
  }

  /** Prints the parts of the screen that are useful on paper, and everything that is shared, in words. */
  #print(): void {
    const stage = this.#stage;
    const all = stage.ownerDocument.createElement("div");
    guarded(() => this.#handOff.describe(all, 2));
    const parts = [".lead > p:last-child", ".next", "#code", ".data"].flatMap((part) => [
      ...stage.querySelectorAll(part),
    ]);
    printSheet(stage, stage.querySelector("#heading")?.textContent ?? "", [...parts, all]);
  }

  #drawCode(): void {
    const container = this.#stage.querySelector("#code");
    if (container && !container.firstChild && this.#agreed)
      drawCode(container, this.#agreed.payload, (key) => this.#handOff.text(key));
  }

  /** Shows a status. `number`: the HTTP status or the seconds that it names. */
  #announce(status: string, number = 0): void {
    if (this.#ended) return;
    guarded(() => this.#handOff.set_delivery(status, String(number)));
    this.#drawCode();
  }
}
