// The first question, which the compiler writes as data: it is shown, and can be answered, while the engine is still loading. The
// engine then takes it over as it is (`src/browser/first.rs`).
import type { Widget } from "../../pkg/engine.js";
import type { Settings } from "../shared/contracts.ts";
import { decode, fetchBytes, firstAvailable } from "../shared/files.ts";
import { setLanguage } from "../shared/language.ts";
import { siblingOf } from "../shared/requests.ts";
import { guarded } from "./engine.ts";

/** A tag, attributes with their values, and the children: a text, or the index of a node. */
type Node = readonly [tag: string, attributes: readonly string[], ...children: (string | number)[]];

/** The first question for one audience and order. `screens`: the indices of the nodes, by disclosure and embedding. */
interface Prompt {
  readonly key: string;
  readonly days: readonly [string, string];
  readonly progress: string;
  readonly screens: Readonly<Record<string, readonly [number, number, number, number]>>;
}

interface File {
  readonly sealed: boolean;
  readonly loading: string;
  readonly asked: Readonly<Record<string, Prompt>>;
  readonly nodes: readonly Node[];
}

/** How long the engine waits for the first question before it is requested, in milliseconds. */
export const HEAD_START = 1000;

const HEADER = /^prescreener\/first\/1 (\S+) (\d+)$/;
/** The only tags and attributes that are drawn, so that the file can contain no code and load nothing. */
const TAGS = /^(h\d|p|div|form|fieldset|legend|label|input|span|button|details|summary)$/;
const ATTRIBUTES =
  /^((aria|data)-[a-z]+|autocomplete|checked|class|dir|enterkeyhint|for|form|id|inputmode|name|novalidate|part|role|spellcheck|tabindex|type|value)$/;

/** The first question on screen, before the engine is loaded. */
export class First {
  readonly stage: HTMLElement;
  readonly #file: File;
  readonly #prompt: Prompt;
  readonly #digest: string;
  readonly #progress: HTMLElement;
  readonly #screen: HTMLElement;
  /** The id of the field that was edited last; the field itself may be drawn anew. */
  #entered: string | undefined;
  #declines = false;
  #submits = false;
  #deferred: (() => void)[] = [];

