// Opens what was given, with the site's key where it is sealed, or says why it does not open.
import { guarded, open } from "../referral/module.ts";
import type { Referral, Share } from "../shared/types.ts";
import type { Given } from "./input.ts";
import { SCHEMA as KEY, parsed, type SiteKey, short, unkept } from "./key.ts";
import type { Values } from "./messages.ts";

/** Why something does not open; the words for it are under `receive.refused.WHY`. */
export type Why =
  | "not_sealed"
  | "too_large"
  | "future"
  | "other_key"
  | "no_key"
  | "damaged"
  | "not_json"
  | "unclear"
  | "key_file"
  | "schema"
  | "form"
  | "crashed";

export interface Refused {
  readonly why: Why;
  readonly values: Values;
  readonly since?: unknown;
}

export interface Opened {
  readonly referral: Referral;
  /** The key that it was sealed for; without it, it came plain. */
  readonly sealed: string | undefined;
  readonly since?: unknown;
}

const SCHEMA = "prescreener/referral/1";
/** The versions that this page opens: the second is short, for sealing, and is brought to the first by its trial. */
const VERSIONS = ["1", "2"];
const SHARES: readonly Share[] = ["verdict", "open", "answers"];

export function openGiven({ letters, since }: Given, key: SiteKey | undefined): Opened | Refused {
  const refuse = (why: Why, values: Values = {}): Refused => ({ why, values, since });
  let read: { text: string } | { refused: Why; detail: string };
  try {
    read = guarded(() => open(letters, key?.private ?? ""));
  } catch {
    return refuse("crashed");
  }
  if ("refused" in read) {
    const { refused, detail } = read;
    if (refused === "other_key") {
      return refuse(key ? "other_key" : "no_key", { expected: detail, found: key?.id ?? "" });
    }
    return refuse(refused, { found: detail, expected: "1" });
  }
  const held = parsed(read.text);
  if (!held) return refuse("not_json");
  if (held.schema === KEY || "private" in held) return refuse("key_file");
  const unclear = unkept(read.text);
  if (unclear !== undefined) return refuse("unclear", { found: short(unclear) });
  const version = /^prescreener\/referral\/(\d+)$/.exec(String(held.schema))?.[1];
  if (version !== undefined && !VERSIONS.includes(version)) {
    return refuse("future", { found: version, expected: VERSIONS.join(", ") });
  }
  if (version === undefined) return refuse("schema", { expected: SCHEMA, found: short(held.schema) });
  const lacking = missing(held);
  if (lacking) return refuse("form", { found: lacking });
  const sealed = letters.trimStart().startsWith("{") || letters.includes("#referral=") ? undefined : key?.id;
  return { referral: held as unknown as Referral, sealed, since };
}

/** What a referral must have to be shown at all. */
function missing({ id, shares, result }: Record<string, unknown>): string | undefined {
  const object = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;
  if (typeof id !== "string" || id === "") return "id";
  if (!SHARES.includes(shares as Share)) return "shares";
  if (!object(result)) return "result";
  if (!object(result.trial) || typeof result.trial.digest !== "string") return "result.trial.digest";
  return undefined;
}
