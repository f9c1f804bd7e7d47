// What becomes of a referral that somebody takes over, as far as that can be known. Nothing better is said than what was seen.
import type { Taken } from "../shared/types.ts";

const GOOD = ["taken", "kept", "queued"];
const NEWS = [...GOOD, "untaken", "refused", "failed"];

/**
 * What came of all promises given to `waitUntil`, each read by this law:
 *
 * | it | so |
 * |---|---|
 * | rejects | `failed` |
 * | resolves to an answer (a `Response`, by its `ok` and `status`) that is not `ok` | `refused`, with its status |
 * | resolves to an {@link Taken} | that |
 * | resolves to anything else | `taken` |
 *
 * One that failed or was refused decides, as soon as it is there; without any promise, or where none took it, it is `untaken`;
 * among good ones the one that claims least is told.
 */
export async function outcomeOf(promises: readonly Promise<unknown>[]): Promise<Taken> {
  try {
    const all = await Promise.all(promises.map(async (promise) => judged(await promise)));
    const good = all.filter(({ news }) => news !== "untaken");
    return good.find(({ news }) => news !== "taken") ?? good[0] ?? { news: "untaken" };
  } catch (thrown) {
    return thrown instanceof Bad ? thrown.outcome : { news: "failed" };
  }
}

class Bad {
  readonly outcome: Taken;
  constructor(outcome: Taken) {
    this.outcome = outcome;
  }
}

function judged(value: unknown): Taken {
  const outcome = readOutcome(value) ?? answered(value);
  if (outcome.news === "refused" || outcome.news === "failed") throw new Bad(outcome);
  return outcome;
}

function answered(value: unknown): Taken {
  const { ok, status } = Object(value) as Partial<Response>;
  if (ok !== false || typeof status !== "number") return { news: "taken" };
  // An answer that the page may not read has the status 0.
  return status === 0 ? { news: "failed" } : { news: "refused", status };
}

/** An outcome, from wherever it comes; nothing for anything else. */
export function readOutcome(value: unknown): Taken | undefined {
  const { news, status } = Object(value) as Partial<Taken>;
  if (typeof news !== "string" || !NEWS.includes(news)) return undefined;
  return typeof status === "number" && Number.isInteger(status) ? { news, status } : { news };
}
