// The page on which a site's staff open referrals. Everything stays in this page's memory. RECEIVE.md describes its set-up.

import { expand, guarded, retain } from "../referral/module.ts";
import { asPrescreenerError } from "../shared/errors.ts";
import { printSheet } from "../shared/print.ts";
import { saveFile } from "../shared/save.ts";
import type { Referral } from "../shared/types.ts";
import { button, el } from "./dom.ts";
import { type Entered, LARGEST_FILE, readEntered } from "./input.ts";
import { readKey, type SiteKey } from "./key.ts";
import { type Key, LANGUAGES, type Language, language, text, type Values } from "./messages.ts";
import { type Opened, openEntered, type Refused } from "./opened.ts";
import { drawList, drawShown } from "./referral_view.ts";
import { replay } from "./replay.ts";
import { drawFailed, drawStart, type Text } from "./start.ts";
import type { Actions, List, Screen } from "./state.ts";
import { loadTrials, type Trial, trialOf } from "./trials.ts";

/** How long the page may be idle with a key or a referral, in minutes. */
const IDLE = Number(document.querySelector<HTMLMetaElement>("meta[name=prescreener-idle-minutes]")?.content) || 10;
/** Events of use. */
const USE_EVENTS = ["pointerdown", "keydown", "wheel", "touchstart", "drop"];

