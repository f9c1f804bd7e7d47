// The element itself: small, and all that a page loads until the element is near the viewport.
import type { Settings } from "../shared/contracts.ts";
import { capabilitiesOf, embeddingOf } from "../shared/embedding.ts";
import type { PrescreenerEvents, Trouble } from "../shared/events.ts";
import { languagesOf } from "../shared/language.ts";
import { isFetchable, mayHaveFirst, request, sendAhead, siblingOf } from "../shared/requests.ts";
import type { Anchors, Disclosed } from "../shared/types.ts";
import { type Entered, showFailure, showLoading, showNothing } from "./failure.ts";
import { isPosted } from "./form.ts";
import { whenNear } from "./in_view.ts";
import type { Session } from "./session.ts";
import { adoptStyles, hasStyles } from "./styles.ts";

/** The code behind the questions. */
type Code = typeof import("./session.ts");

/** Loaded once for all elements; a failure can be tried again. */
let code: Promise<Code> | undefined;

/** A server has no HTMLElement, but can import the module. */
const Base = (globalThis.HTMLElement ?? Object) as typeof HTMLElement;

/**
 * A clinical trial's eligibility pre-screener. The person's answers stay on their device.
 *
 * @example
 * ```html
 * <script type="module" src="prescreener.js"></script>
 * <trial-prescreener trial="compiled/nct07160205/trial.bin" lang="en">
 *   Call 555-0100
 * </trial-prescreener>
 * ```
 *
 * @element trial-prescreener
 * @attr {string} trial - Address of a compiled trial, `…/trial.bin`, or of a definition, `…/trial.json`. Its catalogues lie beside it.
 * @attr {string} lang - The language; by default that of the nearest ancestor. English if the trial has no catalogue in it.
 * @attr {"participant" | "clinic"} [audience=participant] - The person answering. `clinic` is also asked what only an examiner knows.
 * @attr {"definition" | "shortest"} [order=definition] - `shortest` asks first what is likely to leave the fewest questions.
 * @attr {1 | 2 | 3 | 4 | 5 | 6} [heading-level=2] - Level of the screens' headings.
 * @attr {"eager"} loading - `eager` loads the questions at once; by default they are loaded when the element is near the viewport.
 * @attr {string} assessed-on - The day of the assessment, `2026-11-22`; by default today in the visitor's calendar.
 * @attr {"none" | "verdict" | "answers"} [disclose=none] - What the page learns before the person agrees to share anything: nothing; the
 *   kind of each screen and the verdict with its date; or the whole result with the answers. The first screen states it, and the person can
 *   decline, for as long as the element stays in the page and this attribute unchanged. With a site key, and for any other value, it is `none`.
 * @attr {string} site-key - The site's public key, as `prescreener keygen` prints it. Referrals are then sealed: only the site can open
 *   them, and `disclose` is `none`.
 * @attr {string} receiver - The address of the site's receiving page, `…/receive.html`, for links and codes.
 * @attr {string} name - In a form: the name of the field that submits the referral once the person has agreed.
 * @attr {string} exit - The http or https address that `Leave this page` leads to. With it, every screen has that button, and pressing
 *   Escape three times does the same.
 * @slot - Content to show until the questions are loaded, and if they cannot be: a telephone number, an address.
 * @fires {CustomEvent<null>} prescreener-ready - The first question is shown and can be answered, or the screen that no one is screened at
 *   present. The engine may still be loading: `Continue` waits for it, and if it fails, `prescreener-error` follows.
 * @fires {CustomEvent<Step | null>} prescreener-step - Another screen is shown, or the same in another language. With `disclose`, `detail.screen`
 *   is `question`, `check`, `result`, `referral` or `sites`; it is `closed`, right after `prescreener-ready`, if the trial does not recruit, or
 *   if the approval of its texts does not cover the day or the language. Otherwise `detail` is null. It contains no answers.
 * @fires {CustomEvent<Disclosed>} prescreener-result - A result is shown, or shown again in another language. As `disclose` determines, `detail`
 *   is null, `{ verdict, eligible_from }`, or the result.
 * @fires {ReferEvent} prescreener-refer - The person has seen what will be shared, and agreed. `detail` is `{ id, shares, referral }`, or
 *   `{ id, shares, sealed, link }` with a site key (`link` also needs a receiver). In a form, the same becomes the element's value.
 * @fires {CustomEvent<Trouble>} prescreener-error - The questions cannot be shown, or not in another language; `detail` has `code`, `message` and
 *   `findings`.
 * @cssprop --prescreener-surface - The background. Set each background together with the colour of the text on it.
 * @cssprop --prescreener-on-surface - Text on the background.
 * @cssprop --prescreener-action - Background of buttons.
 * @cssprop --prescreener-on-action - Text on buttons.
 * @cssprop --prescreener-error - Background of errors.
 * @cssprop --prescreener-on-error - Text of errors.
 * @cssprop --prescreener-focus - The ring around the focused element.
 * @cssprop --prescreener-on-focus - The second ring, which contrasts with the first.
 * @cssprop [--prescreener-radius=0.5em] - Radius of the corners.
 * @cssprop [--prescreener-density=1] - Factor of the spacing, from 0.5 to 2.
 * @cssprop [--prescreener-scroll-margin=6em] - Room above an element that is scrolled into view, for a fixed header of the page.
 * @csspart heading - The screen's heading: the question, the verdict.
 * @csspart progress - How many questions are left, and other status messages.
 * @csspart hint - The help below a question.
 * @csspart option - A row with one option.
 * @csspart field - A text field.
 * @csspart action - The button that continues.
 * @csspart button - The other buttons.
 * @csspart back - The button that goes back.
 * @csspart link - A button that changes an answer, and the reminder.
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
  /** Identifies the current start; code of an earlier one compares it after each wait. */
  #start: object | undefined;
  #stopWaiting: (() => void) | undefined;
  #anchors: Anchors = {};
  /** Withdraws the form's value when aborted. */
  #submitted = new AbortController();
  #result: Exclude<Disclosed, null> | undefined;
  #starting = false;
  /** Whether the person has declined the disclosure on this visit. */
  #declined = false;
  #entered: Entered = "nothing";
  /** The styles of the questions, once their code is loaded. */
  #css = "";
  /** Whether the latest click, not counting repetitions, was on a button. */
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

  /** The part of the result that `disclose` allows the page, frozen, while the result is on screen; otherwise undefined. */
  get result(): Exclude<Disclosed, null> | undefined {
    return this.#result;
  }

  /** The days that the site has already fixed. Setting them restarts the questions. */
  get anchors(): Anchors {
    return this.#anchors;
  }

  set anchors(anchors: Anchors) {
    this.#anchors = { ...anchors };
    this.#restart();
  }

  /** Continues with the questions for the clinic and keeps every answer. The result is then the clinic's. */
  askClinic(): void {
    this.#session?.askClinic();
  }

  connectedCallback(): void {
    this.#upgrade("anchors");
    if (!this.#start) this.#restart();
  }

  disconnectedCallback(): void {
    // An element that is only moved is connected again by then, and keeps its answers.
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#end();
      this.#declined = false;
    });
  }

  /** Adopts the styles anew: style sheets belong to one document. */
  adoptedCallback(): void {
    if (hasStyles(this.#shadow)) adoptStyles(this.#shadow, this.#css);
  }

  /** Keeps the session when `moveBefore` moves the element. */
  connectedMoveCallback(): void {}

  attributeChangedCallback(name: string, before: string | null, after: string | null): void {
    if (before === after) return;
    if (name === "disclose") this.#declined = false;
    // A session keeps its answers in another language; there may be no session yet.
    if (name !== "lang" || !this.#session?.setLanguage(languagesOf(this))) this.#restart();
  }

  /** Sets a property again that was set before the element was defined and therefore hides the accessor. */
  #upgrade(name: "anchors"): void {
    if (!Object.hasOwn(this, name)) return;
    const value = this[name];
    Reflect.deleteProperty(this, name);
    this[name] = value;
  }

  /** Restarts, once for all changes of one turn. */
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

  /** Loads the session. `focus`: whether the person caused it, so that the focus may move. */
  async #load(start: object, focus: boolean): Promise<void> {
    this.#entered = "nothing";
    showLoading(this.#root, languagesOf(this));
    const settings = this.#settings();
    let loaded: Code | undefined;
    let error: Trouble = {
      code: "environment",
      message: "This browser has no constructed style sheets",
      findings: undefined,
    };
    if (hasStyles(this.#shadow)) {
      if (!code) sendFirst(settings);
      code ??= import("./session.ts");
      loaded = await request.code("session.js", code).catch((thrown: unknown) => {
        code = undefined;
        error = { code: "load", message: String(thrown), findings: undefined };
        return undefined;
      });
    }
    if (this.#start !== start) return;
    if (!loaded) {
      this.#fail(error, focus);
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
          this.#withdraw();
          this.#emit("prescreener-step", screen ? { screen } : null);
        },
        result: (disclosed) => {
          if (disclosed) this.#entered = "shared";
          this.#result = disclosed ?? undefined;
          this.#emit("prescreener-result", disclosed);
        },
        refer: (event, value) => {
          this.#entered = "shared";
          this.#submit(value);
          this.dispatchEvent(event);
        },
        declined: () => {
          this.#declined = true;
        },
        error: (error) => this.#report(error),
        left: () => this.#end(),
        failed: (error, moves) => this.#fail(error, moves),
      },
      focus,
    );
  }

  /** Ends the session and shows the screen for a failure, with a button to start again if that can help. */
  #fail(error: Trouble, focus: boolean): void {
    this.#end();
    const start = {};
    this.#start = start;
    const retry = (): void => void this.#load(start, true);
    const heading = showFailure(this.#root, error.code, languagesOf(this), this.#level(), this.#entered, retry);
    if (focus) heading.focus();
    this.#report(error);
  }

  #report(error: Trouble): void {
    console.error(error);
    const { code, message, findings } = error;
    this.#emit("prescreener-error", { code, message, findings });
  }

  #end(): void {
    this.#stopWaiting?.();
    this.#start = undefined;
    this.#session?.end();
    this.#session = undefined;
    this.#withdraw();
    this.#root.replaceChildren();
  }

  /** Withdraws the result from the page and the referral from the form: they have them only while they are on screen. */
  #withdraw(): void {
    this.#result = undefined;
    this.#submitted.abort();
  }

  /**
   * Adds `value` to what the form submits. It is not set on the internals, as browsers write those to disk, to restore them later.
   * Browsers also record addresses, so a form that submits in an address sends only a sealed value.
   */
  #submit(value: string): void {
    const { form } = this.#internals;
    this.#submitted = new AbortController();
    form?.addEventListener(
      "formdata",
      ({ formData }) => {
        if (!this.#isSubmitted() || (value.startsWith("{") && !this.#isPosted())) return;
        formData.append(this.getAttribute("name") ?? "", value);
      },
      { signal: this.#submitted.signal },
    );
  }

  /** Returns whether a form submits this element's value. */
  #isSubmitted(): boolean {
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
      embedding: embeddingOf(this),
      capabilities: capabilitiesOf(this),
      receiver: () => ({
        site_key: this.getAttribute("site-key") ?? "",
        receiver: this.getAttribute("receiver") ?? "",
        form: this.#isSubmitted(),
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
    // A submission would put answers into the address of the host's page.
    if (event.type === "submit") event.preventDefault();
    if (event.type === "input" && this.#entered === "nothing") this.#entered = "private";
    if (event instanceof MouseEvent && this.#isEcho(event)) event.preventDefault();
    else this.#session?.handle(event);
  }

  /** Returns whether a click is the second half of a double click on a button: it would hit the next screen, unread. */
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
 * Requests ahead the file that the session needs first: the first question, and not yet the engine, which is fifty times as large
 * and would compete for the bandwidth. If there is no such file, requests the engine and its documents.
 */
function sendFirst({ trial, base, languages, anchors }: Settings): void {
  try {
    const url = new URL(trial ?? "", base);
    if (!trial || !isFetchable(url)) return;
    if (mayHaveFirst(url, anchors)) {
      sendAhead(siblingOf(url, `${languages[0]}.first.txt`));
      return;
    }
    sendAhead(new URL("./engine_bg.wasm", import.meta.url));
    sendAhead(url);
    // A definition has other catalogues.
    if (!url.pathname.endsWith(".json")) sendAhead(siblingOf(url, `${languages[0]}.txt`));
  } catch {
    // The session reports an invalid address.
  }
}

/** Returns today in the visitor's calendar, `2026-11-22`. */
function today(): string {
  const now = new Date();
  const pad = (value: number): string => String(value).padStart(2, "0");
  return `${now.getFullYear()}-${pad(now.getMonth() + 1)}-${pad(now.getDate())}`;
}
