// Answers that cannot be taken.

/** One answer that cannot be taken. */
export interface Rejection {
  /** The key of the answer; empty if the answers as a whole are meant. */
  readonly question: string;
  /** What is wrong and what was expected. */
  readonly reason: string;
}

/**
 * Thrown for answers of which some cannot be taken; nothing is assessed then.
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
  /** Every answer that cannot be taken. */
  readonly rejected: readonly Rejection[];

  constructor(rejected: readonly Rejection[]) {
    // Reasons quote what was answered, which has no business in a log: the message names the keys only.
    super(`Some answers cannot be taken: ${rejected.map(({ question }) => question || "all").join(", ")}`);
    this.rejected = rejected;
  }
}

/** The error for what the engine throws when answers are wrong, if `thrown` is that. */
export function rejectedAnswers(thrown: unknown): RejectedAnswers | undefined {
  if (typeof thrown !== "object" || thrown === null || !("rejected" in thrown)) return undefined;
  return new RejectedAnswers(thrown.rejected as readonly Rejection[]);
}
