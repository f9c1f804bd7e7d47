// The kiosk's own words, in every language that it speaks.
import { directionOf } from "../shared/language.ts";
import en from "./messages/en.json";
import es from "./messages/es.json";

export type Key = keyof typeof en.texts;
/** What is written otherwise in each language is a function of it. */
type Values = Readonly<Record<string, string | number | ((language: string) => string)>>;

const TEXTS: Readonly<Record<string, Readonly<Record<Key, string>>>> = { en: en.texts, es: es.texts };

/** The languages that there are words for. */
export const SPOKEN = Object.keys(TEXTS);

/** What is written on the page in the language of the moment, and is written again in another. */
export class Words {
  language: string;
  /** A site's own words in place of some. */
  readonly #own: (key: Key, language: string) => string | undefined;
  readonly #written = new Map<Element, () => void>();

  constructor(language: string, own: (key: Key, language: string) => string | undefined) {
    this.language = language;
    this.#own = own;
  }

  text(key: Key, values: Values = {}, language = this.language): string {
    const text = this.#own(key, language) ?? (TEXTS[language] ?? en.texts)[key];
    return text.replace(/\{(\w+)\}/g, (whole, name) => {
      const value = values[name] ?? whole;
      return typeof value === "function" ? value(language) : String(value);
    });
  }

  /** Writes words into an element, now and whenever the language changes. */
  write<E extends Element>(element: E, key: Key, values?: Values): E {
    return this.#keep(element, () => {
      element.textContent = this.text(key, values);
    });
  }

  /** Names an element whose own words say less. */
  label<E extends Element>(element: E, key: Key): E {
    return this.#keep(element, () => element.setAttribute("aria-label", this.text(key)));
  }

  speak(language: string): void {
    this.language = language;
    const { documentElement } = document;
    documentElement.lang = language;
    documentElement.dir = directionOf(language);
    document.title = this.text("kiosk.title");
    for (const write of this.#written.values()) write();
  }

  #keep<E extends Element>(element: E, write: () => void): E {
    this.#written.set(element, write);
    write();
    return element;
  }
}
