// The package's entry without a screen: assesses answers on a server, in a worker or behind a page's own questions.
/// <reference lib="esnext.disposable" preserve="true" />
import { Screener as Inner } from "../../pkg/author.js";
import { fileName, isCompiled, orFailure } from "../shared/files.ts";
import type {
  Anchors,
  Answers,
  Audience,
  Day,
  Difference,
  Document,
  Loadable,
  Question,
  Referral,
  Result,
  Trial,
} from "../shared/types.ts";
import { load, parsed, partsOf } from "./definition.ts";
import { address, bytesOf, compile, fetchAnywhere, Held } from "./module.ts";
import { RejectedAnswers } from "./rejections.ts";

export { type ErrorCode, type Finding, PrescreenerError } from "../shared/errors.ts";
export type * from "../shared/types.ts";
export { RejectedAnswers, type Rejection } from "./rejections.ts";

/** What {@link Screener.open} opens. */
export interface Source {
  /**
   * The trial: a compiled one (`trial.bin`) or a definition (`trial.json`), as its address, a server's answer or its bytes;
   * or the parsed documents of a definition, the trial first and then what it includes, by the paths that it gives.
   * What a definition at an address includes is loaded from beside it.
   */
  readonly trial: Loadable | readonly Document[];
  /**
   * Where `author_bg.wasm` is, or what it holds. Without it, it is loaded from beside this file, under Node from the disk.
   * All screeners share the first.
   */
  readonly wasm?: Loadable | WebAssembly.Module;
}

/** The circumstances of an assessment. */
export interface Setting {
  /** The day of the assessment. No answer may lie after it. */
  readonly assessedOn: Day;
  /** `participant`, as without it, leaves out what only a clinic is asked. */
  readonly audience?: Audience;
  /** Days that the site has fixed already, not before the day of the assessment. */
  readonly anchors?: Anchors;
  /** Which question comes first among those left; `definition` without it. It changes no result. */
  readonly order?: "definition" | "shortest";
  /** The language that the result names; `en` without it. */
  readonly language?: string;
}

/**
 * A trial that answers are assessed against. It asks nobody anything, so it does not look at whether an ethics board approved
 * the words of the questions for the day or the language; the element does.
 *
 * @example
 * ```ts
 * import { Screener } from "prescreener";
 *
 * const trial = new URL(import.meta.resolve("prescreener/compiled/nct07160205/trial.bin"));
 * const screener = await Screener.open({ trial });
 * const result = screener.assess({ date_of_birth: "1980-03" }, { assessedOn: "2026-11-22" });
 * console.log(result.verdict); // "incomplete"
 * screener.close();
 * ```
 */
export class Screener {
  /** Which trial it is. */
  readonly trial: Trial;
  /** All that can be answered, in the order of asking. */
  readonly questions: readonly Question[];
  readonly #held: Held<Inner>;

  private constructor(held: Held<Inner>) {
    this.#held = held;
    const { questions, ...trial } = held.use((inner) => inner.describe());
    this.trial = trial;
    this.questions = questions;
  }

  /**
   * Opens a trial.
   *
   * Fails with a {@link PrescreenerError}: `load` for a file that cannot be read, `definition` for one that is not what it
   * should be (`findings` say where), `wasm` where WebAssembly is refused.
   */
  static async open({ trial, wasm }: Source): Promise<Screener> {
    const [module, make] = await Promise.all([compile(wasm), opener(trial)]);
    return new Screener(new Held(module, make));
  }

  /**
   * The result for one person's answers: the same bytes as `JSON.stringify` writes them, whoever computes it.
   *
   * Throws {@link RejectedAnswers} for answers that cannot be taken, and a {@link PrescreenerError} with the code
   * `definition` for a setting that makes no sense, or `crashed` should the engine stop; the next call begins afresh.
   */
  assess(answers: Answers, setting: Setting): Result {
    const [said, circumstances] = [given(answers), setup(setting)];
    return this.#held.use((inner) => inner.assess(said, circumstances));
  }

  /**
   * The keys of the questions left to ask after these answers, the next one first. It is empty once no answer can change
   * the verdict any more. Throws as {@link Screener.assess} does.
   */
  left(answers: Answers, setting: Setting): string[] {
    const [said, circumstances] = [given(answers), setup(setting)];
    return this.#held.use((inner) => inner.left(said, circumstances));
  }

  /**
   * Replays a result, or a referral with its answers: every place where it differs from what its own answers come to, none if
   * it is the same. That the answers are true, a replay cannot show.
   *
   * Of a referral that was handed on without its answers it gives what does not belong into one. Throws a
   * {@link PrescreenerError} with the code `definition` for what cannot be replayed (`findings` say why: made with another
   * definition, without its answers, or nothing of the kind), or `crashed`.
   */
  verify(held: Result | Referral): Difference[] {
    return this.#held.use((inner) => inner.verify(held));
  }

  /** Lets go of the trial. With the last screener that is closed goes the memory that held answers. */
  close(): void {
    this.#held.close();
  }

  /** The same as {@link Screener.close}, for `using`. */
  [Symbol.dispose](): void {
    this.close();
  }
}

/** What makes the screener's inside, now and whenever it is lost. */
async function opener(trial: Source["trial"]): Promise<() => Inner> {
  // Copies: what the caller does with its own later must not matter.
  if (isList(trial)) {
    const documents = structuredClone(trial);
    return () => Inner.check(documents);
  }
  const bytes = (await bytesOf(trial)).slice();
  if (isCompiled(bytes)) return () => new Inner(bytes);
  const documents = await documentsOf(bytes, placeOf(trial));
  return () => Inner.check(documents);
}

const isList = (trial: Source["trial"]): trial is readonly Document[] => Array.isArray(trial);

function placeOf(trial: Loadable): URL | undefined {
  if (typeof trial === "string" || trial instanceof URL) return address(trial);
  return trial instanceof Response && trial.url ? new URL(trial.url) : undefined;
}

/** A definition and, if it is known where it lies, what it includes. */
async function documentsOf(bytes: Uint8Array, url: URL | undefined): Promise<Document[]> {
  if (!url) return [parsed(bytes, "The trial", "trial.json")];
  const trial = parsed(bytes, url.href, fileName(url));
  const parts = partsOf(trial, url).map((part) => load(part, fetchAnywhere));
  return [trial, ...(await orFailure(() => Promise.all(parts)))];
}

function setup({ assessedOn, audience = "participant", anchors = {}, order = "definition", language = "en" }: Setting) {
  return { assessed_on: assessedOn, audience, anchors, order, language };
}

/** The answers but for those that are undefined. What JSON cannot hold would else pass for *I don't know*. */
function given(answers: Answers): unknown {
  if (typeof answers !== "object" || answers === null || Array.isArray(answers)) return answers;
  const told = Object.entries(answers).filter(([, said]) => said !== undefined);
  const odd = told.filter(([, said]) => ["bigint", "function", "symbol"].includes(typeof said));
  if (odd.length === 0) return Object.fromEntries(told);
  throw new RejectedAnswers(
    odd.map(([question, said]) => ({ question, reason: `expected JSON, found a ${typeof said}` })),
  );
}
