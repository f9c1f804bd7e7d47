// The page on which a site's staff open what was handed on to them. Everything stays in this page's memory; RECEIVE.md says how
// a site sets it up.

import { expand, guarded, retain } from "../referral/module.ts";
import { asPrescreenerError } from "../shared/errors.ts";
import { printSheet } from "../shared/print.ts";
import { saveFile } from "../shared/save.ts";
import type { Referral } from "../shared/types.ts";
import { button, el } from "./dom.ts";
import { type Given, LARGEST_FILE, readGiven } from "./input.ts";
import { readKey, type SiteKey } from "./key.ts";
import { type Key, LANGUAGES, type Language, language, text, type Values } from "./messages.ts";
import { type Opened, openGiven, type Refused } from "./opened.ts";
import { drawList, drawShown } from "./referral_view.ts";
import { replayed } from "./replay.ts";
import { drawFailed, drawStart, type Say } from "./start.ts";
import type { Acts, List, Screen } from "./state.ts";
import { fitting, loadTrials, type Trial } from "./trials.ts";

/** How long the page may lie unused with something open, in minutes. */
const IDLE = Number(document.querySelector<HTMLMetaElement>("meta[name=prescreener-idle-minutes]")?.content) || 10;
const USES = ["pointerdown", "keydown", "wheel", "touchstart", "drop"];

class Receiver {
  #language: Language = language();
  #trials: readonly Trial[] = [];
  #screen: Screen = { is: "loading" };
  #key: SiteKey | undefined;
  /** What was given before the page was ready, or before its key. */
  #pending: string | undefined;
  /** Whether what was given came in the page's address. */
  #addressed = false;
  /** The numbers that were opened in this page's life. */
  readonly #seen = new Set<string>();
  /** Lets the memory of what was opened go. */
  #release: (() => void) | undefined;
  #used = Date.now();
  /** Which turn it is: what is read from a file later than that comes too late. */
  #turn = 0;
  readonly #main = el("main", { id: "main" });
  readonly #news = el("p", { id: "news", role: "status" });
  readonly #bar = el("div", { class: "bar" });
  readonly #top = el("header", {}, this.#bar, this.#news);
  readonly #say: Say = (key, values) => text(this.#language, key, values);
  readonly #acts: Acts = {
    retry: () => void this.load(),
    give: (given) => this.give(given),
    giveFile: (file) => void this.#read(file, (given) => this.give(given)),
    chooseKey: (file) => void this.#read(file, (given) => this.#take(given)),
    pick: (item) => this.#show(item, this.#screen.is === "list" ? this.#screen : undefined),
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
    if (pending !== undefined) this.give(pending, this.#addressed);
  }

  /** Opens what staff gave, or keeps it until the page is ready. `addressed`: whether it came in the page's address. */
  give(given: string, addressed = false): void {
    this.#turn += 1;
    this.#pending = given;
    this.#addressed = addressed;
    if (this.#screen.is === "loading" || this.#screen.is === "failed") return;
    this.#another(false);
    if (given.trim() === "") {
      this.#pending = undefined;
      this.#go({ is: "start", notice: ["receive.given.empty"] });
      return;
    }
    this.#release ??= retain();
    const read = readGiven(given);
    if (Array.isArray(read)) this.#list(read);
    else this.#one(openGiven(read, this.#key));
  }

  #one(opened: Opened | Refused): void {
    if ("referral" in opened) this.#show(opened, undefined);
    else this.#refuse(opened);
  }

  #list(given: readonly Given[]): void {
    const items = given.map((one) => openGiven(one, this.#key));
    const locked = items.find((item): item is Refused => "why" in item && item.why === "no_key");
    if (locked) this.#refuse(locked);
    else {
      this.#pending = undefined;
      this.#go({ is: "list", items });
    }
  }

  #refuse(refused: Refused): void {
    // It opens with the right key, once that is there.
    if (refused.why !== "no_key" && refused.why !== "other_key") this.#pending = undefined;
    this.#drop();
    this.#go({ is: "start", refused });
  }

  #show(given: Opened, list: List | undefined): void {
    this.#pending = undefined;
    const { id } = given.referral;
    const twice = this.#seen.has(id);
    const trial = fitting(this.#trials, given.referral);
    try {
      const opened = trial ? { ...given, referral: whole(trial, given.referral) } : given;
      const outcome = trial && replayed(trial, opened.referral);
      this.#go({ is: "shown", opened, twice, addressed: this.#addressed, trial, outcome, list });
      this.#seen.add(id);
    } catch {
      this.#refuse({ why: "crashed", values: {} });
    }
  }

  /** Takes a key from its file, and opens what waited for it. */
  #take(file: string): void {
    const release = retain();
    const key = readKey(file);
    release();
    if ("why" in key) {
      this.#go({ is: "start", refusedKey: key });
      return;
    }
    this.#key = key;
    if (this.#pending === undefined) this.#another();
    else this.give(this.#pending);
    this.#tell(this.#say("receive.key.there", { key: key.id }));
  }

  async #read(file: File, take: (text: string) => void): Promise<void> {
    this.#turn += 1;
    const turn = this.#turn;
    const read = file.size > LARGEST_FILE ? undefined : await file.text();
    if (turn !== this.#turn) return;
    if (read === undefined) this.#refuse({ why: "too_large", values: {} });
    else take(read);
  }

  drop(event: DragEvent): void {
    const file = event.dataTransfer?.files[0];
    const onKey = event.target instanceof Element && event.target.closest("#key");
    if (!file) this.give(event.dataTransfer?.getData("text/plain") ?? "");
    else if (onKey) this.#acts.chooseKey(file);
    else this.#acts.giveFile(file);
  }

  #another(draw = true): void {
    this.#drop();
    if (!draw) return;
    this.#pending = undefined;
    this.#go({ is: "start" }, false);
    document.querySelector<HTMLElement>("#given")?.focus();
  }

