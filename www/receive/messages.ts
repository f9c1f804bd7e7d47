// The page's own messages, as it shows some before any trial is loaded.
import en from "./messages/en.json";
import es from "./messages/es.json";

export type Key = keyof typeof en.texts;
export type Language = "en" | "es";
export type Values = Readonly<Record<string, string>>;

const TEXTS: Readonly<Record<Language, Readonly<Record<Key, string>>>> = { en: en.texts, es: es.texts };
/** The languages, each with its own name. */
export const LANGUAGES: readonly (readonly [Language, string])[] = [
  ["en", "English"],
  ["es", "Español"],
];

/** Returns the language that the address names, else the browser's, else English. */
export function language(): Language {
  const preferred = [new URLSearchParams(location.search).get("lang") ?? "", ...navigator.languages];
  const known = preferred.map((tag) => tag.split("-", 1)[0] as Language).find((tag) => tag in TEXTS);
  return known ?? "en";
}

/** Returns a message with its placeholders filled in. */
export function text(language: Language, key: Key, values: Values = {}): string {
  return TEXTS[language][key].replace(/\{(\w+)\}/g, (placeholder, name: string) => values[name] ?? placeholder);
}

/** Formats a date, or a date and time. Returns anything else unchanged. */
export function day(language: Language, untrusted: unknown): string {
  const value = typeof untrusted === "string" || typeof untrusted === "number" ? untrusted : "";
  const date = new Date(value);
  if (value === "" || Number.isNaN(date.getTime())) return String(value);
  const isDay = typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value);
  const style = isDay ? { timeZone: "UTC" } : { timeStyle: "short" as const };
  return new Intl.DateTimeFormat(language, { dateStyle: "long", ...style }).format(date);
}
