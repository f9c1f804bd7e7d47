// What hosts read and write, as types: answers, results, what a trial asks. Names of keys are those of the JSON.

/** A day of the calendar, without a time or a time zone: `2026-11-22`. */
export type Day = string;

/** Who answers. `clinic` is also asked what only an examiner or a record knows. */
export type Audience = "participant" | "clinic";

/** Where an answer comes from: the person's word, a record, or an examination on the day of the assessment. */
export type Provenance = "person" | "record" | "examined";

/** Days that the site has fixed already, by the name of the anchor: `{ enrollment: "2026-12-06" }`. */
export type Anchors = Readonly<Record<string, Day>>;

/** *I don't know* and *I'd rather not say*. They mean the same to the rules. */
export type NotTold = { readonly unknown: true } | { readonly declined: true };

/**
 * One answer, by the type of its question:
 *
 * | type | written |
 * |---|---|
 * | `yes_no` | `true`, `false` |
 * | `choice` | the id of an option: `"report_known"` |
 * | `choices` | ids of options: `["methotrexate", "azathioprine"]` |
 * | `number`, in the question's unit | `7.5` or `"7.5"`; `{ about: 20 }` is a tenth less to a tenth more; `{ min: 15, max: 25 }` |
 * | `date` | `"2026-03-05"`, or as much as is known: `"2026-03"`, `"2026"` |
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
 * One person's answers by key. A key that is missing or `undefined` was not asked yet. A question that is asked for each
 * chosen option has the key `question.option`. Under `provenance` stands where answers come from, as far as that is told.
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

/** An answer as a result gives it back: in one form only. */
export type GivenAnswer =
  | boolean
  | number
  | string
  | readonly string[]
  | { readonly about: number }
  | { readonly min: number; readonly max: number }
  | NotTold;

/**
 * What the answers mean for the trial. It is never *eligible*: only the trial team can say that.
 *
 * - `not_eligible`: something rules the person out, and waiting alone would not change it.
 * - `not_yet`: something rules the person out today, and from the day `eligible_from` on nothing does.
 * - `incomplete`: a question still to ask could rule the person out.
 * - `potentially_eligible`: nothing that was said rules the person out; `to_confirm` is still to check.
 */
export type Verdict = "not_eligible" | "not_yet" | "incomplete" | "potentially_eligible";

/** A result: everything it follows from and what it comes to. It names nobody. Its keys are always in this order. */
export type Result = {
  readonly schema: "prescreener/result/1";
  /** Which trial, and which version of its definition. The digest is a SHA-256. */
  readonly trial: { readonly id: string; readonly version: string; readonly digest: string };
  /** The version of the engine. */
  readonly engine: string;
  readonly assessed_on: Day;
  /** The language of the questions, such as `en`. */
  readonly language: string;
  readonly audience: Audience;
  /** The days that were fixed; missing where none are. */
  readonly anchors?: Anchors;
  /** Where answers contradict each other; missing where none do. The verdict is then `incomplete`. */
  readonly conflicts?: readonly Conflict[];
  /** Whether every search came to its end. If not, all that is told is still true, but some of it may be told too late. */
  readonly exact: boolean;
  /** Every criterion of the trial, in the definition's order. */
  readonly criteria: readonly Criterion[];
  /** The ids of the criteria that the trial team must still check. */
  readonly to_confirm: readonly string[];
  /** Every score, by its id. */
  readonly scores: Readonly<Record<string, Score>>;
  /** The answers as they were given, by key, in the order of asking. */
  readonly answers: Readonly<Record<string, GivenAnswer>>;
  /** Where answers come from, of those that say so; missing where none do. */
  readonly provenance?: Readonly<Record<string, Provenance>>;
} & Outcome;

/** Answers that cannot all be right. */
export interface Conflict {
  /** The ids of the rules that they break. An answer about an option that was not chosen breaks none. */
  readonly rules: readonly string[];
  /** The keys of the answers. */
  readonly between: readonly string[];
}

/** What the answers mean for one criterion. */
export type Criterion = {
  readonly id: string;
  readonly kind: "inclusion" | "exclusion";
  /** An `advisory` one never rules out. */
  readonly strength: "binding" | "advisory";
  /** Whose word decides it. One that is judged by the `site` is never decided here. */
  readonly judged_by: "participant" | "document" | "site";
  /** With `not_yet`: the first day on which it is no longer in the way. */
  readonly resolves_on?: Day;
} & (
  | {
      /** `met` is in order; for an exclusion: the person is clear of it. */
      readonly status: "met" | "not_met";
      /** The keys of a smallest set of answers that decides it. */
      readonly because: readonly string[];
    }
  | {
      readonly status: "unknown";
      /** The keys of the questions that still bear on it. */
      readonly open: readonly string[];
    }
);

