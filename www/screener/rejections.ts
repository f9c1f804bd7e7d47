// The error for answers that are not accepted.

/** One answer that is not accepted. */
export interface Rejection {
  /** The key of the answer; empty for the answers as a whole. */
  readonly question: string;
  /** What is wrong and what is expected, in English. It may quote the answer. */
  readonly reason: string;
}

/**
 * Thrown if an answer is not accepted; then none is assessed.
 *
 * @example
 * ```ts
 * try {
 *   screener.assess({ can_attend_visits: "yes" }, { assessedOn: "2026-11-22" });
 * } catch (error) {
 *   if (error instanceof RejectedAnswers) console.log(error.rejected);
 *   // [{ question: "can_attend_visits", reason: "expected `true` or `false`, found a text" }]
 * }
 * ```
 */
export class RejectedAnswers extends Error {
  // Minifiers rename classes; the name that hosts read must not change.
  override readonly name = "RejectedAnswers";
  /** Every answer that is not accepted. */
  readonly rejected: readonly Rejection[];

  constructor(rejected: readonly Rejection[]) {
    // Reasons quote answers, which must not end up in a log: the message names only the keys.
    super(`Some answers cannot be taken: ${rejected.map(({ question }) => question || "all").join(", ")}`);
    this.rejected = rejected;
  }
}

/** Returns the error for the rejections that the engine throws, if `thrown` holds rejections. */
export function rejectedAnswers(thrown: unknown): RejectedAnswers | undefined {
  if (typeof thrown !== "object" || thrown === null || !("rejected" in thrown)) return undefined;
  return new RejectedAnswers(thrown.rejected as readonly Rejection[]);
}
