// The types of the element's events.
import type { PrescreenerError } from "./errors.ts";
import type { Disclosed, ReferEvent } from "./types.ts";

/** The screen that is shown. `closed` replaces the first question while the trial screens no one. */
export interface Step {
  readonly screen: "question" | "check" | "result" | "referral" | "sites" | "closed";
}

/**
 * The element's events by name. They bubble, and cross shadow roots. The attribute `disclose` determines what they contain before
 * the person agrees to share anything.
 *
 * @example
 * ```ts
 * const element = document.querySelector("trial-prescreener");
 * element?.addEventListener("prescreener-refer", (event) => {
 *   event.waitUntil(fetch("/referrals", { method: "POST", body: JSON.stringify(event.detail) }));
 * });
 * ```
 */
export interface PrescreenerEvents {
  /** The first question is shown and can be answered, or the screen that no one is screened at present. */
  "prescreener-ready": CustomEvent<null>;
  /** Another screen is shown. `detail` is null if nothing is disclosed. */
  "prescreener-step": CustomEvent<Step | null>;
  /** A result is shown. `detail` is null if nothing is disclosed; otherwise it is frozen, as all listeners share it. */
  "prescreener-result": CustomEvent<Disclosed>;
  /** The person has seen what will be shared, and agreed. */
  "prescreener-refer": ReferEvent;
  /** The questions cannot be shown, or not in another language. */
  "prescreener-error": CustomEvent<Trouble>;
}

/** The detail of `prescreener-error`. It never contains an answer. */
export type Trouble = Pick<PrescreenerError, "code" | "message" | "findings">;
