// Reads the screen aloud, with a voice on the device itself: other voices would send the text to a server.
import { toggle } from "./dom.ts";
import type { Messages } from "./messages.ts";

export class Speech {
  readonly control: HTMLButtonElement;
  readonly #messages: Messages;
  readonly #read: () => string[];
  readonly #synthesis: SpeechSynthesis | undefined = globalThis.speechSynthesis;
  #on = false;

  /** `read` returns the texts of the current screen. */
  constructor(messages: Messages, read: () => string[]) {
    this.#messages = messages;
    this.#read = read;
    this.control = toggle(messages, "kiosk.read", () => {
      this.#on = !this.#on;
      this.restart();
      return this.#on;
    });
    // Many browsers load their voices late.
    this.#synthesis?.addEventListener?.("voiceschanged", () => this.offer());
    this.offer();
  }

  /** Shows the control if the language has a voice. */
  offer(): void {
    this.control.hidden = !this.#voice();
  }

  /** Stops reading, and reads the current screen if reading is on. */
  restart(): void {
    this.stop();
    const voice = this.#voice();
    if (!this.#on || !voice) return;
    for (const text of this.#read()) {
      const utterance = new SpeechSynthesisUtterance(text);
      utterance.voice = voice;
      utterance.lang = voice.lang;
      this.#synthesis?.speak(utterance);
    }
  }

  stop(): void {
    this.#synthesis?.cancel();
  }

  #voice(): SpeechSynthesisVoice | undefined {
    const voices = this.#synthesis?.getVoices() ?? [];
    const { language } = this.#messages;
    return voices.find(({ lang, localService }) => localService && lang.split(/[-_]/, 1)[0] === language);
  }
}

/** The parts that are read: the disclosure, the question and its hint, errors, options; the verdict; the kiosk's own texts. */
const READ = "h1, .notice p, #heading, #summary, .hint, .option, .verdict p, h2, .content > p, .welcome p, .staff p";

/** Returns the texts of a screen that are read aloud. */
export function textsOf(screen: ParentNode): string[] {
  const all = [...screen.querySelectorAll<HTMLElement>(READ)].filter((one) => one.checkVisibility?.() ?? true);
  return all.map((one) => one.innerText.trim().replace(/\s+/g, " ")).filter(Boolean);
}
