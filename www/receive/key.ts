// The site's private key: read from the file that `prescreener keygen` wrote, and held in memory only.
import { guarded, key_id, public_key } from "../referral/module.ts";
import type { Values, Key as Word } from "./messages.ts";

/** The keys of a site, while they are in use. */
export interface SiteKey {
  /** The name of the pair. */
  readonly id: string;
  readonly private: string;
}

/** Why a key file cannot be used. */
export interface RefusedKey {
  readonly why: Word;
  readonly values?: Values;
}

export const SCHEMA = "prescreener/key/1";
/** A key file has some 200 letters, and what else is chosen by mistake should be told by what it is. */
const LONGEST = 64 * 1024;

export function readKey(file: string): SiteKey | RefusedKey {
  if (file.length > LONGEST) return { why: "receive.key.too_large" };
  const held = parsed(file);
  if (held === undefined) return { why: "receive.key.not_json" };
  const { schema, id, public: shown, private: hidden } = held;
  if (schema !== SCHEMA) return { why: "receive.key.schema", values: { found: short(schema) } };
  if (typeof hidden !== "string" || !isKey(hidden)) return { why: "receive.key.private" };
  const own = guarded(() => public_key(hidden));
  if (own !== shown) return { why: "receive.key.public" };
  const name = guarded(() => key_id(own));
  if (id !== name) return { why: "receive.key.id", values: { expected: name, found: short(id) } };
  return { id: name, private: hidden };
}

function isKey(text: string): boolean {
  try {
    guarded(() => public_key(text));
    return true;
  } catch {
    return false;
  }
}

/** An object in JSON; nothing for anything else. */
export function parsed(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

/**
 * What a text of JSON says that `JSON.parse` would not keep: a key for the second time in one object, `__proto__`, or a text that
 * is none in Unicode. Whoever reads it otherwise than this page would see another referral.
 */
export function unkept(text: string): string | undefined {
  const open: (Set<string> | undefined)[] = [];
  let before = "";
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\],:]/gs)) {
    if (token === "{" || token === "[") open.push(token === "{" ? new Set() : undefined);
    else if (token === "}" || token === "]") open.pop();
    else if (token.length > 1) {
      const said: string = JSON.parse(token);
      const keys = before === "{" || before === "," ? open.at(-1) : undefined;
      if (/\p{Surrogate}/u.test(said) || keys?.has(said) || (keys && said === "__proto__")) return said;
      keys?.add(said);
    }
    before = token;
  }
  return undefined;
}

/** What a stranger's file says, no longer than a message can show. */
export function short(said: unknown): string {
  const text = typeof said === "string" ? said : (JSON.stringify(said) ?? "");
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
