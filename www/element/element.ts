// The element itself: small, and all that a page loads until somebody comes near it.
import type { Settings } from "../shared/contracts.ts";
import { placeOf, waysOf } from "../shared/embedding.ts";
import type { PrescreenerEvents, Trouble } from "../shared/events.ts";
import { languagesOf } from "../shared/language.ts";
import { ahead, beside, hasFirst, isFetched, request } from "../shared/requests.ts";
import type { Anchors, Disclosed } from "../shared/types.ts";
import { type Entered, showFailure, showLoading, showNothing } from "./failure.ts";
import { isPosted } from "./form.ts";
import { whenNear } from "./in_view.ts";
import type { Session } from "./session.ts";
import { adoptStyles, hasStyles } from "./styles.ts";

/** The code behind the questions. */
type Code = typeof import("./session.ts");

/** It is loaded once for all elements; a failure may be tried again. */
let code: Promise<Code> | undefined;

/** On a server there are no elements; the module can be imported there all the same. */
const Base = (globalThis.HTMLElement ?? Object) as typeof HTMLElement;

/**
 * A clinical trial's eligibility pre-screener. What a person enters stays on their device.
 *
 * @element trial-prescreener
 * @attr {string} trial - Address of a compiled trial, `…/trial.bin`, or of a definition, `…/trial.json`. Its words lie beside it.
 * @attr {string} lang - The language; without it, the nearest ancestor's. English where the trial has no such catalogue.
 * @attr {"participant" | "clinic"} [audience=participant] - Who answers. `clinic` is also asked what only an examiner knows.
 * @attr {"definition" | "shortest"} [order=definition] - `shortest` asks first what is likely to leave the fewest questions.
 * @attr {1 | 2 | 3 | 4 | 5 | 6} [heading-level=2] - Level of the screens' headings.
 * @attr {"eager"} loading - `eager` loads the questions at once; without it, when the element comes near the screen.
 * @attr {string} assessed-on - The day of the assessment, `2026-11-22`; without it, the visitor's today.
 * @attr {"none" | "verdict" | "answers"} [disclose=none] - What the page is told before the person agrees to hand anything on: nothing; which
 *   kind of screen is shown, and the verdict with its date; or the whole result with the answers. The first screen says which, and the person can
 *   decline, for as long as the element stays in the page and this attribute as it is. With a site's key, and for any other word, it is `none`.
 * @attr {string} site-key - The site's public key, as `prescreener keygen` prints it. What is handed on is then sealed: only the site
 *   can open it, and `disclose` is `none`.
 * @attr {string} receiver - The address of the site's receiving page, `…/receive.html`, for links and codes.
 * @attr {string} name - In a form: the name under which it sends the referral once the person has agreed.
 * @attr {string} exit - Where `Leave this page` leads: an http or https address. With it, every screen has that button, and Escape
 *   pressed three times does the same.
 * @slot - What to show until the questions are there, and if they cannot be: a telephone number, an address.
 * @fires {CustomEvent<null>} prescreener-ready - The first question is shown and can be answered, or that nobody is screened at present. The engine may still
 *   be loading: `Continue` waits for it, and if it fails, `prescreener-error` follows.
 * @fires {CustomEvent<Step | null>} prescreener-step - Another screen is shown, or the same in another language. With `disclose`, `detail.screen` is `question`,
 *   `check`, `result`, `referral` or `sites`; it is `closed`, right after `prescreener-ready`, where the trial does not recruit, or the approval of its words does
 *   not cover the day or the language. Without, `detail` is null. No answers.
 * @fires {CustomEvent<Disclosed>} prescreener-result - A result is shown; `detail` is what `disclose` says: null, `{ verdict, eligible_from }`, or the result. Again
 *   where it is shown in another language.
 * @fires {ReferEvent} prescreener-refer - The person has seen what is handed on, and agreed. `detail` is `{ id, shares, referral }`, or
 *   `{ id, shares, sealed, link }` where there is a site's key (`link` also needs a receiver). In a form, the same becomes the element's value.
 * @fires {CustomEvent<Trouble>} prescreener-error - The questions cannot be shown, or not in another language; `detail` says why, in `code`, `message` and
 *   `findings`.
 * @cssprop --prescreener-surface - The ground. Set it together with what is written on it, as each of these pairs.
 * @cssprop --prescreener-on-surface - What is written on the ground.
 * @cssprop --prescreener-action - The ground of buttons.
 * @cssprop --prescreener-on-action - What is written on buttons.
 * @cssprop --prescreener-error - The ground of what is wrong.
 * @cssprop --prescreener-on-error - What is written about what is wrong.
 * @cssprop --prescreener-focus - The ring around what has the focus.
 * @cssprop --prescreener-on-focus - What stands against that ring.
 * @cssprop [--prescreener-radius=0.5em] - How round corners are.
 * @cssprop [--prescreener-density=1] - How much room there is between things, from 0.5 to 2.
 * @cssprop [--prescreener-scroll-margin=6em] - The room above what is scrolled to, for a header that the page keeps there.
 * @csspart heading - The screen's heading: the question, the verdict.
 * @csspart progress - How many questions are left, and other news.
 * @csspart hint - The help below a question.
 * @csspart option - A row with one choice.
 * @csspart field - A field to type into.
 * @csspart action - The button that leads on.
 * @csspart button - The other buttons.
 * @csspart back - The way back.
 * @csspart link - A way to change an answer, and the reminder.
 */
