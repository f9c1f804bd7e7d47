// Reads the screen aloud, with a voice that the tablet has itself: others would send the words to somebody.
import { toggle } from "./dom.ts";
import type { Words } from "./messages.ts";

export class Speech {
  readonly control: HTMLButtonElement;
  readonly #words: Words;
  readonly #read: () => string[];
  readonly #synthesis: SpeechSynthesis | undefined = globalThis.speechSynthesis;
  #on = false;

  /** `read`: what there is to say now. */
  constructor(words: Words, read: () => string[]) {
    this.#words = words;
    this.#read = read;
    this.control = toggle(words, "kiosk.read", () => {
      this.#on = !this.#on;
      this.changed();
      return this.#on;
    });
    // Many browsers learn of their voices late.
    this.#synthesis?.addEventListener?.("voiceschanged", () => this.offer());
    this.offer();
  }

  /** Shows the control where the language has a voice. */
  offer(): void {
    this.control.hidden = !this.#voice();
  }

  /** Another screen: what is being said of the one before ends. */
  changed(): void {
    this.stop();
    const voice = this.#voice();
    if (!this.#on || !voice) return;
    for (const text of this.#read()) {
      const said = new SpeechSynthesisUtterance(text);
      said.voice = voice;
      said.lang = voice.lang;
      this.#synthesis?.speak(said);
    }
  }

  stop(): void {
    this.#synthesis?.cancel();
  }

  #voice(): SpeechSynthesisVoice | undefined {
    const voices = this.#synthesis?.getVoices() ?? [];
    const { language } = this.#words;
    return voices.find(({ lang, localService }) => localService && lang.split(/[-_]/, 1)[0] === language);
  }
}

/** What a screen says first of all: what the page is told, the question and its hint, what is wrong, each option; the verdict. */
const SAID = "h1, .notice p, #heading, #summary, .hint, .option, .verdict p, h2, .content > p, .welcome p, .staff p";

export function wordsOf(place: ParentNode): string[] {
  const all = [...place.querySelectorAll<HTMLElement>(SAID)].filter((one) => one.checkVisibility?.() ?? true);
  return all.map((one) => one.innerText.trim().replace(/\s+/g, " ")).filter(Boolean);
}
