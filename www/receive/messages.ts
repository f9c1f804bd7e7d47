// What the page says to staff. It must speak before any trial is loaded, so its words are its own.
import en from "./messages/en.json";
import es from "./messages/es.json";

export type Key = keyof typeof en.texts;
export type Language = "en" | "es";
export type Values = Readonly<Record<string, string>>;

const TEXTS: Readonly<Record<Language, Readonly<Record<Key, string>>>> = { en: en.texts, es: es.texts };
/** The languages, each called by itself. */
export const LANGUAGES: readonly (readonly [Language, string])[] = [
  ["en", "English"],
  ["es", "Español"],
];

/** The language that the address asks for, else the browser's, else English. */
export function language(): Language {
  const wanted = [new URLSearchParams(location.search).get("lang") ?? "", ...navigator.languages];
  const known = wanted.map((tag) => tag.split("-", 1)[0] as Language).find((tag) => tag in TEXTS);
  return known ?? "en";
}

/** A text with its placeholders filled in. */
export function text(language: Language, key: Key, values: Values = {}): string {
  return TEXTS[language][key].replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}

/** A day or a moment in words; as it stands where it is none. */
export function day(language: Language, written: unknown): string {
  const said = typeof written === "string" || typeof written === "number" ? written : "";
  const date = new Date(said);
  if (said === "" || Number.isNaN(date.getTime())) return String(said);
  const whole = typeof said === "string" && /^\d{4}-\d{2}-\d{2}$/.test(said);
  const style = whole ? { timeZone: "UTC" } : { timeStyle: "short" as const };
  return new Intl.DateTimeFormat(language, { dateStyle: "long", ...style }).format(date);
}
