// The types of the data that hosts read and write: answers, results, questions, referrals. The keys are those of the JSON.

/** A calendar date without a time zone: `2026-11-22`. */
export type Day = string;

/** The person answering: a `participant` alone, or a `clinic`, which also answers what only a record or an examination shows. */
export type Audience = "participant" | "clinic";

/** The source of an answer: the person's own statement, a record, or an examination on the day of the assessment. */
export type Provenance = "person" | "record" | "examined";

/** Days that the site has already fixed, by the name of the anchor: `{ enrollment: "2026-12-06" }`. */
export type Anchors = Readonly<Record<string, Day>>;

/** *I don't know* and *I'd rather not say*. The rules treat both as unknown. */
export type NotTold = { readonly unknown: true } | { readonly declined: true };

/**
 * One answer. Its form depends on the type of the question:
 *
 * | type | answer |
 * |---|---|
 * | `yes_no` | `true`, `false` |
 * | `choice` | an option's id: `"report_known"` |
 * | `choices` | the ids of options: `["methotrexate", "azathioprine"]` |
 * | `number`, in the question's unit | `7.5` or `"7.5"`; `{ about: 20 }`, which means 20 ± 10 %; `{ min: 15, max: 25 }` |
 * | `date` | `"2026-03-05"`, or only what is known: `"2026-03"`, `"2026"` |
 * | any | `null` or `{ unknown: true }`: *I don't know*; `{ declined: true }`: *I'd rather not say* |
 */
export type Answer =
  | boolean
  | number
  | string
  | readonly string[]
  | { readonly about: number | string }
  | { readonly min: number | string; readonly max: number | string }
  | NotTold
  | null;

/**
 * One person's answers by key. A key that is missing or `undefined` has not been asked yet. A question that is asked for each
 * chosen option of another has the key `question.option`. `provenance` holds the sources of answers, as far as they are known.
 *
 * @example
 * ```ts
 * const answers: Answers = {
 *   date_of_birth: "1980-03",
 *   steroids: ["prednisone"],
 *   "steroid_dose.prednisone": { about: 20 },
 *   lvef: null,
 *   provenance: { steroids: "record" },
 * };
 * ```
 */
export interface Answers {
  readonly [key: string]: Answer | Readonly<Record<string, Provenance>> | undefined;
}

/** An answer in a result, which has only one form for each answer. */
export type GivenAnswer =
  | boolean
  | number
  | string
  | readonly string[]
  | { readonly about: number }
  | { readonly min: number; readonly max: number }
  | NotTold;

/**
 * What the answers mean for the trial. It is never *eligible*: only the trial team can decide that.
 *
 * - `not_eligible`: a criterion rules the person out, and waiting alone does not change that.
 * - `not_yet`: a criterion rules the person out today, and from `eligible_from` on none does.
 * - `incomplete`: no criterion rules the person out yet, but the answer to a remaining question could.
 * - `potentially_eligible`: no answer rules the person out; the trial team still has to check `to_confirm`.
 */
export type Verdict = "not_eligible" | "not_yet" | "incomplete" | "potentially_eligible";

/** The result of an assessment, with everything that it follows from. It names no person. Its keys are always in this order. */
export type Result = {
  readonly schema: "prescreener/result/1";
  /** The trial, and the version of its definition. `digest` is the SHA-256 of the definition. */
  readonly trial: { readonly id: string; readonly version: string; readonly digest: string };
  /** The version of the engine. */
  readonly engine: string;
  /** The day of the assessment. */
  readonly assessed_on: Day;
  /** The language of the questions, such as `en`. */
  readonly language: string;
  readonly audience: Audience;
  /** The days that the site had fixed; missing if there are none. */
  readonly anchors?: Anchors;
  /** Answers that contradict each other; absent if there are none. The verdict is then `incomplete`. */
  readonly conflicts?: readonly Conflict[];
  /**
   * Whether every search was completed. If not, the result is still true, but it may decide some things only after more answers.
   */
  readonly exact: boolean;
  /** Every criterion of the trial, in the definition's order. */
  readonly criteria: readonly Criterion[];
  /** The ids of the criteria that the trial team still has to check. */
  readonly to_confirm: readonly string[];
  /** Every score by id. */
  readonly scores: Readonly<Record<string, Score>>;
  /** The answers by key, in the order of asking. */
  readonly answers: Readonly<Record<string, GivenAnswer>>;
  /** The sources of answers, as far as they are known; missing if none is. */
  readonly provenance?: Readonly<Record<string, Provenance>>;
} & Outcome;

