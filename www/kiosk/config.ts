// What a site says about its kiosk, in the `<meta name="prescreener-…">` of the page.

import { receiverAddress } from "../shared/web_address.ts";
import { type Key, SPOKEN } from "./messages.ts";
import { checkEndpoint } from "./outbox/post.ts";

export interface Config {
  /** The attributes of the element. */
  readonly attributes: Readonly<Record<string, string>>;
  /** What people may choose from; the first is spoken at the start. */
  readonly languages: readonly string[];
  /** Where referrals are delivered to, if anywhere. */
  readonly endpoint: URL | undefined;
  /** Whether there is a printer to print on. */
  readonly prints: boolean;
  /** In milliseconds: how long nothing may happen, how long the warning stands, and the first again for the staff. */
  readonly idle: number;
  readonly warning: number;
  readonly staffIdle: number;
  /** A site's own words for whom to ask. */
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

function meta(name: string, more = ""): string | undefined {
  return document.querySelector<HTMLMetaElement>(`meta[name=prescreener-${name}]${more}`)?.content.trim() || undefined;
}

function endpoint(): URL | undefined {
  const written = meta("endpoint");
  if (written === undefined) return undefined;
  try {
    const address = new URL(written, location.href);
    checkEndpoint(address);
    if (meta("site-key")) return address;
    console.error("prescreener-endpoint: nothing is sealed without a prescreener-site-key, so nothing is sent");
  } catch (thrown) {
    console.error(`prescreener-endpoint: ${written}: ${(thrown as Error).message}; nothing is sent`);
  }
  return undefined;
}

/** The address as it is to stand in a code; none for what is no address of a page. */
function receiver(): { receiver?: string } {
  const written = meta("receiver");
  if (written === undefined) return {};
  try {
    return { receiver: receiverAddress(written, location.href) };
  } catch (thrown) {
    console.error(`prescreener-receiver: ${(thrown as Error).message}; codes hold no address`);
    return { receiver: "" };
  }
}

function languages(): string[] {
  const wanted = (meta("languages") ?? SPOKEN.join(" ")).split(/\s+/);
  const others = wanted.filter((tag) => !SPOKEN.includes(tag));
  if (others.length > 0)
    console.error(`prescreener-languages: the kiosk has no words in ${others}; they are passed over`);
  const spoken = wanted.filter((tag) => SPOKEN.includes(tag));
  return spoken.length > 0 ? spoken : ["en"];
}

function seconds(name: string, usual: number): number {
  const written = meta(name);
  if (written === undefined) return usual * 1000;
  const number = Number(written);
  if (number >= 1 && number <= 3600) return number * 1000;
  console.error(`prescreener-${name}: expected a number of seconds from 1 to 3600, not ${written}; it is ${usual}`);
  return usual * 1000;
}
