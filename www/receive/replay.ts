// Replays the result in a referral.

import { guarded, verify } from "../referral/module.ts";
import { definitionError, type Finding } from "../shared/errors.ts";
import type { Difference, Referral } from "../shared/types.ts";
import type { Trial } from "./trials.ts";

/** The outcome of a replay. */
export type Outcome =
  | { readonly is: "same" }
  | { readonly is: "differs"; readonly differences: readonly Difference[] }
  /** The referral does not contain its answers. */
  | { readonly is: "without" }
  | { readonly is: "impossible"; readonly findings: readonly Finding[] };

/** Replays a referral from its own answers. */
export function replay(trial: Trial, referral: Referral): Outcome {
  try {
    const differences: Difference[] = guarded(() => verify(trial.trial, referral));
    return differences.length === 0 ? { is: "same" } : { is: "differs", differences };
  } catch (thrown) {
    const findings = definitionError(thrown)?.findings ?? (thrown as { findings?: readonly Finding[] }).findings;
    if (!findings) throw thrown;
    return findings.some(({ path }) => path === "result.answers") ? { is: "without" } : { is: "impossible", findings };
  }
}
