// The questions on a clinic's tablet, one person after another. KIOSK.md says how to set it up, and what is kept to.
import type { TrialPrescreener } from "../element/element.ts";
import { declareEmbedding } from "../shared/embedding.ts";
import { languageButtons, markLanguage, settingButtons } from "./bar.ts";
import { closeWaysOf, closeWaysOut } from "./channels.ts";
import { readConfig } from "./config.ts";
import { ask, countdown } from "./dialogs.ts";
import { button, make } from "./dom.ts";
import { Idle } from "./idle.ts";
import { type Key, Words } from "./messages.ts";
import { keepOffline } from "./offline.ts";
import { OutboxScreen } from "./outbox_screen.ts";
import { Keeping } from "./outbox_session.ts";
import { resetSettings } from "./settings.ts";
import { Speech, wordsOf } from "./speech.ts";
import { staffScreen } from "./staff.ts";
import { Welcome } from "./welcome.ts";
import { leaveNothingBehind, wipe } from "./wipe.ts";
import "../element/prescreener.ts";

const config = readConfig();
const { "site-key": siteKey, receiver = "" } = config.attributes;
/** Without a site's key nothing is sealed, and nothing may be kept. */
const keeping = siteKey ? new Keeping(config.endpoint, () => visit.stands()) : undefined;

/** One person at the tablet, from the welcome until everything is cleared. */
class Visit {
  readonly #words = new Words(config.languages[0] ?? "en", config.help);
  readonly #main = make("main");
  readonly #finish: HTMLElement;
  readonly #handBack: HTMLElement;
  readonly #speech = new Speech(this.#words, () => this.#said());
  readonly welcome: Welcome;
  readonly #idle: Idle;
  #element: TrialPrescreener | undefined;
  #outbox: OutboxScreen | undefined;
  /** What was handed on, until the disk has it. */
  #kept: Promise<void> | undefined;
  /** Closes the question that stands before everything else. */
  #close: (() => void) | undefined;
  /** Whether the staff have the tablet. */
  #withStaff = false;
  #warning: { show(seconds: number): void } | undefined;

