// One session of one element, from loading to the result or a failure. Loaded when the element is needed.
import type { Widget } from "../../pkg/engine.js";
import type { Ledger, Referral } from "../referral/refer.ts";
import { receiverError } from "../referral/site_key.ts";
import type { Documents, Listener, Settings } from "../shared/contracts.ts";
import { asPrescreenerError, PrescreenerError } from "../shared/errors.ts";
import type { Step } from "../shared/events.ts";
import { setLanguage } from "../shared/language.ts";
import { isFetchable, mayHaveFirst } from "../shared/requests.ts";
import { saveFile } from "../shared/save.ts";
import { loadDocuments } from "./documents.ts";
import { close, guarded, isLoaded, open, start } from "./engine.ts";
import { First, fetchFirst, HEAD_START } from "./first.ts";
import { mask } from "./mask.ts";
import { Preloader } from "./preload.ts";
import css from "./styles.css";

export { css };

export class Session {
  readonly #root: HTMLElement;
  #settings: Settings;
  readonly #listener: Listener;
  #stop: (() => void) | undefined;
  #loaded: Documents | undefined;
  #widget: Widget | undefined;
  /** The element that the widget draws in. During a referral another one replaces it on screen. */
  #stage: HTMLElement | undefined;
  /** The first question, until the engine takes it over. */
  #first: First | undefined;
  #referral: Referral | undefined;
  /** The error in the receiver that the page names, which was reported. */
  #receiverError: PrescreenerError | undefined;
  readonly #preloader = new Preloader();
  #handling = false;
  #ended = false;

  /** Starts the session. `focus`: whether the person caused it, so that the focus may move. */
  constructor(root: HTMLElement, settings: Settings, listener: Listener, focus: boolean) {
    this.#root = root;
    this.#settings = settings;
    // The screens of the referral use the same listener.
    const step = (screen: Step["screen"] | undefined): void => listener.step(this.#discloses() ? screen : undefined);
    this.#listener = { ...listener, step };
    mask(root);
    void this.#start(focus);
  }

  /** Ends the session and drops everything that the person entered. */
  end(): void {
    this.#try(() => this.#drop());
    this.#ended = true;
    this.#preloader.stop();
    this.#stop?.();
  }

  /**
   * Continues in another language and keeps every answer and entry. If its messages cannot be loaded, the language stays.
   * Returns whether there is an interview to continue.
   */
  setLanguage(languages: readonly string[]): boolean {
    this.#settings = { ...this.#settings, languages };
    if (this.#widget && this.#stage) void this.#setLanguage(this.#settings, this.#widget, this.#stage);
    else this.#first?.defer(() => this.setLanguage(languages));
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
      if (shown === "wait") void this.#loadAwaited(widget);
      else if (shown === "refer" || shown === "sites") void this.#refer(widget, shown);
      else if (shown) this.#report(shown);
    });
    this.#handling = false;
  }

  /** Continues with the questions for the clinic and keeps every answer. */
  askClinic(): void {
    const widget = this.#widget;
    this.#referral?.close();
    this.#referral = undefined;
    if (widget) this.#try(() => this.#report(guarded(() => widget.ask_clinic()) ?? ""));
    else this.#first?.defer(() => this.askClinic());
  }

  async #start(focus: boolean): Promise<void> {
    const { request } = this.#settings;
    this.#receiverError = receiverError(this.#settings);
    if (this.#receiverError) this.#listener.error(this.#receiverError);
    const exit = this.#offerExit();
    const first = this.#showFirst(exit, focus);
    // The engine is fifty times as large, and would delay the first question.
    await Promise.race([first, new Promise((late) => setTimeout(late, HEAD_START))]);
    try {
      // In parallel.
      [, this.#loaded] = await Promise.all([start(request), this.#load(), exit]);
    } catch (thrown) {
      this.#fail(asPrescreenerError(thrown, "load"), focus || this.#first?.isFocused === true);
      return;
    }
    if (this.#ended) return;
    this.#try(() => {
      const first = this.#first;
      const closed = this.#open(focus, first) === "closed";
      if (!first) this.#listener.ready();
      if (closed) this.#listener.step("closed");
      first?.replay();
    }, focus);
  }