/** Answers that cannot all be true. */
export interface Conflict {
  /** The ids of the rules that they break. An answer about an option that was not chosen breaks none. */
  readonly rules: readonly string[];
  /** The keys of the answers. */
  readonly between: readonly string[];
}

/** One criterion, and what the answers mean for it. */
export type Criterion = {
  readonly id: string;
  readonly kind: "inclusion" | "exclusion";
  /** An `advisory` criterion rules no one out. */
  readonly strength: "binding" | "advisory";
  /** Who or what decides the criterion. One that the `site` judges is never decided here. */
  readonly judged_by: "participant" | "document" | "site";
  /** With the verdict `not_yet`: the first day on which this criterion no longer rules the person out. */
  readonly resolves_on?: Day;
} & (
  | {
      /** `met` never rules the person out: an exclusion is `met` if it does not apply. */
      readonly status: "met" | "not_met";
      /** The keys of a smallest set of answers that decides the criterion. */
      readonly because: readonly string[];
    }
  | {
      readonly status: "unknown";
      /** The keys of the questions whose answers can still decide it. */
      readonly open: readonly string[];
    }
);

/** The values that a score can still have. */
export interface Score {
  /** The smallest and the largest possible number of points, as decimals: `"6.7"`. They are equal once the score is known. */
  readonly min: string;
  readonly max: string;
  /** The ids of the classes that are still possible; missing if the score has none. */
  readonly bands?: readonly string[];
  /** The ids of the subgroups that are still possible; missing if the score has none. */
  readonly subgroups?: readonly string[];
}

/** A file: its address, a response that contains it, or its bytes. */
export type Loadable = string | URL | Response | ArrayBuffer | ArrayBufferView;

/** One file of a definition, parsed. */
export interface Document {
  /** Its path, as written under `include` in the trial. */
  readonly path: string;
  /** The value that `JSON.parse` returned. */
  readonly content: unknown;
}

/** The trial that a screener assesses answers against. */
export interface Trial {
  /** The number in the registry, such as `NCT07160205`. */
  readonly id: string;
  /** The version of the definition. */
  readonly version: string;
  /** The date of the registry record that the definition was written from. */
  readonly updated: Day;
  /** The SHA-256 of the definition. */
  readonly digest: string;
  /** The names of the anchors that a site can fix. */
  readonly anchors: readonly string[];
}

/** A question, or a question for one option of another. Its texts are in the trial's catalogues, under `question.ID`. */
export type Question = {
  /** The key of its answer in {@link Answers}. */
  readonly key: string;
  /** The id of the question. */
  readonly question: string;
  /** For a question about one option: the question that offers the option, and the option. */
  readonly for_each?: string;
  readonly option?: string;
  /** Who can answer it. Only a clinic can answer a question for the `clinic`. */
  readonly asked_of: Audience;
} & (
  | { readonly type: "yes_no" }
  | { readonly type: "choice"; readonly options: readonly string[] }
  | {
      readonly type: "choices";
      readonly options: readonly string[];
      /** The options that exclude all others, such as `none`. */
      readonly exclusive: readonly string[];
    }
  | {
      readonly type: "number";
      readonly unit?: string;
      /** The smallest and the largest number that is accepted, and the largest number of decimals. */
      readonly min: number;
      readonly max: number;
      readonly decimals: number;
    }
  | {
      readonly type: "date";
      /** The first day that is accepted; the last is the day of the assessment. */
      readonly earliest: Day;
    }
);