  constructor() {
    const words = this.#words;
    this.#main.tabIndex = -1;
    this.#main.addEventListener("click", (event) => this.#catchRestart(event), { capture: true });
    const languages = languageButtons(words, config.languages, this.#speak);
    const help = button(words, "kiosk.help", "", () => this.#help());
    this.#finish = button(words, "kiosk.finish", "", () => this.#askToFinish());
    this.#finish.hidden = true;
    this.#handBack = button(words, "kiosk.hand_back", "", () => this.#giveToStaff());
    this.#handBack.hidden = true;
    const ways = words.label(make("footer", "bar", help, this.#handBack, this.#finish), "kiosk.ways");
    const settings = settingButtons(words, this.#speech.control);
    document.body.replaceChildren(make("header", "bar", languages, settings), this.#main, ways);
    this.welcome = new Welcome(
      words,
      () => this.#begin(),
      () => this.#openOutbox(),
    );
    this.#main.replaceChildren(...this.welcome.parts);
    this.stands();
    this.#speak();
    const watched = { warn: (seconds: number) => this.#warn(seconds), over: () => this.#end() };
    this.#idle = new Idle(config.idle, config.warning, watched);
  }

  readonly #speak = (): void => {
    this.#words.speak(this.#words.language);
    markLanguage(document, this.#words.language);
    this.#speech.offer();
    // The element says when its words are there.
    if (this.#element) this.#element.lang = this.#words.language;
    if (this.#shown()) this.#speech.stop();
    else this.#speech.changed();
  };

  /** Whether nobody has begun. */
  get idle(): boolean {
    return !this.#element;
  }

  /** Tells the staff how the outbox stands. */
  stands(): void {
    this.welcome.stands(keeping?.standing);
    this.#outbox?.draw();
  }

  #openOutbox(): void {
    if (!keeping) return;
    const confirm = (heading: Key, text: Key, yes: Key, go: () => void): void =>
      this.#ask(heading, this.#words.write(make("p"), text), [
        ["kiosk.finish.no", () => {}],
        [yes, go],
      ]);
    const back = (): void => {
      this.#outbox?.close();
      this.#outbox = undefined;
      this.#main.replaceChildren(...this.welcome.parts);
      this.welcome.focus();
    };
    this.#outbox = new OutboxScreen(this.#words, keeping, receiver, confirm, back);
    this.#main.replaceChildren(this.#outbox.screen);
    this.#outbox.focus();
  }

  #begin(): void {
    const element = document.createElement("trial-prescreener");
    const attributes = { ...config.attributes, "heading-level": "1", loading: "eager", lang: this.#words.language };
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    declareEmbedding(element, "alone", { passes: keeping !== undefined, prints: config.prints });
    // What is shown where the questions cannot be.
    element.append(this.#words.write(make("p"), "kiosk.help.text"));
    keeping?.from(element, (kept) => this.#keep(kept));
    element.addEventListener("prescreener-ready", () => {
      closeWaysOf(element, config.prints);
      this.#focusHeading();
      this.#speech.changed();
    });
    element.addEventListener("prescreener-step", () => {
      closeWaysOf(element, config.prints);
      // No page is told which screen it is; whoever stands before the tablet sees it.
      const result = element.shadowRoot?.querySelector("[data-action=revise]");
      this.#handBack.hidden = !result || this.#withStaff || element.hidden;
      this.#speech.changed();
    });
    this.#element = element;
    this.#main.replaceChildren(element);
    this.#main.focus();
    this.#finish.hidden = false;
  }

  /** To start again is to finish: the next answers may be another person's. */
  #catchRestart(event: Event): void {
    const restarts = (node: EventTarget): boolean => node instanceof Element && node.matches("[data-action=restart]");
    if (!event.composedPath().some(restarts)) return;
    event.stopPropagation();
    this.#askToFinish();
  }

  /** Nobody leaves before the disk has what they handed on, or before they are told that it has not. */
  #keep(kept: Promise<void>): void {
    this.#kept = kept;
    kept.catch(() => {
      this.#kept = undefined;
      const text = this.#words.write(make("p"), "kiosk.unkept.text");
      if (this.#element) this.#ask("kiosk.unkept", text, [["kiosk.close", () => {}]]);
    });
  }

  async #leave(): Promise<void> {
    try {
      await this.#kept;
    } catch {
      return;
    }
    if (this.#element) this.#end();
  }

  #focusHeading(): void {
    this.#element?.shadowRoot?.getElementById("heading")?.focus();
  }

  /** Whether the element is on screen, and nothing before it. */
  #shown(): boolean {
    return !this.#close && !!this.#element && !this.#element.hidden;
  }

  /** What there is to read aloud. */
  #said(): string[] {
    const shadow = this.#element?.shadowRoot;
    return wordsOf(document.querySelector("dialog") ?? (this.#shown() && shadow ? shadow : this.#main));
  }

  #giveToStaff(): void {
    const element = this.#element;
    if (!element) return;
    const leave = (): void => {
      screen.remove();
      element.hidden = false;
    };
    const go = (): void => {
      leave();
      this.#withStaff = true;
      element.askClinic();
    };
    const back = (): void => {
      leave();
      this.#idle.idle = config.idle;
      this.#handBack.hidden = false;
      this.#focusHeading();
      this.#speech.changed();
    };
    const screen = staffScreen(this.#words, go, back);
    element.hidden = true;
    this.#handBack.hidden = true;
    // Somebody must come first, and may examine the person.
    this.#idle.idle = config.staffIdle;
    this.#main.append(screen);
    screen.querySelector("h1")?.focus();
    this.#speech.changed();
  }

  #help(): void {
    const text = this.#words.write(make("p"), "kiosk.help.text");
    this.#ask("kiosk.help.lead", text, [["kiosk.close", () => {}]]);
  }

  #askToFinish(): void {
    const text = this.#words.write(make("p"), "kiosk.finish.text");
    const answers: [Key, () => void][] = [
      ["kiosk.finish.no", () => {}],
      ["kiosk.finish.yes", () => void this.#leave()],
    ];
    this.#ask("kiosk.finish.ask", text, answers);
  }

  #ask(heading: Key, text: Node, answers: [Key, () => void][]): void {
    this.#close?.();
    const closed = (): void => {
      this.#close = undefined;
      this.#speech.changed();
    };
    const { languages } = config;
    this.#close = ask(this.#words, { heading, text, answers, languages, speak: this.#speak, closed });
    this.#speech.changed();
  }

  #warn(seconds: number): void {
    // Where nothing was answered yet, nothing is lost.
    if (!this.#element) {
      this.#idle.renew();
      if (document.documentElement.lang !== config.languages[0] || resetSettings() || this.#outbox) this.#end();
      return;
    }
    if (!this.#warning) {
      const left = countdown(this.#words);
      this.#warning = left;
      const answers: [Key, () => void][] = [
        ["kiosk.idle.stay", () => this.#stay()],
        ["kiosk.finish", () => void this.#leave()],
      ];
      this.#ask("kiosk.idle", left.text, answers);
    }
    this.#warning.show(seconds);
  }

  #stay(): void {
    this.#warning = undefined;
    this.#idle.renew();
  }

  #end(): void {
    this.#idle.stop();
    this.#speech.stop();
    this.#element = undefined;
    resetSettings();
    this.#outbox?.close();
    this.#outbox = undefined;
    const rebuild = (): void => {
      visit = new Visit();
      visit.welcome.tell("kiosk.offline.none");
    };
    void wipe(rebuild, this.#kept);
  }
}

leaveNothingBehind();
closeWaysOut();
let visit = new Visit();
void keepOffline({
  tell: (key, values) => visit.welcome.tell(key, values),
  idle: () => visit.idle,
  hold: (on) => visit.welcome.hold(on),
});
