// What staff paste, scan, choose or drop: one referral, or a file with one on each line.
import { parsed, unkept } from "./key.ts";

/** One referral as it was given. */
export interface Given {
  /** A link, letters, or JSON. */
  readonly letters: string;
  /** When it was handed on, where the file says so. */
  readonly since?: unknown;
}

/** Larger files are not even read: some hundred referrals fit. */
export const LARGEST_FILE = 8 * 1024 * 1024;

/** A line that a referral begins with: JSON, a link, or sealed letters of any version. */
const BEGINS = /^\s*(\{|\S*#(sealed|referral)=|cHM)/;

/** One referral, or the list of those in a file of lines. */
export function readGiven(text: string): Given | Given[] {
  const whole = parsed(text);
  if (whole) return isLine(whole) ? [ofLine(whole, text)] : { letters: text };
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== "");
  const begun = lines.filter((line) => BEGINS.test(line)).length;
  // Mail breaks long lines: what does not begin anew belongs to the one before.
  const first = BEGINS.test(lines[0] ?? "");
  if (lines.length < 2 || (begun < 2 && first)) return { letters: isJson(text) ? text : text.replace(/\s+/g, "") };
  // A broken file of JSON over many lines has no line that is whole.
  if (isJson(text) && !lines.some((line) => parsed(line))) return { letters: text };
  if (begun === 0) return { letters: text.replace(/\s+/g, "") };
  return lines.map((line) => {
    const held = parsed(line);
    return held && isLine(held) ? ofLine(held, line) : { letters: line };
  });
}

const isJson = (text: string): boolean => text.trimStart().startsWith("{");

/** Whether it is a line that a kiosk's outbox writes. */
const isLine = (held: Record<string, unknown>): boolean =>
  !("schema" in held) && ("sealed" in held || "referral" in held);

/** What such a line holds. One that is not kept as it is written is refused as a whole. */
function ofLine({ sealed, referral, since }: Record<string, unknown>, line: string): Given {
  if (unkept(line) !== undefined) return { letters: line };
  const letters = typeof sealed === "string" ? sealed : JSON.stringify(referral ?? sealed);
  return { letters, since };
}