  /** Lets go of what is open, with the memory that held it. */
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
    this.#tell(this.#say(...notice));
  }

  use(): void {
    this.#used = Date.now();
  }

  watch(): void {
    const holds = this.#key !== undefined || this.#pending !== undefined || this.#release !== undefined;
    const typed = document.querySelector<HTMLTextAreaElement>("#given")?.value;
    if ((holds || typed) && Date.now() - this.#used >= IDLE * 60_000) {
      this.forget(["receive.idle", { minutes: String(IDLE) }]);
    }
  }

  #go(screen: Screen, focus = true): void {
    this.#screen = screen;
    this.#tell(screen.is === "loading" ? this.#say("receive.loading") : "");
    this.#draw(focus);
  }

  #draw(focus: boolean): void {
    const [speaks, screen] = [this.#language, this.#screen];
    document.documentElement.lang = speaks;
    document.title = this.#say("receive.title");
    this.#main.lang = speaks;
    this.#drawBar();
    this.#main.replaceChildren(...this.#parts(screen));
    if (!focus) return;
    const place =
      this.#main.querySelector<HTMLElement>("#problem") ?? this.#main.querySelector<HTMLElement>("#heading");
    place?.focus();
    if (place?.id === "heading") scrollTo(0, 0);
  }

  #parts(screen: Screen): HTMLElement[] {
    if (screen.is === "start") return drawStart(screen, this.#key?.id, this.#say, this.#acts);
    if (screen.is === "list") return drawList(screen, this.#language, this.#say, this.#acts);
    if (screen.is === "failed") return drawFailed(screen.message, this.#say, this.#acts);
    if (screen.is === "loading") return [el("h1", { id: "heading" }, this.#say("receive.title"))];
    const known = this.#trials.map(({ named }) => named);
    return drawShown(screen, known, this.#language, this.#say, this.#acts);
  }

  #drawBar(): void {
    const options = LANGUAGES.map(([tag, name]) =>
      el("option", { value: tag, lang: tag, selected: tag === this.#language }, name),
    );
    const select = el("select", { id: "language", autocomplete: "off" }, ...options);
    select.addEventListener("change", () => this.#speak(select.value as Language));
    const held = this.#key && button(this.#say("receive.close"), this.#acts.close);
    const parts = [el("p", {}, el("label", { for: "language" }, this.#say("receive.language")), " ", select), held];
    this.#bar.replaceChildren(...parts.filter((part) => part !== undefined));
  }

  #speak(wanted: Language): void {
    this.#language = wanted;
    const typed = document.querySelector<HTMLTextAreaElement>("#given")?.value ?? "";
    this.#draw(false);
    const area = document.querySelector<HTMLTextAreaElement>("#given");
    if (area) area.value = typed;
    document.querySelector<HTMLElement>("#language")?.focus();
  }

  #tell(news: string): void {
    this.#news.textContent = news;
  }

  #print(): void {
    const parts = this.#main.querySelectorAll(".facts, .check, .described");
    printSheet(this.#main, this.#main.querySelector("#heading")?.textContent ?? "", parts);
  }
}

/** A referral as it was before it was made short for sealing. */
const whole = ({ trial }: Trial, referral: Referral): Referral => guarded(() => expand(trial, referral)) as Referral;

function save({ referral }: Opened): void {
  const plain = (text: string): string => text.replace(/\W+/g, "-");
  const name = `${plain(String(referral.result.trial?.id))}-${plain(referral.id.slice(0, 8))}.json`;
  saveFile(document, name, "application/json", JSON.stringify(referral));
}

/**
 * Takes the referral out of the address, so that no bookmark and no glance at the address finds it. The browser has written the
 * address into its history by then: nothing that comes so may be readable, and where it is, staff are told.
 */
function fragment(): string | undefined {
  const { hash, pathname, search } = location;
  if (hash.length < 2) return undefined;
  history.replaceState(null, "", pathname + search);
  return hash;
}

const given = fragment();
const receiver = new Receiver();
if (given !== undefined) receiver.give(given, true);
void receiver.load();

addEventListener("hashchange", () => {
  const given = fragment();
  if (given !== undefined) receiver.give(given, true);
});
addEventListener("dragover", (event) => event.preventDefault());
addEventListener("drop", (event) => {
  event.preventDefault();
  receiver.drop(event);
});
// The page may be kept for the way back: it must hold nothing then.
addEventListener("pagehide", () => receiver.forget(["receive.closed"]));
for (const name of USES) addEventListener(name, () => receiver.use(), { passive: true, capture: true });
addEventListener("visibilitychange", () => receiver.watch());
setInterval(() => receiver.watch(), 5000);
