// One run of the interview in one element, from loading to the result or a failure. Loaded when the element is needed.
import type { Widget } from "../../pkg/engine.js";
import type { Ledger, Referral } from "../referral/refer.ts";
import { receiverFault } from "../referral/site_key.ts";
import type { Documents, Listener, Settings } from "../shared/contracts.ts";
import { asPrescreenerError, PrescreenerError } from "../shared/errors.ts";
import type { Step } from "../shared/events.ts";
import { speakIn } from "../shared/language.ts";
import { hasFirst, isFetched } from "../shared/requests.ts";
import { saveFile } from "../shared/save.ts";
import { loadDocuments } from "./documents.ts";
import { close, guarded, isThere, open, start } from "./engine.ts";
import { AHEAD, First, fetchFirst } from "./first.ts";
import { mask } from "./mask.ts";
import { Ahead } from "./preload.ts";
import css from "./styles.css";

export { css };

export class Session {
  readonly #root: HTMLElement;
  #settings: Settings;
  readonly #listener: Listener;
  #stop: (() => void) | undefined;
  #loaded: Documents | undefined;
  #widget: Widget | undefined;
  /** What the widget draws in. While a result is handed on, that stands in its place. */
  #stage: HTMLElement | undefined;
  /** The first question, as long as it stands without the engine. */
  #first: First | undefined;
  #referral: Referral | undefined;
  /** What is wrong with what the page says of the receiver, and was told. */
  #fault: PrescreenerError | undefined;
  readonly #ahead = new Ahead();
  #handling = false;
  #ended = false;

