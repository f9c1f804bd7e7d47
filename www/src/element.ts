import { PrescreenerError } from "./errors.ts";
import { languagesOf } from "./language.ts";
import { Session, type Settings } from "./session.ts";
import { adoptStyles } from "./styles.ts";

/** The days, such as `{ enrollment: "2026-12-06" }`, that the site has fixed already. */
export type Anchors = Readonly<Record<string, string>>;

/** What an element tells about its events. */
export interface PrescreenerEvents {
  "prescreener-ready": CustomEvent<null>;
  "prescreener-step": CustomEvent<{ readonly screen: string }>;
  "prescreener-result": CustomEvent<unknown>;
  "prescreener-error": CustomEvent<Pick<PrescreenerError, "code" | "message" | "findings">>;
}

/**
 * A clinical trial's eligibility pre-screener. What a person enters stays on their device.
 *
 * @element trial-prescreener
 * @attr trial - Address of a compiled trial, `…/trial.bin`, or of a definition, `…/trial.json`. Its words lie beside it.
 * @attr lang - The language; without it, the nearest ancestor's. English where the trial has no such catalogue.
 * @attr audience - `participant` (the default) or `clinic`, who is also asked what only an examiner knows.
 * @attr order - `definition` (the default), or `shortest`: first what is likely to leave the fewest questions.
 * @attr heading-level - Level of the screens' headings, 1 to 6; 2 without it.
 * @attr assessed-on - The day of the assessment, `2026-11-22`; without it, the visitor's today.
 * @slot - What to show until the questions are there, and if they cannot be: a telephone number, an address.
 * @fires prescreener-ready - The first question is shown, or that nobody is screened at present.
 * @fires prescreener-step - Another screen is shown; `detail.screen` is `question`, `check` or `result`. No answers. It is
 *   `closed`, right after `prescreener-ready`, where the approval of the trial's words does not cover the day or the language.
 * @fires prescreener-result - The result is shown, and is `detail`.
 * @fires prescreener-error - The questions cannot be shown; `detail` says why, in `code`, `message` and `findings`.
 */
export class TrialPrescreener extends HTMLElement {
  static readonly observedAttributes = ["trial", "lang", "audience", "order", "heading-level", "assessed-on"];

  readonly #root: HTMLElement;
  #session: Session | undefined;
  #anchors: Anchors = {};
  #result: unknown;
  #styled = false;
  #starting = false;
  /** Whether the latest click, but for its repetitions, was on a button. */
  #pressed = false;

  constructor() {
    super();
    const shadow = this.attachShadow({ mode: "open" });
    this.#root = shadow.appendChild(this.ownerDocument.createElement("div"));
    this.#root.className = "root";
    for (const type of ["click", "input", "submit"]) shadow.addEventListener(type, (event) => this.#handle(event));
    shadow.addEventListener("keydown", clearOnEscape);
  }

  /** The result while it is on screen, else undefined. Frozen. */
  get result(): unknown {
    return this.#result;
  }

  /** The days that the site has fixed already. Setting them starts again. */
  get anchors(): Anchors {
    return this.#anchors;
  }

  set anchors(anchors: Anchors) {
    this.#anchors = { ...anchors };
    this.#restart();
  }

  connectedCallback(): void {
    this.#upgrade("anchors");
    this.#styled = adoptStyles(this.shadowRoot as ShadowRoot);
    if (!this.#session) this.#restart();
  }

  disconnectedCallback(): void {
    // A node that is only moved is back by then, and its answers must survive that.
    queueMicrotask(() => {
      if (!this.isConnected) this.#end();
    });
  }

  /** Moving with `moveBefore` changes nothing. */
  connectedMoveCallback(): void {}

  attributeChangedCallback(_name: string, before: string | null, after: string | null): void {
    if (before !== after) this.#restart();
  }

  /** A property that was set before the element was defined hides the accessor until it is set again. */
  #upgrade(name: "anchors"): void {
    if (!Object.hasOwn(this, name)) return;
    const value = this[name];
    Reflect.deleteProperty(this, name);
    this[name] = value;
  }

  /** Starts afresh, once for all that is changed together. */
  #restart(): void {
    if (this.#starting || !this.isConnected) return;
    this.#starting = true;
    queueMicrotask(() => {
      this.#starting = false;
      this.#end();
      if (this.isConnected) this.#begin();
    });
  }

  #begin(): void {
    this.#session = new Session(this.#root, this.#settings(), {
      ready: () => this.#emit("prescreener-ready", null),
      step: (screen) => {
        this.#result = undefined;
        this.#emit("prescreener-step", { screen });
      },
      result: (result) => {
        this.#result = result;
        this.#emit("prescreener-result", result);
      },
      failed: (error) => {
        this.#result = undefined;
        console.error(error);
        const { code, message, findings } = error;
        this.#emit("prescreener-error", { code, message, findings });
      },
    });
  }

  #end(): void {
    this.#session?.end();
    this.#session = undefined;
    this.#result = undefined;
  }

  #settings(): Settings {
    const level = Number(this.getAttribute("heading-level") ?? 2);
    return {
      trial: () => this.#trial(),
      languages: languagesOf(this),
      audience: this.getAttribute("audience") ?? "participant",
      order: this.getAttribute("order") ?? "definition",
      assessedOn: this.getAttribute("assessed-on") ?? today(),
      anchors: this.#anchors,
      headingLevel: Number.isInteger(level) && level >= 1 && level <= 6 ? level : 2,
    };
  }

  #trial(): URL {
    if (!this.#styled) throw new PrescreenerError("environment", "This browser has no constructed style sheets");
    const address = this.getAttribute("trial");
    if (!address) throw new PrescreenerError("definition", "The attribute `trial` is missing: the address of a trial");
    try {
      return new URL(address, this.ownerDocument.baseURI);
    } catch {
      throw new PrescreenerError("definition", `The attribute \`trial\` is no address: ${address}`);
    }
  }

  #handle(event: Event): void {
    // Whatever happens next, no answer may end up in the address of the host's page.
    if (event.type === "submit") event.preventDefault();
    if (event instanceof MouseEvent && this.#isEcho(event)) event.preventDefault();
    else this.#session?.handle(event);
  }

  /** The second half of a double click on a button would fall on the next screen, which nobody has read yet. */
  #isEcho(click: MouseEvent): boolean {
    if (click.detail > 1) return this.#pressed;
    this.#pressed = click.target instanceof Element && click.target.closest("button") !== null;
    return false;
  }

  #emit<Name extends keyof PrescreenerEvents>(type: Name, detail: PrescreenerEvents[Name]["detail"]): void {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
  }
}

/** Escape empties a search field, also where the browser would not. */
function clearOnEscape(event: Event): void {
  const { target } = event;
  if ((event as KeyboardEvent).key !== "Escape" || !(target instanceof HTMLInputElement) || target.type !== "search")
    return;
  target.value = "";
  target.dispatchEvent(new Event("input", { bubbles: true }));
}

/** Today in the visitor's calendar, `2026-11-22`. */
function today(): string {
  const now = new Date();
  const two = (value: number): string => String(value).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
