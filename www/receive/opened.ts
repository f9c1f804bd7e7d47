// Opens a referral, with the site's key if it is sealed, or returns the reason why it does not open.
import { guarded, open } from "../referral/module.ts";
import type { Referral, Share } from "../shared/types.ts";
import type { Entered } from "./input.ts";
import { droppedByParse, SCHEMA as KEY, parseObject, type SiteKey, short } from "./key.ts";
import type { Values } from "./messages.ts";

/** Why a referral does not open. The messages are under `receive.refused.WHY`. */
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

/** A referral that does not open. */
export interface Refused {
  readonly why: Why;
  readonly values: Values;
  readonly since?: unknown;
}

/** A referral that was opened. */
export interface Opened {
  readonly referral: Referral;
  /** The id of the key that it was sealed for; undefined if it was not sealed. */
  readonly sealed: string | undefined;
  readonly since?: unknown;
}

const SCHEMA = "prescreener/referral/1";
/** The versions that this page opens. The second is the compact form for sealing, which the trial expands to the first. */
const VERSIONS = ["1", "2"];
const SHARES: readonly Share[] = ["verdict", "open", "answers"];

/** Opens an entered referral. */
export function openEntered({ payload, since }: Entered, key: SiteKey | undefined): Opened | Refused {
  const refuse = (why: Why, values: Values = {}): Refused => ({ why, values, since });
  let read: { text: string } | { refused: Why; detail: string };
  try {
    read = guarded(() => open(payload, key?.private ?? ""));
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
  const json = parseObject(read.text);
  if (!json) return refuse("not_json");
  if (json.schema === KEY || "private" in json) return refuse("key_file");
  const dropped = droppedByParse(read.text);
  if (dropped !== undefined) return refuse("unclear", { found: short(dropped) });
  const version = /^prescreener\/referral\/(\d+)$/.exec(String(json.schema))?.[1];
  if (version !== undefined && !VERSIONS.includes(version)) {
    return refuse("future", { found: version, expected: VERSIONS.join(", ") });
  }
  if (version === undefined) return refuse("schema", { expected: SCHEMA, found: short(json.schema) });
  const missing = missingKey(json);
  if (missing) return refuse("form", { found: missing });
  const sealed = payload.trimStart().startsWith("{") || payload.includes("#referral=") ? undefined : key?.id;
  return { referral: json as unknown as Referral, sealed, since };
}

/** Returns the key of the first missing or invalid value without which a referral cannot be shown. */
function missingKey({ id, shares, result }: Record<string, unknown>): string | undefined {
  const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;
  if (typeof id !== "string" || id === "") return "id";
  if (!SHARES.includes(shares as Share)) return "shares";
  if (!isObject(result)) return "result";
  if (!isObject(result.trial) || typeof result.trial.digest !== "string") return "result.trial.digest";
  return undefined;
}
