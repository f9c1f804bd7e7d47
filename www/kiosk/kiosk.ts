// The kiosk: the questions on a clinic's tablet, for one person after another. KIOSK.md describes its set-up and its guarantees.
import type { TrialPrescreener } from "../element/element.ts";
import { create } from "../shared/dom.ts";
import { declareEmbedding } from "../shared/embedding.ts";
import { languageButtons, markLanguage, settingButtons } from "./bar.ts";
import { hideChannels, restrictPage } from "./channels.ts";
import { readConfig } from "./config.ts";
import { countdown, openDialog } from "./dialogs.ts";
import { button } from "./dom.ts";
import { Idle } from "./idle.ts";
import { type Key, Messages } from "./messages.ts";
import { keepOffline } from "./offline.ts";
import { OutboxScreen } from "./outbox_screen.ts";
import { OutboxSession } from "./outbox_session.ts";
import { resetSettings } from "./settings.ts";
import { Speech, textsOf } from "./speech.ts";
import { staffScreen } from "./staff.ts";
import { Welcome } from "./welcome.ts";
import { clearOnLeaving, wipe } from "./wipe.ts";
import "../element/prescreener.ts";

const config = readConfig();
const { "site-key": siteKey, receiver = "" } = config.attributes;
/** Only sealed referrals may be stored, so there is no outbox without a site key. */
const outbox = siteKey ? new OutboxSession(config.endpoint, () => visit.showOutbox()) : undefined;

/** One person's visit, from the welcome until everything is cleared. */
class Visit {
  readonly #messages = new Messages(config.languages[0] ?? "en", config.help);
  readonly #main = create("main", { tabindex: -1 });
  readonly #finish: HTMLElement;
  readonly #handBack: HTMLElement;
  readonly #speech = new Speech(this.#messages, () => this.#textsToRead());
  readonly welcome: Welcome;
  readonly #idle: Idle;
  #element: TrialPrescreener | undefined;
  #outboxScreen: OutboxScreen | undefined;
  /** The write of the latest referral to the disk. */
  #stored: Promise<void> | undefined;
  /** Closes the open dialog. */
  #closeDialog: (() => void) | undefined;
  /** Whether the staff have the tablet. */
  #withStaff = false;
  #warning: { show(seconds: number): void } | undefined;

