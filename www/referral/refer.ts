// Hands a result on, or looks for a clinic: loaded once somebody asks for it. What is shown, and what is sealed, is worked out in the module behind it.

import type { Came, Documents, Listener, Settings } from "../shared/contracts.ts";
import { speakIn } from "../shared/language.ts";
import { printSheet } from "../shared/print.ts";
import type { Request } from "../shared/requests.ts";
import { saveFile } from "../shared/save.ts";
import type { Handed, ReferEvent, Result, Taken } from "../shared/types.ts";
import { receiverAddress } from "../shared/web_address.ts";
import { outcomeOf } from "./delivery.ts";
import { guarded, HandOff, start, use } from "./module.ts";
import { drawCode } from "./qr_code.ts";
import { Search } from "./site_search.ts";

/** A result on its way, or a search for a clinic. */
export interface Referral {
  /** Takes the place of the result. */
  show(): void;
  handle(event: Event): void;
  /** Goes on in another language. */
  speak(documents: Documents): Promise<void>;
  /** Hears, in words, what became of something that was handed on before. */
  hear(came: Came, words: string): void;
  close(): void;
}

/** What is known of a result's being handed on, beyond one way out of it. */
export interface Ledger {
  /** What was handed on of the same result before, as the module writes it; null for nothing. */
  readonly before: unknown;
  /** How much the page is told before the person agrees. */
  readonly told: string;
  agreed(id: string, shares: string): void;
  /** Whatever becomes of it, also once the person has left the screens `of` this way. */
  came(of: Referral, came: Came): void;
}

/** As the module gives it. `letters`: what a code holds. */
type Letters = Omit<Handed, "referral"> & { readonly referral?: string; readonly letters: string };

/** After how many seconds without an answer the person is told that there is none yet. */
const LATE = 30;

/** Begins to hand `result` on, or to look for a clinic (`sites`), in place of `shown`. `left` is called when the person goes back to the result. */
export async function refer(
  shown: HTMLElement,
  documents: Documents,
  result: Result,
  settings: Settings,
  listener: Listener,
  ledger: Ledger,
  left: () => void,
  what: string,
): Promise<Referral> {
  const sites = what === "sites" ? documents.sites() : undefined;
  const [words, clinics] = await Promise.all([wordsOf(documents), sites, start(settings.request)]);
  const stage = shown.cloneNode(false) as HTMLElement;
  const release = use();
  const { trial } = documents;
  const { headingLevel } = settings;
  let under: Way | Search;
  try {
    if (clinics === undefined) {
      const told = settings.receiver();
      const receiver = receiverAddress(told.receiver, settings.base);
      const page = { page: location.host || location.protocol, told: ledger.told, ...settings.ways };
      const setup = { ...told, ...page, receiver, id: uuid(), before: ledger.before };
      const handOff = guarded(() => new HandOff(stage, trial, words, result, setup, headingLevel));
      under = new Way(stage, handOff, result, listener, {
        agreed: ledger.agreed,
        came: (came) => ledger.came(referral, came),
        untaken: settings.ways?.passes === false ? "nobody" : "untaken",
      });
    } else under = new Search(stage, trial, words, clinics, headingLevel, listener);
  } catch (thrown) {
    release();
    throw thrown;
  }
  const close = (): void => {
    under.end();
    stage.replaceWith(shown);
    release();
  };
  const referral: Referral = {
    show() {
      shown.replaceWith(stage);
      under.show();
    },
    handle(event) {
      if (under.handle(event) !== "leave") return;
      close();
      left();
    },
    speak: async (spoken) => {
      const words = await wordsOf(spoken);
      speakIn(stage, spoken.language);
      under.speak(spoken.trial, words);
    },
    hear: (came, words) => under.hear(came, words),
    close,
  };
  return referral;
}

/** Loads all that handing on and looking for a clinic take, one after the other. */
export async function loadAhead(documents: Documents, request: Request, sites: boolean): Promise<void> {
  await start(request);
  await documents.referral();
  if (sites) await documents.sites();
}

const wordsOf = (documents: Documents): Promise<string[]> =>
  Promise.all([documents.words, documents.later(), documents.referral()]);

/** Whom one way out tells of itself. `untaken`: the word for what nobody took. */
type Told = Pick<Ledger, "agreed"> & { came(came: Came): void; readonly untaken: string };

