// One run of the interview in one element, from loading to the result or a failure.
import type { Widget } from "../../pkg/engine.js";
import { type Documents, loadDocuments } from "./documents.ts";
import { close, compile, guarded, open } from "./engine.ts";
import { asPrescreenerError, type PrescreenerError } from "./errors.ts";
import { showFailure, showLoading } from "./failure.ts";
import { directionOf } from "./language.ts";

/** What the element was given. */
export interface Settings {
  /** The address of the definition. */
  readonly trial: () => URL;
  readonly languages: readonly string[];
  readonly audience: string;
  readonly order: string;
  readonly assessedOn: string;
  readonly anchors: Readonly<Record<string, string>>;
  readonly headingLevel: number;
}

/** What the element is told. */
export interface Listener {
  ready(): void;
  /** Another screen is shown: `question`, `check` or `result`. */
  step(screen: string): void;
  result(result: unknown): void;
  failed(error: PrescreenerError): void;
}

export class Session {
  readonly #root: HTMLElement;
  readonly #settings: Settings;
  readonly #listener: Listener;
  #loaded: readonly [WebAssembly.Module, Documents] | undefined;
  #widget: Widget | undefined;
  #failure: PrescreenerError | undefined;
  #handling = false;
  #ended = false;

  constructor(root: HTMLElement, settings: Settings, listener: Listener) {
    this.#root = root;
    this.#settings = settings;
    this.#listener = listener;
    void this.#start(false);
  }

  /** Ends the session and everything the person entered. */
  end(): void {
    this.#try(() => this.#drop());
    this.#ended = true;
    this.#root.replaceChildren();
  }

  /** Handles an event of the interview's own controls. */
  handle(event: Event): void {
    const widget = this.#widget;
    if (!widget) return;
    this.#handling = true;
    this.#try(() => {
      const shown = guarded(() => widget.handle(event));
      if (shown === "restart") this.#open(true);
      if (shown === "wait") void this.#later(true);
      else if (shown) this.#tell(shown);
    });
    this.#handling = false;
  }

  /** `focus`: whether a person asked for it. Only then may the focus move. */
  async #start(focus: boolean): Promise<void> {
    this.#failure = undefined;
    showLoading(this.#root);
    try {
      // Both at once: neither waits for the other.
      this.#loaded ??= await Promise.all([compile(), this.#load()]);
    } catch (thrown) {
      this.#fail(asPrescreenerError(thrown, "load"), focus);
      return;
    }
    if (this.#ended) return;
    this.#try(() => {
      this.#open(focus);
      this.#listener.ready();
    }, focus);
  }

  async #load(): Promise<Documents> {
    const { trial, languages } = this.#settings;
    return loadDocuments(trial(), languages);
  }

  /** Begins the interview afresh. Nothing of an earlier one is kept. */
  #open(focus: boolean): void {
    this.#drop();
    if (!this.#loaded) return;
    const [module, documents] = this.#loaded;
    const { audience, order, assessedOn, anchors, headingLevel } = this.#settings;
    const stage = this.#root.ownerDocument.createElement("div");
    stage.lang = documents.language;
    stage.dir = directionOf(documents.language);
    const { trial, words, language } = documents;
    const setup = { language, audience, order, anchors, assessed_on: assessedOn };
    const lost = (error: PrescreenerError): void => this.#fail(error, this.#handling);
    const widget = open(module, stage, trial, words, setup, headingLevel, lost);
    this.#widget = widget;
    this.#root.replaceChildren(stage);
    guarded(() => widget.render(focus));
    void this.#later(false);
  }

  /** Loads the words of the result behind the questions. Where that fails, nothing is lost: it is tried again when needed. */
  async #later(again: boolean): Promise<void> {
    const widget = this.#widget;
    let words: string | undefined;
    try {
      words = await this.#loaded?.[1].later();
    } catch (thrown) {
      if (!this.#ended) this.#listener.failed(asPrescreenerError(thrown, "load"));
    }
    if (words === undefined || !widget || widget !== this.#widget) return;
    const text = words;
    this.#try(() => {
      const shown = guarded(() => widget.add(text));
      if (shown) this.#tell(shown);
    }, again);
  }

  #tell(shown: string): void {
    const screen = shown === "restart" ? "question" : shown;
    this.#listener.step(screen);
    const widget = this.#widget;
    if (screen !== "result" || !widget) return;
    this.#listener.result(freeze(guarded(() => widget.result())));
  }

  #try(action: () => void, focus = this.#handling): void {
    try {
      action();
    } catch (thrown) {
      this.#fail(asPrescreenerError(thrown, "crashed"), focus);
    }
  }

  #fail(error: PrescreenerError, focus: boolean): void {
    // A crash is told to everyone in the instance, and thrown to the one who met it as well.
    if (this.#ended || this.#failure === error) return;
    this.#failure = error;
    this.#widget = undefined;
    const heading = showFailure(this.#root, error.code, this.#settings.headingLevel, () => void this.#start(true));
    if (focus) heading.focus();
    this.#listener.failed(error);
  }

  #drop(): void {
    const widget = this.#widget;
    this.#widget = undefined;
    if (widget) close(widget);
  }
}

/** Hosts share the result; none may change it under the others. */
function freeze<T>(value: T): T {
  if (typeof value === "object" && value !== null) Object.values(Object.freeze(value)).forEach(freeze);
  return value;
}