class Receiver {
  #language: Language = language();
  #trials: readonly Trial[] = [];
  #screen: Screen = { is: "loading" };
  #key: SiteKey | undefined;
  /** What was entered before the page was ready, or before its key. */
  #pending: string | undefined;
  /** Whether what was entered came in the page's address. */
  #addressed = false;
  /** The ids that were opened since the page was loaded. */
  readonly #seen = new Set<string>();
  /** Drops the memory of what was opened. */
  #release: (() => void) | undefined;
  #used = Date.now();
  /** The number of the latest entry. A file whose entry is no longer the latest is ignored. */
  #turn = 0;
  readonly #main = el("main", { id: "main" });
  readonly #status = el("p", { id: "news", role: "status" });
  readonly #bar = el("div", { class: "bar" });
  readonly #top = el("header", {}, this.#bar, this.#status);
  readonly #text: Text = (key, values) => text(this.#language, key, values);
  readonly #actions: Actions = {
    retry: () => void this.load(),
    enter: (entered) => this.enter(entered),
    enterFile: (file) => void this.#read(file, (entered) => this.enter(entered)),
    chooseKey: (file) => void this.#read(file, (entered) => this.#useKey(entered)),
    choose: (item) => this.#show(item, this.#screen.is === "list" ? this.#screen : undefined),
    back: (list) => this.#go(list),
    another: () => this.#another(),
    close: () => this.forget(["receive.closed"]),
    save,
    print: () => this.#print(),
  };

  constructor() {
    document.body.prepend(this.#top, this.#main);
    this.#draw(false);
  }

  async load(): Promise<void> {
    this.#go({ is: "loading" }, false);
    try {
      this.#trials = await loadTrials();
    } catch (thrown) {
      this.#go({ is: "failed", message: asPrescreenerError(thrown, "load").message });
      return;
    }
    const pending = this.#pending;
    this.#go({ is: "start" }, false);
    if (pending !== undefined) this.enter(pending, this.#addressed);
  }

  /** Opens what staff enter, or keeps it until the page is ready. `addressed`: whether it came in the page's address. */
  enter(text: string, addressed = false): void {
    this.#turn += 1;
    this.#pending = text;
    this.#addressed = addressed;
    if (this.#screen.is === "loading" || this.#screen.is === "failed") return;
    this.#another(false);
    if (text.trim() === "") {
      this.#pending = undefined;
      this.#go({ is: "start", notice: ["receive.given.empty"] });
      return;
    }
    this.#release ??= retain();
    const entered = readEntered(text);
    if (Array.isArray(entered)) this.#list(entered);
    else this.#one(openEntered(entered, this.#key));
  }

  #one(opened: Opened | Refused): void {
    if ("referral" in opened) this.#show(opened, undefined);
    else this.#refuse(opened);
  }

  #list(entered: readonly Entered[]): void {
    const items = entered.map((one) => openEntered(one, this.#key));
    const locked = items.find((item): item is Refused => "why" in item && item.why === "no_key");
    if (locked) this.#refuse(locked);
    else {
      this.#pending = undefined;
      this.#go({ is: "list", items });
    }
  }

  #refuse(refused: Refused): void {
    // It stays pending for the right key.
    if (refused.why !== "no_key" && refused.why !== "other_key") this.#pending = undefined;
    this.#drop();
    this.#go({ is: "start", refused });
  }

  #show(received: Opened, list: List | undefined): void {
    this.#pending = undefined;
    const { id } = received.referral;
    const twice = this.#seen.has(id);
    const trial = trialOf(this.#trials, received.referral);
    try {
      const opened = trial ? { ...received, referral: expanded(trial, received.referral) } : received;
      const outcome = trial && replay(trial, opened.referral);
      this.#go({ is: "shown", opened, twice, addressed: this.#addressed, trial, outcome, list });
      this.#seen.add(id);
    } catch {
      this.#refuse({ why: "crashed", values: {} });
    }
  }

  /** Reads a key from its file, and opens the pending referral. */
  #useKey(file: string): void {
    const release = retain();
    const key = readKey(file);
    release();
    if ("why" in key) {
      this.#go({ is: "start", refusedKey: key });
      return;
    }
    this.#key = key;
    if (this.#pending === undefined) this.#another();
    else this.enter(this.#pending);
    this.#announce(this.#text("receive.key.there", { key: key.id }));
  }

  async #read(file: File, use: (text: string) => void): Promise<void> {
    this.#turn += 1;
    const turn = this.#turn;
    const content = file.size > LARGEST_FILE ? undefined : await file.text();
    if (turn !== this.#turn) return;
    if (content === undefined) this.#refuse({ why: "too_large", values: {} });
    else use(content);
  }

  drop(event: DragEvent): void {
    const file = event.dataTransfer?.files[0];
    const onKey = event.target instanceof Element && event.target.closest("#key");
    if (!file) this.enter(event.dataTransfer?.getData("text/plain") ?? "");
    else if (onKey) this.#actions.chooseKey(file);
    else this.#actions.enterFile(file);
  }

  #another(draw = true): void {
    this.#drop();
    if (!draw) return;
    this.#pending = undefined;
    this.#go({ is: "start" }, false);
    document.querySelector<HTMLElement>("#given")?.focus();
  }

  /** Closes the open referral and frees its memory. */
  #drop(): void {
    this.#release?.();
    this.#release = undefined;
  }

  /** Forgets the key and all that was opened. */
  forget(notice: readonly [Key, Values?]): void {
    this.#turn += 1;
    this.#pending = undefined;
    this.#key = undefined;
    this.#drop();
    if (this.#screen.is === "loading" || this.#screen.is === "failed") return;
    this.#go({ is: "start", notice });
    this.#announce(this.#text(...notice));
  }

  /** Restarts the idle time. */
  use(): void {
    this.#used = Date.now();
  }

  /** Forgets everything after the idle time. */
  checkIdle(): void {
    const holds = this.#key !== undefined || this.#pending !== undefined || this.#release !== undefined;
    const typed = document.querySelector<HTMLTextAreaElement>("#given")?.value;
    if ((holds || typed) && Date.now() - this.#used >= IDLE * 60_000) {
      this.forget(["receive.idle", { minutes: String(IDLE) }]);
    }
  }

  #go(screen: Screen, focus = true): void {
    this.#screen = screen;
    this.#announce(screen.is === "loading" ? this.#text("receive.loading") : "");
    this.#draw(focus);
  }

  #draw(focus: boolean): void {
    const [language, screen] = [this.#language, this.#screen];
    document.documentElement.lang = language;
    document.title = this.#text("receive.title");
    this.#main.lang = language;
    this.#drawBar();
    this.#main.replaceChildren(...this.#parts(screen));
    if (!focus) return;
    const target =
      this.#main.querySelector<HTMLElement>("#problem") ?? this.#main.querySelector<HTMLElement>("#heading");
    target?.focus();
    if (target?.id === "heading") scrollTo(0, 0);
  }

  #parts(screen: Screen): HTMLElement[] {
    if (screen.is === "start") return drawStart(screen, this.#key?.id, this.#text, this.#actions);
    if (screen.is === "list") return drawList(screen, this.#language, this.#text, this.#actions);
    if (screen.is === "failed") return drawFailed(screen.message, this.#text, this.#actions);
    if (screen.is === "loading") return [el("h1", { id: "heading" }, this.#text("receive.title"))];
    const known = this.#trials.map(({ name }) => name);
    return drawShown(screen, known, this.#language, this.#text, this.#actions);
  }

  #drawBar(): void {
    const options = LANGUAGES.map(([tag, name]) =>
      el("option", { value: tag, lang: tag, selected: tag === this.#language }, name),
    );
    const select = el("select", { id: "language", autocomplete: "off" }, ...options);
    select.addEventListener("change", () => this.#setLanguage(select.value as Language));
    const close = this.#key && button(this.#text("receive.close"), this.#actions.close);
    const parts = [el("p", {}, el("label", { for: "language" }, this.#text("receive.language")), " ", select), close];
    this.#bar.replaceChildren(...parts.filter((part) => part !== undefined));
  }

  #setLanguage(language: Language): void {
    this.#language = language;
    const typed = document.querySelector<HTMLTextAreaElement>("#given")?.value ?? "";
    this.#draw(false);
    const area = document.querySelector<HTMLTextAreaElement>("#given");
    if (area) area.value = typed;
    document.querySelector<HTMLElement>("#language")?.focus();
  }

  #announce(message: string): void {
    this.#status.textContent = message;
  }

  #print(): void {
    const parts = this.#main.querySelectorAll(".facts, .check, .described");
    printSheet(this.#main, this.#main.querySelector("#heading")?.textContent ?? "", parts);
  }
}

/** Expands a referral that was made compact for sealing. */
const expanded = ({ trial }: Trial, referral: Referral): Referral => guarded(() => expand(trial, referral)) as Referral;

function save({ referral }: Opened): void {
  const safe = (text: string): string => text.replace(/\W+/g, "-");
  const name = `${safe(String(referral.result.trial?.id))}-${safe(referral.id.slice(0, 8))}.json`;
  saveFile(document, name, "application/json", JSON.stringify(referral));
}

/**
 * Returns the referral in the address and removes it from there, so that it is in no bookmark and not on display. The browser has
 * written the address into its history by then, so a referral in it should be sealed; staff read a note if it is not.
 */
function takeFragment(): string | undefined {
  const { hash, pathname, search } = location;
  if (hash.length < 2) return undefined;
  history.replaceState(null, "", pathname + search);
  return hash;
}

const initial = takeFragment();
const receiver = new Receiver();
if (initial !== undefined) receiver.enter(initial, true);
void receiver.load();

addEventListener("hashchange", () => {
  const entered = takeFragment();
  if (entered !== undefined) receiver.enter(entered, true);
});
addEventListener("dragover", (event) => event.preventDefault());
addEventListener("drop", (event) => {
  event.preventDefault();
  receiver.drop(event);
});
// The browser may cache the page for Back: it must hold nothing then.
addEventListener("pagehide", () => receiver.forget(["receive.closed"]));
for (const name of USE_EVENTS) addEventListener(name, () => receiver.use(), { passive: true, capture: true });
addEventListener("visibilitychange", () => receiver.checkIdle());
setInterval(() => receiver.checkIdle(), 5000);