/** The screens of one result's way out. */
class Way {
  readonly #stage: HTMLElement;
  readonly #handOff: HandOff;
  readonly #result: Result;
  readonly #listener: Listener;
  readonly #told: Told;
  #handed: Letters | undefined;
  #ended = false;

  constructor(stage: HTMLElement, handOff: HandOff, result: Result, listener: Listener, told: Told) {
    [this.#stage, this.#handOff, this.#result, this.#listener] = [stage, handOff, result, listener];
    this.#told = told;
  }

  show(): void {
    guarded(() => this.#handOff.render(true));
    this.#listener.step("referral");
  }

  speak(trial: Uint8Array, words: string[]): void {
    guarded(() => this.#handOff.speak(trial, words));
    this.#draw(false);
  }

  hear({ id, news, number }: Came, words: string): void {
    if (this.#ended) return;
    guarded(() => this.#handOff.tell_of_before(id, news, String(number), words));
    this.#drawCode();
  }

  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#handOff.free();
  }

  /** Gives `leave` where the person goes back to the result. */
  handle(event: Event): string | undefined {
    const asked = guarded(() => this.#handOff.handle(event));
    if (asked === "agree") this.#agree();
    else if (asked === "copy") void this.#copy();
    else if (asked === "file") this.#save();
    else if (asked === "paper") this.#print();
    return asked;
  }

  #agree(): void {
    const entropy = crypto.getRandomValues(new Uint8Array(32));
    const handed: Letters = guarded(() => this.#handOff.agree(entropy));
    this.#handed = handed;
    this.#told.agreed(handed.id, handed.shares);
    const { referral, letters: _, ...rest } = handed;
    const detail = Object.freeze(referral === undefined ? rest : { ...rest, referral: JSON.parse(referral) });
    const taken: Promise<unknown>[] = [];
    const event: ReferEvent = Object.assign(
      new CustomEvent<Handed>("prescreener-refer", { detail, bubbles: true, composed: true }),
      { waitUntil: (promise: Promise<unknown>) => void taken.push(promise) },
    );
    this.#listener.refer(event, handed.sealed ?? handed.referral ?? "");
    if (this.#ended) return;
    if (taken.length > 0) void this.#wait(outcomeOf(taken));
    else this.#came(this.#handOff.in_form() ? "form" : "untaken");
    this.#draw(true);
  }

  async #wait(outcome: Promise<Taken>): Promise<void> {
    this.#came("waiting");
    const timer = setTimeout(() => this.#came("late", LATE), LATE * 1000);
    const { news, status } = await outcome;
    clearTimeout(timer);
    this.#came(news, status);
  }

  /** What became of it is told on this screen, or on whichever is shown by then. */
  #came(news: string, number = 0): void {
    const came = { id: this.#handed?.id ?? "", news: news === "untaken" ? this.#told.untaken : news, number };
    this.#tell(came.news, number);
    this.#told.came(came);
  }

  #draw(focus: boolean): void {
    guarded(() => this.#handOff.render(focus));
    this.#drawCode();
  }

  async #copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(this.#handed?.letters ?? "");
      this.#tell("copied");
    } catch {
      this.#tell("not_copied");
    }
  }

  #save(): void {
    const { id, referral, sealed } = this.#handed ?? { id: "" };
    const [end, type] = sealed ? ["txt", "text/plain"] : ["json", "application/json"];
    const name = `${this.#result.trial.id}-${id.slice(0, 8)}.${end}`;
    saveFile(this.#stage.ownerDocument, name, type, sealed ?? referral ?? "");
  }

  /** All of the screen that makes sense on paper, and all that is handed on, in words. */
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
    const place = this.#stage.querySelector("#code");
    if (place && !place.firstChild && this.#handed)
      drawCode(place, this.#handed.letters, (key) => this.#handOff.text(key));
  }

  /** `number`: what the news names, a status or seconds. */
  #tell(news: string, number = 0): void {
    if (this.#ended) return;
    guarded(() => this.#handOff.tell(news, String(number)));
    this.#drawCode();
  }
}

/** A random UUID (RFC 9562, version 4), also where the page is not secure and `randomUUID` is missing. */
function uuid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 15) | 64;
  bytes[8] = ((bytes[8] ?? 0) & 63) | 128;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
