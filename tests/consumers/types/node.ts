// A server's code, by the published types. Each expected error must occur.
import { type Answers, PrescreenerError, RejectedAnswers, type Result, Screener } from "prescreener";
import trial from "prescreener/compiled/nct07160205.js";

const answers: Answers = {
  date_of_birth: "1980-03",
  steroids: ["prednisone"],
  "steroid_dose.prednisone": { about: 20 },
  "steroid_changed_on.prednisone": undefined,
  ck_at_screening: { min: "150", max: 200 },
  hydroxychloroquine: { declined: true },
  lvef: null,
  provenance: { lvef: "record" },
};

// @ts-expect-error: a date is not an answer
export const wrongDate: Answers = { date_of_birth: new Date() };
// @ts-expect-error: half of two bounds
export const wrongBounds: Answers = { lvef: { min: 50 } };

export async function use(wasm: WebAssembly.Module): Promise<string | undefined> {
  using screener = await Screener.open({ trial, wasm });
  // @ts-expect-error: there is no day
  screener.assess(answers, {});
  // @ts-expect-error: no such audience
  screener.assess(answers, { assessedOn: "2026-11-22", audience: "doctor" });
  try {
    const result: Result = screener.assess(answers, { assessedOn: "2026-11-22", audience: "clinic" });
    return told(result) ?? screener.left(result.answers, { assessedOn: result.assessed_on })[0];
  } catch (error) {
    if (error instanceof RejectedAnswers) return error.rejected.map(({ question, reason }) => question + reason).join();
    if (error instanceof PrescreenerError && error.code === "crashed") return error.findings?.[0]?.message;
    throw error;
  }
}

function told(result: Result): string | undefined {
  // @ts-expect-error: only the trial team can say that
  if (result.verdict === "eligible") return;
  // @ts-expect-error: perhaps there is none
  result.eligible_from.length;
  if (result.verdict === "not_yet") return result.eligible_from;
  for (const criterion of result.criteria) {
    // @ts-expect-error: only of one that is decided
    criterion.because.length;
    if (criterion.status === "unknown") return criterion.open.join();
  }
  // @ts-expect-error: a result is read-only
  result.exact = true;
  return result.scores.eular_acr_2017?.min;
}

export function form(screener: Screener): string[] {
  return screener.questions.flatMap((question) => {
    if (question.type === "number") return [`${question.min} to ${question.max} ${question.unit ?? ""}`];
    // @ts-expect-error: not every other question has options
    question.options;
    return "options" in question ? question.options : [];
  });
}