  /** `focus`: whether a person asked for it. Only then may the focus move. */
  constructor(root: HTMLElement, settings: Settings, listener: Listener, focus: boolean) {
    this.#root = root;
    this.#settings = settings;
    // Also for the screens of handing on, which have the listener from here.
    const step = (screen: Step["screen"] | undefined): void => listener.step(this.#discloses() ? screen : undefined);
    this.#listener = { ...listener, step };
    mask(root);
    void this.#start(focus);
  }

  /** Ends the session and everything the person entered. */
  end(): void {
    this.#try(() => this.#drop());
    this.#ended = true;
    this.#ahead.stop();
    this.#stop?.();
  }

  /**
   * Goes on in another language, with all that was answered and entered. Where its words cannot be had, the language stays.
   * Gives whether there is anything to go on with.
   */
  speak(languages: readonly string[]): boolean {
    this.#settings = { ...this.#settings, languages };
    if (this.#widget && this.#stage) void this.#speak(this.#settings, this.#widget, this.#stage);
    else this.#first?.later(() => this.speak(languages));
    return !!(this.#widget ?? this.#first);
  }

  /** Handles an event of the interview's own controls. */
  handle(event: Event): void {
    const widget = this.#widget;
    if (!widget) this.#first?.handle(event);
    if (!widget) return;
    if (event.type === "keydown") clearOnEscape(event);
    if (event.type === "keydown" || (event.type === "click" && submits(event))) return;
    this.#handling = true;
    this.#try(() => {
      const file = (event.target as Element).closest("[data-file]");
      if (file && event.type === "click") return saveReminder(file as HTMLElement);
      if (this.#referral) return this.#referral.handle(event);
      const shown = guarded(() => widget.handle(event));
      if (shown === "declined") return this.#listener.declined();
      if (shown === "restart") this.#open(true);
      if (shown === "wait") void this.#awaited(widget);
      else if (shown === "refer" || shown === "sites") void this.#refer(widget, shown);
      else if (shown) this.#tell(shown);
    });
    this.#handling = false;
  }

  /** Goes on to what only a clinic is asked, with every answer kept. */
  askClinic(): void {
    const widget = this.#widget;
    this.#referral?.close();
    this.#referral = undefined;
    if (widget) this.#try(() => this.#tell(guarded(() => widget.ask_clinic()) ?? ""));
    else this.#first?.later(() => this.askClinic());
  }

  async #start(focus: boolean): Promise<void> {
    const { request } = this.#settings;
    this.#fault = receiverFault(this.#settings);
    if (this.#fault) this.#listener.troubled(this.#fault);
    const exit = this.#offerExit();
    const first = this.#ask(exit, focus);
    // The engine is fifty times as long, and would only keep the first question waiting.
    await Promise.race([first, new Promise((late) => setTimeout(late, AHEAD))]);
    try {
      // Both at once: neither waits for the other.
      [, this.#loaded] = await Promise.all([start(request), this.#load(), exit]);
    } catch (thrown) {
      this.#lose(asPrescreenerError(thrown, "load"), focus || this.#first?.isFocused === true);
      return;
    }
    if (this.#ended) return;
    this.#try(() => {
      const first = this.#first;
      const closed = this.#open(focus, first) === "closed";
      if (!first) this.#listener.ready();
      if (closed) this.#listener.step("closed");
      first?.follow();
    }, focus);
  }

  /** Asks the first question while the engine is not there. Where that cannot be, for whatever reason, the engine does it. */
  async #ask(exit: Promise<void>, focus: boolean): Promise<void> {
    try {
      const { trial, base, anchors } = this.#settings;
      const url = addressOf(trial, base);
      if (isThere() || !hasFirst(url, anchors)) return;
      const [[file, language]] = await Promise.all([fetchFirst(url, this.#settings), exit]);
      if (this.#ended || this.#loaded) return;
      const exits = this.#stop !== undefined;
      this.#first = new First(file, language, this.#settings, this.#root.ownerDocument, exits);
      this.#first.show(this.#root, focus);
      this.#listener.ready();
    } catch {
      // It is the engine that says what is wrong.
    }
  }

  /** Nothing changes before all words of the language are there: there is no screen without its words. */
  async #speak(settings: Settings, widget: Widget, stage: HTMLElement): Promise<void> {
    const wanted = (): boolean => this.#settings === settings && this.#widget === widget;
    try {
      const documents = await this.#load();
      const later = await documents.later();
      if (!wanted() || documents.language === this.#loaded?.language) return;
      const focus = stage.contains((stage.getRootNode() as ShadowRoot).activeElement);
      const shown = guarded(() => {
        widget.speak(documents.language, documents.words, later);
        speakIn(stage, documents.language);
        return widget.render(focus);
      });
      this.#loaded = documents;
      if (guarded(() => widget.sealed())) void this.#loadAhead(documents);
      if (this.#referral) await this.#referral.speak(documents);
      else if (shown) this.#tell(shown);
    } catch (thrown) {
      if (wanted()) this.#listener.troubled(asPrescreenerError(thrown, "load"));
    }
  }

  /** Few pages have such a way out, so its code is loaded for those alone. */
  async #offerExit(): Promise<void> {
    if (this.#settings.exit === null) return;
    try {
      const { offerExit } = await this.#settings.request.code("exit.js", import("./exit.ts"));
      if (!this.#ended)
        this.#stop = offerExit(this.#root, this.#settings.exit, this.#settings.base, this.#listener.left);
    } catch (thrown) {
      if (!this.#ended) this.#listener.troubled(asPrescreenerError(thrown, "load"));
    }
  }

  async #load(): Promise<Documents> {
    const { trial, base, languages, request } = this.#settings;
    return loadDocuments(addressOf(trial, base), languages, request);
  }

  /**
   * Begins the interview afresh, at the `first` question if that stands already. Nothing of an earlier one is kept. Tells which
   * screen it begins with.
   */
  #open(focus: boolean, first?: First): string | undefined {
    this.#drop();
    const documents = this.#loaded;
    if (!documents) return undefined;
    const { audience, order, assessedOn, anchors, headingLevel, disclose, declined, place, receiver } = this.#settings;
    const stage = first?.stage ?? this.#root.ownerDocument.createElement("div");
    speakIn(stage, documents.language);
    stage.toggleAttribute("data-exit", this.#stop !== undefined);
    const { trial, words, language } = documents;
    const { site_key } = receiver();
    const told = { disclose, declined: declined(), place, site_key };
    const setup = { language, audience, order, anchors, assessed_on: assessedOn, ...told };
    const lost = (error: PrescreenerError): void => this.#lose(error, this.#handling);
    const widget = open(stage, trial, words, setup, headingLevel, lost);
    this.#widget = widget;
    this.#stage = stage;
    const [sealed, counts] = guarded(() => [widget.sealed(), widget.disclosure()] as const);
    stage.toggleAttribute("data-sealed", sealed);
    if (disclose !== null && disclose !== counts) console.warn(`disclose="${disclose}" counts as "${counts}" here`);
    if (!first) this.#root.replaceChildren(stage);
    const shown = first ? first.handOver(widget) : guarded(() => widget.render(focus));
    this.#first = undefined;
    if (sealed) void this.#loadAhead(documents);
    else void this.#later(false);
    return shown;
  }

  /** Loads all that anybody could need, where there is a site's key. */
  async #loadAhead(documents: Documents): Promise<void> {
    const sites = (): boolean => this.#widget !== undefined && guarded(this.#widget.has_sites.bind(this.#widget));
    await this.#ahead.load(documents, this.#settings.request, (again) => this.#later(again), sites);
  }

  /** Somebody waits for the words of the result. With a key they come by themselves, or not yet. */
  async #awaited(widget: Widget): Promise<void> {
    if (!guarded(() => widget.sealed())) await this.#later(false, true);
  }

  /**
   * Loads the words of the result behind the questions, and gives whether they are there. Where that fails, nothing is lost: it is
   * tried again. `told`: whether a failure was told before. `focus`: whether somebody waits.
   */
  async #later(told: boolean, focus = false): Promise<boolean> {
    const documents = this.#loaded;
    let words: string | undefined;
    try {
      words = await documents?.later();
    } catch (thrown) {
      if (!this.#ended && !told) this.#listener.troubled(asPrescreenerError(thrown, "load"));
    }
    // Another interview may have begun since.
    const widget = this.#widget;
    if (words === undefined || !widget || documents !== this.#loaded) return false;
    const text = words;
    this.#try(() => {
      const shown = guarded(() => widget.add(text));
      if (shown) this.#tell(shown);
    }, focus);
    return true;
  }

  /** Few people hand a result on or look for a clinic, so the code for it is loaded for those alone. */
  async #refer(widget: Widget, what: string): Promise<void> {
    const [documents, stage] = [this.#loaded, this.#stage];
    if (!documents || !stage) return;
    guarded(() => widget.tell("result.refer.wait"));
    const sealed = guarded(() => widget.sealed());
    try {
      if (sealed && !(await this.#ahead.there)) throw new PrescreenerError("load", "Not all files are there yet");
      const { refer } = await this.#settings.request.code("refer.js", import("../referral/refer.ts"));
      const referral = await refer(
        stage,
        documents,
        guarded(() => widget.result()),
        this.#settings,
        this.#listener,
        this.#ledger(widget),
        () => {
          this.#referral = undefined;
          this.#try(() => this.#tell(guarded(() => widget.render(true)) ?? "result"), true);
        },
        what,
      );
      if (widget !== this.#widget || this.#referral) return referral.close();
      this.#referral = referral;
      referral.show();
    } catch (thrown) {
      if (widget !== this.#widget) return;
      const error = asPrescreenerError(thrown, "load");
      const news = error.code === "definition" ? "result.refer.wrong" : "result.refer.failed";
      this.#try(() => guarded(() => widget.tell(news)));
      // With a key it would tell that somebody was not ruled out.
      if (!sealed && error.message !== this.#fault?.message) this.#listener.troubled(error);
    }
  }

  /** What the result knows of its being handed on. It hears of it for as long as there is a session, also on other screens. */
  #ledger(widget: Widget): Ledger {
    return {
      before: guarded(() => widget.handed()),
      told: guarded(() => widget.disclosure()),
      agreed: (id, shares) => this.#try(() => guarded(() => widget.agreed(id, shares))),
      came: (of, { id, news, number }) => {
        // The one in use now: the person may have begun again since.
        const current = this.#widget;
        if (!current) return;
        this.#try(() => {
          const words = guarded(() => current.came_of(id, news, String(number)));
          if (this.#referral && this.#referral !== of) this.#referral.hear({ id, news, number }, words);
        }, false);
      },
    };
  }

  #tell(shown: string): void {
    const screen = (shown === "restart" ? "question" : shown) as Step["screen"];
    this.#listener.step(screen);
    const widget = this.#widget;
    if (screen === "result" && widget) this.#listener.result(freeze(guarded(() => widget.told())));
  }

  /** Whether the page is told anything before the person agrees. */
  #discloses(): boolean {
    const widget = this.#widget;
    return widget !== undefined && guarded(() => widget.disclosure()) !== "none";
  }

  #try(action: () => void, focus = this.#handling): void {
    try {
      action();
    } catch (thrown) {
      this.#lose(asPrescreenerError(thrown, "crashed"), focus);
    }
  }

  #lose(error: PrescreenerError, focus: boolean): void {
    // A crash is told to everyone in the instance, and thrown to the one who met it as well.
    if (this.#ended) return;
    this.#ended = true;
    this.#ahead.stop();
    this.#widget = undefined;
    this.#referral?.close();
    this.#listener.lost(error, focus);
  }

  #drop(): void {
    this.#referral?.close();
    this.#referral = undefined;
    const widget = this.#widget;
    this.#widget = undefined;
    if (widget) close(widget);
  }
}

/** A frame in a sandbox may forbid forms. No answer needs to be sent anywhere: a click, or Enter, is all that it takes. */
function submits(event: Event): boolean {
  const form = (event.target as Element).closest<HTMLButtonElement>("[type=submit]")?.form;
  if (!form) return false;
  event.preventDefault();
  return !form.dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }));
}

function saveReminder({ ownerDocument, dataset: { file = "", content = "" } }: HTMLElement): void {
  saveFile(ownerDocument, file, "text/calendar", content);
}

/** Escape empties a search field, also where the browser would not. */
function clearOnEscape(event: Event): void {
  const { target } = event;
  if ((event as KeyboardEvent).key !== "Escape" || !(target instanceof HTMLInputElement) || target.type !== "search")
    return;
  target.value = "";
  target.dispatchEvent(new Event("input", { bubbles: true }));
}

function addressOf(trial: string | null, base: string): URL {
  if (!trial) throw new PrescreenerError("definition", "The attribute `trial` is missing: the address of a trial");
  let url: URL | undefined;
  try {
    url = new URL(trial, base);
  } catch {
    // It is told below.
  }
  if (url && isFetched(url)) return url;
  const shown = trial.length > 80 ? `${trial.slice(0, 80)}…` : trial;
  throw new PrescreenerError("definition", `The attribute \`trial\` is no http or https address: ${shown}`);
}

/** Hosts share the result; none may change it under the others. */
function freeze<T>(value: T): T {
  if (typeof value === "object" && value !== null) Object.values(Object.freeze(value)).forEach(freeze);
  return value;
}