  /** Shows the first question while the engine is loading. If that fails for any reason, the engine shows it later. */
  async #showFirst(exit: Promise<void>, focus: boolean): Promise<void> {
    try {
      const { trial, base, anchors } = this.#settings;
      const url = addressOf(trial, base);
      if (isLoaded() || !mayHaveFirst(url, anchors)) return;
      const [[file, language]] = await Promise.all([fetchFirst(url, this.#settings), exit]);
      if (this.#ended || this.#loaded) return;
      const exits = this.#stop !== undefined;
      this.#first = new First(file, language, this.#settings, this.#root.ownerDocument, exits);
      this.#first.show(this.#root, focus);
      this.#listener.ready();
    } catch {
      // The engine reports the error.
    }
  }

  /** Changes the language once all its messages are loaded, so that no screen lacks any. */
  async #setLanguage(settings: Settings, widget: Widget, stage: HTMLElement): Promise<void> {
    const isCurrent = (): boolean => this.#settings === settings && this.#widget === widget;
    try {
      const documents = await this.#load();
      const result = await documents.result();
      if (!isCurrent() || documents.language === this.#loaded?.language) return;
      const focus = stage.contains((stage.getRootNode() as ShadowRoot).activeElement);
      const shown = guarded(() => {
        widget.set_language(documents.language, documents.messages, result);
        setLanguage(stage, documents.language);
        return widget.render(focus);
      });
      this.#loaded = documents;
      if (guarded(() => widget.sealed())) void this.#loadAhead(documents);
      if (this.#referral) await this.#referral.setLanguage(documents);
      else if (shown) this.#report(shown);
    } catch (thrown) {
      if (isCurrent()) this.#listener.error(asPrescreenerError(thrown, "load"));
    }
  }

  /** Loads the code of the exit if the page has one; few do. */
  async #offerExit(): Promise<void> {
    if (this.#settings.exit === null) return;
    try {
      const { offerExit } = await this.#settings.request.code("exit.js", import("./exit.ts"));
      if (!this.#ended)
        this.#stop = offerExit(this.#root, this.#settings.exit, this.#settings.base, this.#listener.left);
    } catch (thrown) {
      if (!this.#ended) this.#listener.error(asPrescreenerError(thrown, "load"));
    }
  }

  async #load(): Promise<Documents> {
    const { trial, base, languages, request } = this.#settings;
    return loadDocuments(addressOf(trial, base), languages, request);
  }

  /**
   * Starts a new interview, with the `first` question if that is shown already, and drops an earlier one. Returns the first
   * screen.
   */
  #open(focus: boolean, first?: First): string | undefined {
    this.#drop();
    const documents = this.#loaded;
    if (!documents) return undefined;
    const { audience, order, assessedOn, anchors, headingLevel, disclose, declined, embedding, receiver } =
      this.#settings;
    const stage = first?.stage ?? this.#root.ownerDocument.createElement("div");
    setLanguage(stage, documents.language);
    stage.toggleAttribute("data-exit", this.#stop !== undefined);
    const { trial, messages, language } = documents;
    const { site_key } = receiver();
    const disclosure = { disclose, declined: declined(), place: embedding, site_key };
    const setup = { language, audience, order, anchors, assessed_on: assessedOn, ...disclosure };
    const lost = (error: PrescreenerError): void => this.#fail(error, this.#handling);
    const widget = open(stage, trial, messages, setup, headingLevel, lost);
    this.#widget = widget;
    this.#stage = stage;
    const [sealed, effective] = guarded(() => [widget.sealed(), widget.disclosure()] as const);
    stage.toggleAttribute("data-sealed", sealed);
    if (disclose !== null && disclose !== effective)
      console.warn(`disclose="${disclose}" counts as "${effective}" here`);
    if (!first) this.#root.replaceChildren(stage);
    const shown = first ? first.handOver(widget) : guarded(() => widget.render(focus));
    this.#first = undefined;
    if (sealed) void this.#loadAhead(documents);
    else void this.#loadResult(false);
    return shown;
  }

  /** Loads everything that could be needed; with a site key. */
  async #loadAhead(documents: Documents): Promise<void> {
    const sites = (): boolean => this.#widget !== undefined && guarded(this.#widget.has_sites.bind(this.#widget));
    await this.#preloader.load(documents, this.#settings.request, (isRetry) => this.#loadResult(isRetry), sites);
  }

  /** Loads the messages of the result, which the person waits for. With a site key the preloader loads them. */
  async #loadAwaited(widget: Widget): Promise<void> {
    if (!guarded(() => widget.sealed())) await this.#loadResult(false, true);
  }

  /**
   * Loads the messages of the result during the questions, and returns whether it succeeded. A failure can be tried again.
   * `reported`: whether a failure was reported before. `focus`: whether the person waits.
   */
  async #loadResult(reported: boolean, focus = false): Promise<boolean> {
    const documents = this.#loaded;
    let messages: string | undefined;
    try {
      messages = await documents?.result();
    } catch (thrown) {
      if (!this.#ended && !reported) this.#listener.error(asPrescreenerError(thrown, "load"));
    }
    // Another interview may have started since.
    const widget = this.#widget;
    if (messages === undefined || !widget || documents !== this.#loaded) return false;
    const text = messages;
    this.#try(() => {
      const shown = guarded(() => widget.add(text));
      if (shown) this.#report(shown);
    }, focus);
    return true;
  }

  /** Loads the code of the referral and of the search for a clinic (`kind`: `sites`), which few people need, and shows it. */
  async #refer(widget: Widget, kind: string): Promise<void> {
    const [documents, stage] = [this.#loaded, this.#stage];
    if (!documents || !stage) return;
    guarded(() => widget.announce("result.refer.wait"));
    const sealed = guarded(() => widget.sealed());
    try {
      if (sealed && !(await this.#preloader.loaded)) throw new PrescreenerError("load", "Not all files are there yet");
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
          this.#try(() => this.#report(guarded(() => widget.render(true)) ?? "result"), true);
        },
        kind,
      );
      if (widget !== this.#widget || this.#referral) return referral.close();
      this.#referral = referral;
      referral.show();
    } catch (thrown) {
      if (widget !== this.#widget) return;
      const error = asPrescreenerError(thrown, "load");
      const message = error.code === "definition" ? "result.refer.wrong" : "result.refer.failed";
      this.#try(() => guarded(() => widget.announce(message)));
      // With a site key the error would disclose that the person is not ruled out.
      if (!sealed && error.message !== this.#receiverError?.message) this.#listener.error(error);
    }
  }

  /**
   * Returns the record of the result's referrals. It receives delivery statuses during the whole session, also on other screens.
   */
  #ledger(widget: Widget): Ledger {
    return {
      previous: guarded(() => widget.last_referral()),
      disclosure: guarded(() => widget.disclosure()),
      agreed: (id, shares) => this.#try(() => guarded(() => widget.agreed(id, shares))),
      update: (referral, delivery) => {
        // The current widget: the person may have restarted since.
        const current = this.#widget;
        if (!current) return;
        this.#try(() => {
          const { id, status, number } = delivery;
          const message = guarded(() => current.set_delivery(id, status, String(number)));
          if (this.#referral && this.#referral !== referral) this.#referral.update(delivery, message);
        }, false);
      },
    };
  }

  #report(shown: string): void {
    const screen = (shown === "restart" ? "question" : shown) as Step["screen"];
    this.#listener.step(screen);
    const widget = this.#widget;
    if (screen === "result" && widget) this.#listener.result(freeze(guarded(() => widget.disclosed())));
  }

  /** Returns whether the page learns anything before the person agrees. */
  #discloses(): boolean {
    const widget = this.#widget;
    return widget !== undefined && guarded(() => widget.disclosure()) !== "none";
  }

  #try(action: () => void, focus = this.#handling): void {
    try {
      action();
    } catch (thrown) {
      this.#fail(asPrescreenerError(thrown, "crashed"), focus);
    }
  }

