// The kiosk's own messages, in every language that it offers.
import { directionOf } from "../shared/language.ts";
import en from "./messages/en.json";
import es from "./messages/es.json";

export type Key = keyof typeof en.texts;
/** The values of placeholders. A value that depends on the language is a function of it. */
type Values = Readonly<Record<string, string | number | ((language: string) => string)>>;

const TEXTS: Readonly<Record<string, Readonly<Record<Key, string>>>> = { en: en.texts, es: es.texts };

/** The languages that have messages. */
export const LANGUAGES = Object.keys(TEXTS);

/** The messages on the page. They are written again when the language changes. */
export class Messages {
  language: string;
  /** Returns a site's own text in place of a message. */
  readonly #override: (key: Key, language: string) => string | undefined;
  readonly #written = new Map<Element, () => void>();

  constructor(language: string, override: (key: Key, language: string) => string | undefined) {
    this.language = language;
    this.#override = override;
  }

  /** Returns a message with its placeholders filled in. */
  text(key: Key, values: Values = {}, language = this.language): string {
    const text = this.#override(key, language) ?? (TEXTS[language] ?? en.texts)[key];
    return text.replace(/\{(\w+)\}/g, (placeholder, name) => {
      const value = values[name] ?? placeholder;
      return typeof value === "function" ? value(language) : String(value);
    });
  }

  /** Writes a message into an element, now and whenever the language changes. */
  write<E extends Element>(element: E, key: Key, values?: Values): E {
    return this.#keep(element, () => {
      element.textContent = this.text(key, values);
    });
  }

  /** Labels an element with a message, now and whenever the language changes. */
  label<E extends Element>(element: E, key: Key): E {
    return this.#keep(element, () => element.setAttribute("aria-label", this.text(key)));
  }

  /** Sets the language of the page, and writes every message again. */
  setLanguage(language: string): void {
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
