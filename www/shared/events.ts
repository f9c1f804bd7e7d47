// The element's events, as types for hosts.
import type { PrescreenerError } from "./errors.ts";
import type { Disclosed, ReferEvent } from "./types.ts";

/** Which screen is shown. `closed`, in place of the first question, where nobody is screened at present. */
export interface Step {
  readonly screen: "question" | "check" | "result" | "referral" | "sites" | "closed";
}

/** The element's events by name. They bubble, also out of a shadow. What they hold before the person agrees is for `disclose` to say. */
export interface PrescreenerEvents {
  "prescreener-ready": CustomEvent<null>;
  /** `detail` is null where the page is told nothing. */
  "prescreener-step": CustomEvent<Step | null>;
  /** `detail` is null where the page is told nothing; else it is frozen, as all who hear the event share it. */
  "prescreener-result": CustomEvent<Disclosed>;
  /** The person has seen what is handed on, and agreed. */
  "prescreener-refer": ReferEvent;
  "prescreener-error": CustomEvent<Trouble>;
}

/** What went wrong. Never holds an answer. */
export type Trouble = Pick<PrescreenerError, "code" | "message" | "findings">;
