// The site's private key: read from the file that `prescreener keygen` writes, and kept only in memory.
import { guarded, key_id, public_key } from "../referral/module.ts";
import type { Key, Values } from "./messages.ts";

/** The site's key in use. */
export interface SiteKey {
  /** The id of the key pair. */
  readonly id: string;
  readonly private: string;
}

/** Why a key file cannot be used. */
export interface RefusedKey {
  readonly why: Key;
  readonly values?: Values;
}

export const SCHEMA = "prescreener/key/1";
/** The length above which a file is not parsed as a key. A key file has about 200 characters. */
const LONGEST = 64 * 1024;

/** Reads a key file. */
export function readKey(file: string): SiteKey | RefusedKey {
  if (file.length > LONGEST) return { why: "receive.key.too_large" };
  const json = parseObject(file);
  if (json === undefined) return { why: "receive.key.not_json" };
  const { schema, id, public: publicKey, private: privateKey } = json;
  if (schema !== SCHEMA) return { why: "receive.key.schema", values: { found: short(schema) } };
  if (typeof privateKey !== "string" || !isPrivateKey(privateKey)) return { why: "receive.key.private" };
  const derived = guarded(() => public_key(privateKey));
  if (derived !== publicKey) return { why: "receive.key.public" };
  const expected = guarded(() => key_id(derived));
  if (id !== expected) return { why: "receive.key.id", values: { expected, found: short(id) } };
  return { id: expected, private: privateKey };
}

function isPrivateKey(text: string): boolean {
  try {
    guarded(() => public_key(text));
    return true;
  } catch {
    return false;
  }
}

/** Parses a JSON object. Returns `undefined` for anything else. */
export function parseObject(text: string): Record<string, unknown> | undefined {
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
 * Returns the first part of a JSON text that `JSON.parse` drops or cannot represent: a second key of the same name, `__proto__`, or a
 * text that is not valid Unicode. Another parser could read another referral from such a text.
 */
export function droppedByParse(text: string): string | undefined {
  const open: (Set<string> | undefined)[] = [];
  let before = "";
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\],:]/gs)) {
    if (token === "{" || token === "[") open.push(token === "{" ? new Set() : undefined);
    else if (token === "}" || token === "]") open.pop();
    else if (token.length > 1) {
      const value: string = JSON.parse(token);
      const keys = before === "{" || before === "," ? open.at(-1) : undefined;
      if (/\p{Surrogate}/u.test(value) || keys?.has(value) || (keys && value === "__proto__")) return value;
      keys?.add(value);
    }
    before = token;
  }
  return undefined;
}

/** Returns an untrusted value as text, shortened for a message. */
export function short(value: unknown): string {
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? "");
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
