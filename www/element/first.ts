// The first question, which the compiler wrote as data: it stands, and can be answered, while the engine is still loading. The
// engine then takes it over as it stands (`src/browser/first.rs`).
import type { Widget } from "../../pkg/engine.js";
import type { Settings } from "../shared/contracts.ts";
import { decoded, fetchBytes, firstOf } from "../shared/files.ts";
import { speakIn } from "../shared/language.ts";
import { beside } from "../shared/requests.ts";
import { guarded } from "./engine.ts";

/** A tag, attributes with their values, and the children: a text, or the place of a node. */
type Node = readonly [tag: string, attributes: readonly string[], ...children: (string | number)[]];

interface Asked {
  readonly key: string;
  readonly days: readonly [string, string];
  readonly progress: string;
  readonly screens: Readonly<Record<string, readonly [number, number, number, number]>>;
}

interface File {
  readonly sealed: boolean;
  readonly loading: string;
  readonly asked: Readonly<Record<string, Asked>>;
  readonly nodes: readonly Node[];
}

/** How long the first question may take before the engine is sent for all the same, in milliseconds. */
export const AHEAD = 1000;

const MARK = /^prescreener\/first\/1 (\S+) (\d+)$/;
/** All that is ever drawn: a file of words can hold no code, and load nothing. */
const TAGS = /^(h\d|p|div|form|fieldset|legend|label|input|span|button|details|summary)$/;
const NAMES =
  /^((aria|data)-[a-z]+|autocomplete|checked|class|dir|enterkeyhint|for|form|id|inputmode|name|novalidate|part|role|spellcheck|tabindex|type|value)$/;

/** The first question on the screen, before the engine is there. */
export class First {
  readonly stage: HTMLElement;
  readonly #file: File;
  readonly #asked: Asked;
  readonly #digest: string;
  readonly #progress: HTMLElement;
  readonly #screen: HTMLElement;
  /** The field of the latest entry, by its id: it may have been drawn anew. */
  #entered: string | undefined;
  #declines = false;
  #submits = false;
  #later: (() => void)[] = [];

  /** Draws it. Throws where the file has none for these settings, or is not what it should be; nobody is told why. */
  constructor(file: string, language: string, settings: Settings, document: Document, exit: boolean) {
    const end = file.indexOf("\n");
    const [, digest, sum] = MARK.exec(file.slice(0, end)) ?? [];
    if (!digest || checksum(new TextEncoder().encode(file.slice(end))) !== Number(sum)) throw new Error();
    this.#digest = digest;
    this.#file = JSON.parse(file.slice(end));
    const { audience, order, assessedOn, disclose, declined, place, receiver, headingLevel } = settings;
    const sealed = this.#file.sealed || receiver().site_key !== "";
    const told = sealed ? "sealed" : disclose === "verdict" || disclose === "answers" ? disclose : "none";
    const asked = this.#file.asked[`${audience} ${order}`];
    const screen = asked?.screens[`${told} ${place ?? "page"}`];
    if (!asked || !screen || declined() || assessedOn < asked.days[0] || assessedOn > asked.days[1]) throw new Error();
    this.#asked = asked;
    const make = (at: number): HTMLElement => {
      const [tag, attributes, ...children] = this.#file.nodes[at] as Node;
      if (!TAGS.test(tag)) throw new Error();
      const element = document.createElement(tag.replace(/\d/, String(headingLevel)));
      for (let next = 0; next < attributes.length; next += 2) {
        const name = String(attributes[next]);
        if (!NAMES.test(name)) throw new Error();
        element.setAttribute(name, String(attributes[next + 1]));
      }
      element.append(...children.map((child) => (typeof child === "number" ? make(child) : child)));
      return element;
    };
    this.stage = document.createElement("div");
    speakIn(this.stage, language);
    this.stage.toggleAttribute("data-exit", exit);
    this.stage.toggleAttribute("data-sealed", sealed);
    this.stage.toggleAttribute("data-first", true);
    this.#progress = make(screen[2]);
    this.#screen = make(screen[3]);
    this.stage.append(make(screen[exit ? 1 : 0]), this.#progress, this.#screen);
  }

  /** Shows it, and says where the person is. `focus`: whether somebody asked for it. */
  show(root: Element, focus: boolean): void {
    root.replaceChildren(this.stage);
    this.#progress.textContent = this.#asked.progress;
    if (focus) this.stage.querySelector<HTMLElement>("#heading")?.focus();
  }

  /** Whether somebody is at it. */
  get isFocused(): boolean {
    return this.stage.contains((this.stage.getRootNode() as ShadowRoot).activeElement);
  }

  /** Remembers what a person asks for until the engine is there, and says that it is loading. */
  handle(event: Event): void {
    const target = event.target as Element;
    const button = event.type === "click" ? target.closest<HTMLButtonElement>("button") : null;
    if (event.type === "input") {
      this.#entered = target.id;
      // Who goes on typing has not ended yet.
      this.#submits = false;
    } else if (event.type === "submit" || button?.type === "submit") {
      event.preventDefault();
      this.#submits = true;
    } else if (button?.dataset["action"] === "decline") this.#declines = true;
    else return;
    this.#say(this.#submits || this.#declines);
  }

  /** Does something once the engine is there. */
  later(action: () => void): void {
    this.#later.push(action);
  }

  /** Hands what stands here over to the engine. Gives the screen that it drew instead, if it did. */
  handOver(widget: Widget): string | undefined {
    const shown = guarded(() => widget.take_over(this.#digest, this.#asked.key));
    this.stage.removeAttribute("data-first");
    delete this.#screen.dataset["waits"];
    // Nobody has read yet what is new.
    if (shown) this.#submits = false;
    return shown;
  }

  /** Does what the person has asked for since. */
  follow(): void {
    const find = (what: string): HTMLElement | null => this.stage.querySelector(what);
    if (this.#entered) find(`#${this.#entered}`)?.dispatchEvent(new Event("input", { bubbles: true }));
    if (this.#declines) find("[data-action=decline]")?.click();
    if (this.#submits) find("[type=submit]")?.click();
    for (const action of this.#later) action();
  }

  #say(waits: boolean): void {
    const { loading } = this.#file;
    const news = waits ? loading : this.#asked.progress;
    if (this.#progress.textContent !== news) this.#progress.textContent = news;
    // Also beside what was pressed: the live region may be out of sight.
    if (waits) this.#screen.dataset["waits"] = loading;
    else delete this.#screen.dataset["waits"];
  }
}

const files = new Map<string, Promise<[string, string]>>();

/**
 * The file beside the trial at `url`, and its language: that of the page or nothing, as only the engine can tell whether another
 * is spoken. Loaded once for all elements; a failure may be tried again.
 */
export function fetchFirst(url: URL, { languages, request }: Settings): Promise<[string, string]> {
  const [wanted = ""] = languages;
  const own = languages.filter((language) => language.split("-", 1)[0] === wanted.split("-", 1)[0]);
  const key = [url, ...own].join(" ");
  let file = files.get(key);
  if (!file) {
    const load = async (language: string) => decoded(await fetchBytes(beside(url, `${language}.first.txt`), request));
    file = firstOf(own, load);
    files.set(key, file);
    file.catch(() => files.delete(key));
  }
  return file;
}

/** CRC-32 (ISO-HDLC), as `src/value/packed.rs` has it. */
function checksum(bytes: Uint8Array): number {
  let sum = -1;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return ~sum >>> 0;
}
