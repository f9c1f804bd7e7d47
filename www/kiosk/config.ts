// The configuration of a kiosk, from the `<meta name="prescreener-…">` of its page.

import { receiverAddress } from "../shared/web_address.ts";
import { type Key, LANGUAGES } from "./messages.ts";
import { checkEndpoint } from "./outbox/post.ts";

export interface Config {
  /** The attributes of the element. */
  readonly attributes: Readonly<Record<string, string>>;
  /** The languages to choose from; the first is the initial one. */
  readonly languages: readonly string[];
  /** The address that referrals are delivered to, if there is one. */
  readonly endpoint: URL | undefined;
  /** Whether the tablet has a printer. */
  readonly prints: boolean;
  /**
   * Times in milliseconds: without input before the warning, of the warning, and without input while the staff have the tablet.
   */
  readonly idle: number;
  readonly warning: number;
  readonly staffIdle: number;
  /** Returns the site's own text for whom to ask. */
  readonly help: (key: Key, language: string) => string | undefined;
}

/** The attributes of the element that a site may set. */
const ATTRIBUTES = ["trial", "order", "site-key", "receiver"];

export function readConfig(): Config {
  const attributes = ATTRIBUTES.flatMap((name) => (meta(name) ? [[name, meta(name)]] : []));
  return {
    attributes: { ...Object.fromEntries(attributes), ...receiver() },
    languages: languages(),
    endpoint: endpoint(),
    prints: meta("printer") === "yes",
    idle: seconds("idle-seconds", 90),
    warning: seconds("warning-seconds", 30),
    staffIdle: seconds("staff-idle-seconds", 300),
    help: (key, language) => (key === "kiosk.help.text" ? meta("help", `:lang(${language})`) : undefined),
  };
}

function meta(name: string, selector = ""): string | undefined {
  return (
    document.querySelector<HTMLMetaElement>(`meta[name=prescreener-${name}]${selector}`)?.content.trim() || undefined
  );
}

function endpoint(): URL | undefined {
  const value = meta("endpoint");
  if (value === undefined) return undefined;
  try {
    const address = new URL(value, location.href);
    checkEndpoint(address);
    if (meta("site-key")) return address;
    console.error("prescreener-endpoint: nothing is sealed without a prescreener-site-key, so nothing is sent");
  } catch (thrown) {
    console.error(`prescreener-endpoint: ${value}: ${(thrown as Error).message}; nothing is sent`);
  }
  return undefined;
}

/** Returns the receiver's address for codes; an empty one if it is invalid. */
function receiver(): { receiver?: string } {
  const value = meta("receiver");
  if (value === undefined) return {};
  try {
    return { receiver: receiverAddress(value, location.href) };
  } catch (thrown) {
    console.error(`prescreener-receiver: ${(thrown as Error).message}; codes hold no address`);
    return { receiver: "" };
  }
}

function languages(): string[] {
  const requested = (meta("languages") ?? LANGUAGES.join(" ")).split(/\s+/);
  const others = requested.filter((tag) => !LANGUAGES.includes(tag));
  if (others.length > 0)
    console.error(`prescreener-languages: the kiosk has no words in ${others}; they are passed over`);
  const offered = requested.filter((tag) => LANGUAGES.includes(tag));
  return offered.length > 0 ? offered : ["en"];
}

function seconds(name: string, fallback: number): number {
  const value = meta(name);
  if (value === undefined) return fallback * 1000;
  const number = Number(value);
  if (number >= 1 && number <= 3600) return number * 1000;
  console.error(`prescreener-${name}: expected a number of seconds from 1 to 3600, not ${value}; it is ${fallback}`);
  return fallback * 1000;
}
