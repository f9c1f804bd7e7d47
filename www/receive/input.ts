// Reads what staff paste, scan, choose or drop: one referral, or a file with one on each line.
import { droppedByParse, parseObject } from "./key.ts";

/** One referral as it was entered. */
export interface Entered {
  /** A link, a payload, or JSON. */
  readonly payload: string;
  /** When it was shared, if the file contains that. */
  readonly since?: unknown;
}

/** The size in bytes above which a file is not read: hundreds of referrals fit. */
export const LARGEST_FILE = 8 * 1024 * 1024;

/** The start of a line with a referral: JSON, a link, or a sealed payload of any version. */
const START = /^\s*(\{|\S*#(sealed|referral)=|cHM)/;

/** Returns the one referral in a text, or the list of referrals in a file of lines. */
export function readEntered(text: string): Entered | Entered[] {
  const json = parseObject(text);
  if (json) return isOutboxLine(json) ? [fromOutboxLine(json, text)] : { payload: text };
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== "");
  const starts = lines.filter((line) => START.test(line)).length;
  // Mail breaks long lines: a line without a start continues the one before.
  const first = START.test(lines[0] ?? "");
  if (lines.length < 2 || (starts < 2 && first)) return { payload: isJson(text) ? text : text.replace(/\s+/g, "") };
  // Damaged JSON over many lines has no line that is valid JSON.
  if (isJson(text) && !lines.some((line) => parseObject(line))) return { payload: text };
  if (starts === 0) return { payload: text.replace(/\s+/g, "") };
  return lines.map((line) => {
    const object = parseObject(line);
    return object && isOutboxLine(object) ? fromOutboxLine(object, line) : { payload: line };
  });
}

const isJson = (text: string): boolean => text.trimStart().startsWith("{");

/** Returns whether an object is a line of a kiosk's outbox. */
const isOutboxLine = (object: Record<string, unknown>): boolean =>
  !("schema" in object) && ("sealed" in object || "referral" in object);

/**
 * Returns the referral in a line of an outbox. If `JSON.parse` drops part of the line, returns the line, which is then refused.
 */
function fromOutboxLine({ sealed, referral, since }: Record<string, unknown>, line: string): Entered {
  if (droppedByParse(line) !== undefined) return { payload: line };
  const payload = typeof sealed === "string" ? sealed : JSON.stringify(referral ?? sealed);
  return { payload, since };
}