  constructor() {
    const messages = this.#messages;
    this.#main.addEventListener("click", (event) => this.#catchRestart(event), { capture: true });
    const languages = languageButtons(messages, config.languages, this.#languageChanged);
    const help = button(messages, "kiosk.help", "", () => this.#help());
    this.#finish = button(messages, "kiosk.finish", "", () => this.#askToFinish());
    this.#finish.hidden = true;
    this.#handBack = button(messages, "kiosk.hand_back", "", () => this.#giveToStaff());
    this.#handBack.hidden = true;
    const actions = create("footer", { class: "bar" }, help, this.#handBack, this.#finish);
    messages.label(actions, "kiosk.ways");
    const settings = settingButtons(messages, this.#speech.control);
    document.body.replaceChildren(create("header", { class: "bar" }, languages, settings), this.#main, actions);
    this.welcome = new Welcome(
      messages,
      () => this.#begin(),
      () => this.#openOutbox(),
    );
    this.#main.replaceChildren(...this.welcome.parts);
    this.showOutbox();
    this.#languageChanged();
    const listener = { warn: (seconds: number) => this.#warn(seconds), over: () => this.#end() };
    this.#idle = new Idle(config.idle, config.warning, listener);
  }

  readonly #languageChanged = (): void => {
    this.#messages.setLanguage(this.#messages.language);
    markLanguage(document, this.#messages.language);
    this.#speech.offer();
    // The element fires an event once its messages are loaded.
    if (this.#element) this.#element.lang = this.#messages.language;
    if (this.#isElementVisible()) this.#speech.stop();
    else this.#speech.restart();
  };

  /** Whether no person has begun. */
  get idle(): boolean {
    return !this.#element;
  }

  /** Shows the staff the state of the outbox. */
  showOutbox(): void {
    this.welcome.showOutbox(outbox?.state);
    this.#outboxScreen?.draw();
  }

  #openOutbox(): void {
    if (!outbox) return;
    const confirm = (heading: Key, text: Key, yes: Key, action: () => void): void =>
      this.#ask(heading, this.#paragraph(text), [
        ["kiosk.finish.no", () => {}],
        [yes, action],
      ]);
    const back = (): void => {
      this.#outboxScreen?.close();
      this.#outboxScreen = undefined;
      this.#main.replaceChildren(...this.welcome.parts);
      this.welcome.focus();
    };
    this.#outboxScreen = new OutboxScreen(this.#messages, outbox, receiver, confirm, back);
    this.#main.replaceChildren(this.#outboxScreen.screen);
    this.#outboxScreen.focus();
  }

  #begin(): void {
    const fixed = { "heading-level": 1, loading: "eager", lang: this.#messages.language };
    const element = create("trial-prescreener", { ...config.attributes, ...fixed });
    declareEmbedding(element, "alone", { passes: outbox !== undefined, prints: config.prints });
    // Shown if the questions cannot be.
    element.append(this.#paragraph("kiosk.help.text"));
    outbox?.accept(element, (stored) => this.#await(stored));
    element.addEventListener("prescreener-ready", () => {
      hideChannels(element, config.prints);
      this.#focusHeading();
      this.#speech.restart();
    });
    element.addEventListener("prescreener-step", () => {
      hideChannels(element, config.prints);
      // The event does not disclose the screen; the tablet shows it anyway.
      const result = element.shadowRoot?.querySelector("[data-action=revise]");
      this.#handBack.hidden = !result || this.#withStaff || element.hidden;
      this.#speech.restart();
    });
    this.#element = element;
    this.#main.replaceChildren(element);
    this.#main.focus();
    this.#finish.hidden = false;
  }

  /** Turns a restart into finishing: the next answers may be another person's. */
  #catchRestart(event: Event): void {
    const restarts = (node: EventTarget): boolean => node instanceof Element && node.matches("[data-action=restart]");
    if (!event.composedPath().some(restarts)) return;
    event.stopPropagation();
    this.#askToFinish();
  }

  /** Keeps the person from leaving before their referral is on the disk, or before they read that it is not. */
  #await(stored: Promise<void>): void {
    this.#stored = stored;
    stored.catch(() => {
      this.#stored = undefined;
      const text = this.#paragraph("kiosk.unkept.text");
      if (this.#element) this.#ask("kiosk.unkept", text, [["kiosk.close", () => {}]]);
    });
  }

  async #leave(): Promise<void> {
    try {
      await this.#stored;
    } catch {
      return;
    }
    if (this.#element) this.#end();
  }

  #focusHeading(): void {
    this.#element?.shadowRoot?.getElementById("heading")?.focus();
  }

  /** Returns whether the element is on screen, without a dialog above it. */
  #isElementVisible(): boolean {
    return !this.#closeDialog && !!this.#element && !this.#element.hidden;
  }

  /** Returns the texts of the current screen, to read aloud. */
  #textsToRead(): string[] {
    const shadow = this.#element?.shadowRoot;
    return textsOf(document.querySelector("dialog") ?? (this.#isElementVisible() && shadow ? shadow : this.#main));
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
      this.#speech.restart();
    };
    const screen = staffScreen(this.#messages, go, back);
    element.hidden = true;
    this.#handBack.hidden = true;
    // The staff may have to come first, and to examine the person.
    this.#idle.idle = config.staffIdle;
    this.#main.append(screen);
    screen.querySelector("h1")?.focus();
    this.#speech.restart();
  }

  #help(): void {
    this.#ask("kiosk.help.lead", this.#paragraph("kiosk.help.text"), [["kiosk.close", () => {}]]);
  }

  #askToFinish(): void {
    const answers: [Key, () => void][] = [
      ["kiosk.finish.no", () => {}],
      ["kiosk.finish.yes", () => void this.#leave()],
    ];
    this.#ask("kiosk.finish.ask", this.#paragraph("kiosk.finish.text"), answers);
  }

  #paragraph(key: Key): HTMLElement {
    return this.#messages.write(create("p"), key);
  }

  #ask(heading: Key, text: Node, answers: [Key, () => void][]): void {
    this.#closeDialog?.();
    const onClose = (): void => {
      this.#closeDialog = undefined;
      this.#speech.restart();
    };
    const { languages } = config;
    const options = { heading, text, answers, languages, onLanguage: this.#languageChanged, onClose };
    this.#closeDialog = openDialog(this.#messages, options);
    this.#speech.restart();
  }

  #warn(seconds: number): void {
    // Without a warning: nothing was answered yet.
    if (!this.#element) {
      this.#idle.renew();
      if (document.documentElement.lang !== config.languages[0] || resetSettings() || this.#outboxScreen) this.#end();
      return;
    }
    if (!this.#warning) {
      const left = countdown(this.#messages);
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
    this.#outboxScreen?.close();
    this.#outboxScreen = undefined;
    const rebuild = (): void => {
      visit = new Visit();
      visit.welcome.showStatus("kiosk.offline.none");
    };
    void wipe(rebuild, this.#stored);
  }
}

clearOnLeaving();
restrictPage();
let visit = new Visit();
void keepOffline({
  showStatus: (key, values) => visit.welcome.showStatus(key, values),
  idle: () => visit.idle,
  hold: (on) => visit.welcome.hold(on),
});