  /** Draws the question. Throws, without a reason, if the file is invalid or has no question for these settings. */
  constructor(file: string, language: string, settings: Settings, document: Document, exit: boolean) {
    const end = file.indexOf("\n");
    const [, digest, sum] = HEADER.exec(file.slice(0, end)) ?? [];
    if (!digest || checksum(new TextEncoder().encode(file.slice(end))) !== Number(sum)) throw new Error();
    this.#digest = digest;
    this.#file = JSON.parse(file.slice(end));
    const { audience, order, assessedOn, disclose, declined, embedding, receiver, headingLevel } = settings;
    const sealed = this.#file.sealed || receiver().site_key !== "";
    const disclosure = sealed ? "sealed" : disclose === "verdict" || disclose === "answers" ? disclose : "none";
    const prompt = this.#file.asked[`${audience} ${order}`];
    const screen = prompt?.screens[`${disclosure} ${embedding ?? "page"}`];
    if (!prompt || !screen || declined() || assessedOn < prompt.days[0] || assessedOn > prompt.days[1])
      throw new Error();
    this.#prompt = prompt;
    const make = (index: number): HTMLElement => {
      const [tag, attributes, ...children] = this.#file.nodes[index] as Node;
      if (!TAGS.test(tag)) throw new Error();
      const element = document.createElement(tag.replace(/\d/, String(headingLevel)));
      for (let next = 0; next < attributes.length; next += 2) {
        const name = String(attributes[next]);
        if (!ATTRIBUTES.test(name)) throw new Error();
        element.setAttribute(name, String(attributes[next + 1]));
      }
      element.append(...children.map((child) => (typeof child === "number" ? make(child) : child)));
      return element;
    };
    this.stage = document.createElement("div");
    setLanguage(this.stage, language);
    this.stage.toggleAttribute("data-exit", exit);
    this.stage.toggleAttribute("data-sealed", sealed);
    this.stage.toggleAttribute("data-first", true);
    this.#progress = make(screen[2]);
    this.#screen = make(screen[3]);
    this.stage.append(make(screen[exit ? 1 : 0]), this.#progress, this.#screen);
  }

  /** Shows the question and the progress. `focus`: whether the person caused it, so that the focus may move. */
  show(root: Element, focus: boolean): void {
    root.replaceChildren(this.stage);
    this.#progress.textContent = this.#prompt.progress;
    if (focus) this.stage.querySelector<HTMLElement>("#heading")?.focus();
  }

  /** Whether the focus is in the question. */
  get isFocused(): boolean {
    return this.stage.contains((this.stage.getRootNode() as ShadowRoot).activeElement);
  }

  /** Records what the person requests until the engine is loaded, and announces that it is loading. */
  handle(event: Event): void {
    const target = event.target as Element;
    const button = event.type === "click" ? target.closest<HTMLButtonElement>("button") : null;
    if (event.type === "input") {
      this.#entered = target.id;
      // Another entry revokes the submission.
      this.#submits = false;
    } else if (event.type === "submit" || button?.type === "submit") {
      event.preventDefault();
      this.#submits = true;
    } else if (button?.dataset["action"] === "decline") this.#declines = true;
    else return;
    this.#announce(this.#submits || this.#declines);
  }

  /** Runs an action once the engine is loaded. */
  defer(action: () => void): void {
    this.#deferred.push(action);
  }

  /** Hands the question over to the engine. Returns the screen that the engine drew instead, if it did. */
  handOver(widget: Widget): string | undefined {
    const shown = guarded(() => widget.adopt_first(this.#digest, this.#prompt.key));
    this.stage.removeAttribute("data-first");
    delete this.#screen.dataset["waits"];
    // The person has not read the new screen yet.
    if (shown) this.#submits = false;
    return shown;
  }

  /** Carries out what the person has requested meanwhile. */
  replay(): void {
    const find = (selector: string): HTMLElement | null => this.stage.querySelector(selector);
    if (this.#entered) find(`#${this.#entered}`)?.dispatchEvent(new Event("input", { bubbles: true }));
    if (this.#declines) find("[data-action=decline]")?.click();
    if (this.#submits) find("[type=submit]")?.click();
    for (const action of this.#deferred) action();
  }

  #announce(waits: boolean): void {
    const { loading } = this.#file;
    const message = waits ? loading : this.#prompt.progress;
    if (this.#progress.textContent !== message) this.#progress.textContent = message;
    // Also beside the button: the live region may be out of view.
    if (waits) this.#screen.dataset["waits"] = loading;
    else delete this.#screen.dataset["waits"];
  }
}

const files = new Map<string, Promise<[string, string]>>();

/**
 * Loads the file with the first question and returns it with its language, which is the page's: only the engine can decide to use
 * another. It is loaded once for all elements; a failure can be tried again.
 */
export function fetchFirst(url: URL, { languages, request }: Settings): Promise<[string, string]> {
  const [preferred = ""] = languages;
  const own = languages.filter((language) => language.split("-", 1)[0] === preferred.split("-", 1)[0]);
  const key = [url, ...own].join(" ");
  let file = files.get(key);
  if (!file) {
    const load = async (language: string) => decode(await fetchBytes(siblingOf(url, `${language}.first.txt`), request));
    file = firstAvailable(own, load);
    files.set(key, file);
    file.catch(() => files.delete(key));
  }
  return file;
}

/** Computes the CRC-32 (ISO-HDLC), as `src/value/packed.rs` does. */
function checksum(bytes: Uint8Array): number {
  let sum = -1;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return ~sum >>> 0;
}