export class TrialPrescreener extends Base {
  static readonly formAssociated = true;
  static readonly observedAttributes = [
    "trial",
    "lang",
    "audience",
    "order",
    "heading-level",
    "assessed-on",
    "loading",
    "exit",
    "disclose",
    "site-key",
  ];

  readonly #shadow: ShadowRoot;
  readonly #root: HTMLElement;
  readonly #internals: ElementInternals;
  #session: Session | undefined;
  /** What tells this start from an earlier one. */
  #start: object | undefined;
  #stopWaiting: (() => void) | undefined;
  #anchors: Anchors = {};
  /** What the form sends, until this is aborted. */
  #offered = new AbortController();
  #result: Exclude<Disclosed, null> | undefined;
  #starting = false;
  /** Whether the person, on this visit, has declined what `disclose` asks for. */
  #declined = false;
  #entered: Entered = "nothing";
  /** The styles of the questions, once their code is there. */
  #css = "";
  /** Whether the latest click, but for its repetitions, was on a button. */
  #pressed = false;

  constructor() {
    super();
    const shadow = this.attachShadow({ mode: "open" });
    this.#internals = this.attachInternals();
    this.#shadow = shadow;
    this.#root = shadow.appendChild(this.ownerDocument.createElement("div"));
    this.#root.className = "root";
    if (hasStyles(shadow)) adoptStyles(shadow);
    const types = ["click", "input", "keydown", "submit"];
    for (const type of types) shadow.addEventListener(type, (event) => this.#handle(event));
  }

  /** What the page is told of the result while it is on screen, by `disclose`; else undefined. Frozen. */
  get result(): Exclude<Disclosed, null> | undefined {
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

  /** Hands over to the clinic: goes on to what only a clinic is asked, with every answer kept. The result is then the clinic's. */
  askClinic(): void {
    this.#session?.askClinic();
  }

  connectedCallback(): void {
    this.#upgrade("anchors");
    if (!this.#start) this.#restart();
  }

  disconnectedCallback(): void {
    // A node that is only moved is back by then, and its answers must survive that.
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#end();
      this.#declined = false;
    });
  }

  /** Styles belong to a document, and stay behind when the element goes to another. */
  adoptedCallback(): void {
    if (hasStyles(this.#shadow)) adoptStyles(this.#shadow, this.#css);
  }

  /** Moving with `moveBefore` changes nothing. */
  connectedMoveCallback(): void {}

  attributeChangedCallback(name: string, before: string | null, after: string | null): void {
    if (before === after) return;
    if (name === "disclose") this.#declined = false;
    // Another language takes no answers away; there may be none yet.
    if (name !== "lang" || !this.#session?.speak(languagesOf(this))) this.#restart();
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
    const start = {};
    this.#start = start;
    showNothing(this.#root);
    const load = (): void => void this.#load(start, false);
    if (this.getAttribute("loading") === "eager") load();
    else this.#stopWaiting = whenNear(this, load);
  }

  /** `focus`: whether a person asked for it. Only then may the focus move. */
  async #load(start: object, focus: boolean): Promise<void> {
    this.#entered = "nothing";
    showLoading(this.#root, languagesOf(this));
    const settings = this.#settings();
    let loaded: Code | undefined;
    let trouble: Trouble = {
      code: "environment",
      message: "This browser has no constructed style sheets",
      findings: undefined,
    };
    if (hasStyles(this.#shadow)) {
      if (!code) sendAhead(settings);
      code ??= import("./session.ts");
      loaded = await request.code("session.js", code).catch((thrown: unknown) => {
        code = undefined;
        trouble = { code: "load", message: String(thrown), findings: undefined };
        return undefined;
      });
    }
    if (this.#start !== start) return;
    if (!loaded) {
      this.#lost(trouble, focus);
      return;
    }
    this.#css = loaded.css;
    adoptStyles(this.#shadow, this.#css);
    this.#session = new loaded.Session(
      this.#root,
      settings,
      {
        ready: () => this.#emit("prescreener-ready", null),
        step: (screen) => {
          this.#forget();
          this.#emit("prescreener-step", screen ? { screen } : null);
        },
        result: (told) => {
          if (told) this.#entered = "told";
          this.#result = told ?? undefined;
          this.#emit("prescreener-result", told);
        },
        refer: (event, value) => {
          this.#entered = "told";
          this.#offer(value);
          this.dispatchEvent(event);
        },
        declined: () => {
          this.#declined = true;
        },
        troubled: (error) => this.#tell(error),
        left: () => this.#end(),
        lost: (error, moves) => this.#lost(error, moves),
      },
      focus,
    );
  }

  /** Shows the screen for a failure, with a way to start again where that can help. */
  #lost(error: Trouble, focus: boolean): void {
    this.#end();
    const start = {};
    this.#start = start;
    const again = (): void => void this.#load(start, true);
    const heading = showFailure(this.#root, error.code, languagesOf(this), this.#level(), this.#entered, again);
    if (focus) heading.focus();
    this.#tell(error);
  }

  #tell(error: Trouble): void {
    console.error(error);
    const { code, message, findings } = error;
    this.#emit("prescreener-error", { code, message, findings });
  }

  #end(): void {
    this.#stopWaiting?.();
    this.#start = undefined;
    this.#session?.end();
    this.#session = undefined;
    this.#forget();
    this.#root.replaceChildren();
  }

  /** The page has the result, and the form the referral, only while they are on screen. */
  #forget(): void {
    this.#result = undefined;
    this.#offered.abort();
  }

  /**
   * Has the form send `value`. Not as the value of the internals: browsers write that to the disk, to restore it later. An address
   * would be written down too, so that a form which makes one sends nothing plain.
   */
  #offer(value: string): void {
    const { form } = this.#internals;
    this.#offered = new AbortController();
    form?.addEventListener(
      "formdata",
      ({ formData }) => {
        if (!this.#isSent() || (value.startsWith("{") && !this.#isPosted())) return;
        formData.append(this.getAttribute("name") ?? "", value);
      },
      { signal: this.#offered.signal },
    );
  }

  /** Whether a form sends what this element holds. */
  #isSent(): boolean {
    return this.#internals.form !== null && !!this.getAttribute("name") && !this.matches(":disabled");
  }

  #isPosted(): boolean {
    return isPosted(this.#internals.form, this.getRootNode() as ParentNode);
  }

  #settings(): Settings {
    return {
      trial: this.getAttribute("trial"),
      base: this.ownerDocument.baseURI,
      languages: languagesOf(this),
      audience: this.getAttribute("audience") ?? "participant",
      order: this.getAttribute("order") ?? "definition",
      assessedOn: this.getAttribute("assessed-on") ?? today(),
      anchors: this.#anchors,
      headingLevel: this.#level(),
      exit: this.getAttribute("exit"),
      disclose: this.getAttribute("disclose"),
      declined: () => this.#declined,
      place: placeOf(this),
      ways: waysOf(this),
      receiver: () => ({
        site_key: this.getAttribute("site-key") ?? "",
        receiver: this.getAttribute("receiver") ?? "",
        form: this.#isSent(),
        form_by_address: !this.#isPosted(),
      }),
      request,
    };
  }

  #level(): number {
    const level = Number(this.getAttribute("heading-level") ?? 2);
    return Number.isInteger(level) && level >= 1 && level <= 6 ? level : 2;
  }

  #handle(event: Event): void {
    // Whatever happens next, no answer may end up in the address of the host's page.
    if (event.type === "submit") event.preventDefault();
    if (event.type === "input" && this.#entered === "nothing") this.#entered = "untold";
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

/**
 * Sends for what the session's code will ask for first: the first question, and not yet the engine, which is fifty times as long
 * and would share the line with it. Where there is no such file, the engine and its documents.
 */
function sendAhead({ trial, base, languages, anchors }: Settings): void {
  try {
    const url = new URL(trial ?? "", base);
    if (!trial || !isFetched(url)) return;
    if (hasFirst(url, anchors)) {
      ahead(beside(url, `${languages[0]}.first.txt`));
      return;
    }
    ahead(new URL("./engine_bg.wasm", import.meta.url));
    ahead(url);
    // A definition's words are others.
    if (!url.pathname.endsWith(".json")) ahead(beside(url, `${languages[0]}.txt`));
  } catch {
    // It is no address. The session meets the same, and tells it.
  }
}

/** Today in the visitor's calendar, `2026-11-22`. */
function today(): string {
  const now = new Date();
  const two = (value: number): string => String(value).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