  #fail(error: PrescreenerError, focus: boolean): void {
    // A crash ends every session of the instance; the one in which it occurs also gets it as an exception.
    if (this.#ended) return;
    this.#ended = true;
    this.#preloader.stop();
    this.#widget = undefined;
    this.#referral?.close();
    this.#listener.failed(error, focus);
  }

  #drop(): void {
    this.#referral?.close();
    this.#referral = undefined;
    const widget = this.#widget;
    this.#widget = undefined;
    if (widget) close(widget);
  }
}

/**
 * Replaces a click on a submit button by the event `submit`, as the sandbox of a frame may forbid forms. Returns whether it was
 * cancelled.
 */
function submits(event: Event): boolean {
  const form = (event.target as Element).closest<HTMLButtonElement>("[type=submit]")?.form;
  if (!form) return false;
  event.preventDefault();
  return !form.dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }));
}

function saveReminder({ ownerDocument, dataset: { file = "", content = "" } }: HTMLElement): void {
  saveFile(ownerDocument, file, "text/calendar", content);
}

/** Clears a search field on Escape, as not every browser does. */
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
    // Reported below.
  }
  if (url && isFetchable(url)) return url;
  const shown = trial.length > 80 ? `${trial.slice(0, 80)}…` : trial;
  throw new PrescreenerError("definition", `The attribute \`trial\` is no http or https address: ${shown}`);
}

/** Freezes a result, so that no listener can change it for the others. */
function freeze<T>(value: T): T {
  if (typeof value === "object" && value !== null) Object.values(Object.freeze(value)).forEach(freeze);
  return value;
}