/** How much of a result is shared: only the `verdict`; `open`, also the criteria still to be confirmed; or everything, with the `answers`. */
export type Share = "verdict" | "open" | "answers";

/** The referral that the person agreed to, as the detail of `prescreener-refer`. */
export interface Handed {
  /**
   * A random UUID that identifies the referral, also among copies of it. Sharing an unchanged result again, or another part of it,
   * keeps the id.
   */
  readonly id: string;
  readonly shares: Share;
  /** The referral, if there is no site key. */
  readonly referral?: Referral;
  /** The sealed referral as text, if there is a site key. Only the site can open it. */
  readonly sealed?: string;
  /**
   * The address of the site's receiving page with the sealed referral, if there are both. No address contains an unsealed one.
   */
  readonly link?: string;
}

/** A result, or a part of it, for a site. */
export interface Referral {
  readonly schema: "prescreener/referral/1";
  readonly id: string;
  readonly shares: Share;
  /** For `verdict`, it has neither `criteria` nor later keys; for `open`, also `to_confirm` and the criteria that it names. */
  readonly result: Partial<Result>;
}

/** A difference between a result or a referral and its replay. */
export interface Difference {
  /** The position, such as `verdict` or, in a referral, `result.criteria.I05.status`. */
  readonly path: string;
  /** The values there in the original and in the replay; `null` for none. */
  readonly held: unknown;
  readonly computed: unknown;
}

/** What the page learns before the person agrees to share anything: the attribute `disclose`. */
export type Disclose = "none" | "verdict" | "answers";

/** The verdict of a result, without the reasons. */
export type Outcome =
  | {
      readonly verdict: "not_yet";
      /** The first day from which no criterion rules the person out, if every answer stays as it is. */
      readonly eligible_from: Day;
    }
  | { readonly verdict: Exclude<Verdict, "not_yet">; readonly eligible_from?: never };

/** What the page learns with a result: nothing, the verdict, or the whole result, as `disclose` determines. */
export type Disclosed = null | Outcome | Result;

/**
 * The event `prescreener-refer`: the person has seen what will be shared, and agreed.
 *
 * @example
 * ```ts
 * element.addEventListener("prescreener-refer", (event) => {
 *   event.waitUntil(fetch("/referrals", { method: "POST", body: JSON.stringify(event.detail) }));
 * });
 * ```
 */
export interface ReferEvent extends CustomEvent<Handed> {
  /**
   * Accepts the referral. The promise resolves once the page has it and will pass it on; a `Response` that is not `ok` counts as
   * refused, and a rejection as failed. A {@link Taken} states the delivery status in detail.
   *
   * The person reads the status: that the page has the referral, that delivery failed and which channels remain, or, after half a
   * minute, that there is no answer yet. Without a call, they read that the page did not confirm that it has the referral.
   */
  waitUntil(delivery: Promise<unknown>): void;
}

/**
 * The delivery status of a referral. The promise passed to `waitUntil` may resolve to one.
 *
 * @example
 * ```ts
 * event.waitUntil(store(event.detail).then((): Taken => ({ news: "queued" })));
 * ```
 */
export interface Taken {
  /**
   * - `taken`: the page has the referral and will pass it on.
   * - `kept`: this device keeps it, sealed, for the site to collect.
   * - `queued`: this device keeps it, sealed, and sends it as soon as it can.
   * - `untaken`: nothing accepted it.
   * - `refused`: a server refused it, with the HTTP status `status`.
   * - `failed`: it could not be delivered.
   */
  readonly news: "taken" | "kept" | "queued" | "untaken" | "refused" | "failed";
  /** The HTTP status of the server that refused it. */
  readonly status?: number;
}