/** What a score can still come to. */
export interface Score {
  /** The least and the greatest number of points, as decimals: `"6.7"`. They are equal once the score is known. */
  readonly min: string;
  readonly max: string;
  /** The ids of the classes that are still possible; missing where the score has none. */
  readonly bands?: readonly string[];
  /** The ids of the subgroups that are still possible; missing where the score has none. */
  readonly subgroups?: readonly string[];
}

/** Where a file is, or what it holds: its address, a server's answer, or its bytes. */
export type Loadable = string | URL | Response | ArrayBuffer | ArrayBufferView;

/** A parsed file of a definition. */
export interface Document {
  /** Its path, as the trial that includes it writes it. */
  readonly path: string;
  /** What `JSON.parse` made of it. */
  readonly content: unknown;
}

/** Which trial a screener assesses against. */
export interface Trial {
  /** The registry number. */
  readonly id: string;
  /** The version of the definition. */
  readonly version: string;
  /** The date of the registry record that the definition was written from. */
  readonly updated: Day;
  /** The SHA-256 of the definition. */
  readonly digest: string;
  /** The names of the anchors, which a site may fix. */
  readonly anchors: readonly string[];
}

/** A question, or a question for one option of another. Its words are in the trial's catalogues, under `question.ID`. */
export type Question = {
  /** The key of its answer. */
  readonly key: string;
  /** The id of the question. */
  readonly question: string;
  /** The question that it follows up, and the option there that it is asked for. */
  readonly for_each?: string;
  readonly option?: string;
  /** Who can answer it: `clinic` is a clinic alone. */
  readonly asked_of: Audience;
} & (
  | { readonly type: "yes_no" }
  | { readonly type: "choice"; readonly options: readonly string[] }
  | {
      readonly type: "choices";
      readonly options: readonly string[];
      /** The options that stand alone, such as `none`. */
      readonly exclusive: readonly string[];
    }
  | {
      readonly type: "number";
      readonly unit?: string;
      /** The least and the greatest number that is taken, and with how many decimals. */
      readonly min: number;
      readonly max: number;
      readonly decimals: number;
    }
  | {
      readonly type: "date";
      /** The first day that is taken; the last is the day of the assessment. */
      readonly earliest: Day;
    }
);

/** How much of a result is handed on. */
export type Share = "verdict" | "open" | "answers";

/** What is handed on, as `prescreener-refer` tells it. */
export interface Handed {
  /**
   * A random UUID: what tells this referral from every other, and a second copy of it from a second referral. What is handed on
   * again of an unchanged result, the same or a part of it, keeps it.
   */
  readonly id: string;
  readonly shares: Share;
  /** The referral, where there is no site's key. */
  readonly referral?: Referral;
  /** The sealed referral, in letters, where there is one. */
  readonly sealed?: string;
  /** The sealed referral behind the address of the site's receiving page, where there are both. No address holds a plain one. */
  readonly link?: string;
}

/** A result, or a part of it, on its way to a site. */
export interface Referral {
  readonly schema: "prescreener/referral/1";
  readonly id: string;
  readonly shares: Share;
  /** `verdict` holds neither `criteria` nor what follows them; `open` of those only what is to confirm. */
  readonly result: Partial<Result>;
}

/** A place at which a result or a referral is not what a replay comes to. */
export interface Difference {
  /** The place, such as `verdict` or, in a referral, `result.criteria.I05.status`. */
  readonly path: string;
  /** What it holds there, and what the replay does; `null` for nothing. */
  readonly held: unknown;
  readonly computed: unknown;
}

/** What a page may ask to be told before the person agrees to hand anything on. */
export type Disclose = "none" | "verdict" | "answers";

/** What a result comes to, and nothing of how. */
export type Outcome =
  | {
      readonly verdict: "not_yet";
      /** The first day from which nothing is in the way, if every answer stays as it is. */
      readonly eligible_from: Day;
    }
  | { readonly verdict: Exclude<Verdict, "not_yet">; readonly eligible_from?: never };

/** What the page is told with a result: by `disclose`, nothing, what it comes to, or all of it. */
export type Disclosed = null | Outcome | Result;

/** The event `prescreener-refer`. */
export interface ReferEvent extends CustomEvent<Handed> {
  /**
   * Takes it over. The promise resolves once the page has it and will pass it on; a `Response` that is not `ok` counts as refused.
   * The person reads what came of it: that the page has it, that it could not be handed on and by which ways it still can, or,
   * after half a minute, that there is no answer yet. Where nobody calls this, they read that the page did not
   * say that it took it.
   */
  waitUntil(taken: Promise<unknown>): void;
}

/** What became of a referral. A promise given to `waitUntil` may resolve to one. */
export interface Taken {
  /**
   * `taken`: the page has it and will pass it on. `kept`: this device keeps it, sealed, for the site to fetch. `queued`: the same,
   * and this device sends it as soon as it can. `untaken`: nobody took it. `refused`: a server said no, with its `status`.
   * `failed`: it could not be handed on.
   */
  readonly news: "taken" | "kept" | "queued" | "untaken" | "refused" | "failed";
  readonly status?: number;
}
