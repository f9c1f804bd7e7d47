// The package's entry without a user interface: assesses answers on a server, in a worker or behind a page's own questions.
/// <reference lib="esnext.disposable" preserve="true" />
import { Screener as Inner } from "../../pkg/author.js";
import { fileName, isCompiled, required } from "../shared/files.ts";
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
import { load, parse, partsOf } from "./definition.ts";
import { address, bytesOf, compileModule, fetchAnywhere, Handle } from "./module.ts";
import { RejectedAnswers } from "./rejections.ts";

export { type ErrorCode, type Finding, PrescreenerError } from "../shared/errors.ts";
export type * from "../shared/types.ts";
export { RejectedAnswers, type Rejection } from "./rejections.ts";

/** The argument of {@link Screener.open}. */
export interface Source {
  /**
   * The trial: a compiled one (`trial.bin`) or a definition (`trial.json`), as an address, a response or bytes; or the parsed
   * documents of a definition, the trial first and then the files that it includes, by their paths in `include`. For a definition
   * at an address, the included files are loaded relative to it.
   */
  readonly trial: Loadable | readonly Document[];
  /**
   * `author_bg.wasm`: its address, a response, its bytes or the compiled module. By default it is loaded from beside this file,
   * under Node from the disk. All screeners share the first module.
   */
  readonly wasm?: Loadable | WebAssembly.Module;
}

/**
 * The circumstances of an assessment.
 *
 * @example
 * ```ts
 * const setting: Setting = { assessedOn: "2026-11-22", audience: "clinic", anchors: { enrollment: "2026-12-06" } };
 * ```
 */
export interface Setting {
  /** The day of the assessment. No answer may be later. */
  readonly assessedOn: Day;
  /** `participant`, the default, leaves out the questions that only a clinic can answer. */
  readonly audience?: Audience;
  /** Days that the site has already fixed, none before the day of the assessment. */
  readonly anchors?: Anchors;
  /**
   * The order of the remaining questions: that of the definition, the default, or first those that are likely to leave the
   * fewest questions. It changes no result.
   */
  readonly order?: "definition" | "shortest";
  /** The language that the result names; `en` by default. */
  readonly language?: string;
}

/**
 * Assesses answers against a trial. It shows no texts, so it does not check whether an ethics board has approved the texts of the
 * questions for the day and the language; the element does.
 *
 * @example
 * ```ts
 * import { Screener } from "prescreener";
 *
 * const trial = new URL(import.meta.resolve("prescreener/compiled/nct07160205/trial.bin"));
 * const screener = await Screener.open({ trial });
 * const result = screener.assess({ date_of_birth: "1980-03" }, { assessedOn: "2026-11-22" });
 * console.log(result.verdict); // "incomplete"
 * screener.close(); // or declare it with `using`
 * ```
 */
export class Screener {
  /** The trial. */
  readonly trial: Trial;
  /** Every question of the trial, in the order of asking. */
  readonly questions: readonly Question[];
  readonly #handle: Handle<Inner>;

  private constructor(handle: Handle<Inner>) {
    this.#handle = handle;
    const { questions, ...trial } = handle.use((inner) => inner.describe());
    this.trial = trial;
    this.questions = questions;
  }

  /**
   * Opens a trial.
   *
   * Rejects with a {@link PrescreenerError}: `load` if a file cannot be read, `definition` if one is not valid (`findings` show
   * where), `wasm` if WebAssembly is refused.
   *
   * @example
   * ```ts
   * import trial from "./trial.json" with { type: "json" };
   * import questions from "./questions.json" with { type: "json" };
   *
   * const screener = await Screener.open({
   *   trial: [
   *     { path: "trial.json", content: trial },
   *     { path: "questions.json", content: questions },
   *   ],
   * });
   * ```
   */
  static async open({ trial, wasm }: Source): Promise<Screener> {
    const [module, make] = await Promise.all([compileModule(wasm), factoryOf(trial)]);
    return new Screener(new Handle(module, make));
  }

  /**
   * Returns the result for one person's answers. `JSON.stringify` writes it as the same bytes on every platform.
   *
   * Throws {@link RejectedAnswers} if an answer is not accepted, and a {@link PrescreenerError} with the code `definition` if the
   * setting is not valid, or `crashed` if the engine crashes; the next call uses a new instance.
   *
   * @example
   * ```ts
   * const result = screener.assess({ date_of_birth: "2009-03" }, { assessedOn: "2026-11-22" });
   * if (result.verdict === "not_yet") console.log(`From ${result.eligible_from} on nothing rules the person out`);
   * ```
   */
  assess(answers: Answers, setting: Setting): Result {
    const [json, setup] = [toJson(answers), toSetup(setting)];
    return this.#handle.use((inner) => inner.assess(json, setup));
  }

  /**
   * Returns the keys of the questions that remain after these answers, the next one first. The list is empty once no answer can
   * change the verdict. Throws as {@link Screener.assess} does.
   *
   * @example
   * ```ts
   * const [next] = screener.left(answers, { assessedOn: "2026-11-22" });
   * const question = screener.questions.find(({ key }) => key === next);
   * ```
   */
  left(answers: Answers, setting: Setting): string[] {
    const [json, setup] = [toJson(answers), toSetup(setting)];
    return this.#handle.use((inner) => inner.left(json, setup));
  }

  /**
   * Replays a result or a referral from its own answers, and returns every difference; an empty list if there is none. A replay
   * cannot show that the answers are true.
   *
   * For a referral without answers, returns what does not belong in one. Throws a {@link PrescreenerError} with the code
   * `definition` if it cannot be replayed (`findings` show why: it was made with another definition, has no answers, or is neither
   * a result nor a referral), or `crashed`.
   *
   * @example
   * ```ts
   * for (const { path, held, computed } of screener.verify(result)) console.warn(path, held, computed);
   * ```
   */
  verify(document: Result | Referral): Difference[] {
    return this.#handle.use((inner) => inner.verify(document));
  }

  /** Closes the screener. Once the last one is closed, the memory that held answers is dropped. */
  close(): void {
    this.#handle.close();
  }

  /** Closes the screener at the end of a `using` block. */
  [Symbol.dispose](): void {
    this.close();
  }
}

/** Returns a function that creates the engine's screener, now and whenever its instance is lost. */
async function factoryOf(trial: Source["trial"]): Promise<() => Inner> {
  // Copies, so that later changes by the caller have no effect.
  if (isList(trial)) {
    const documents = structuredClone(trial);
    return () => Inner.check(documents);
  }
  const bytes = (await bytesOf(trial)).slice();
  if (isCompiled(bytes)) return () => new Inner(bytes);
  const documents = await documentsOf(bytes, addressOf(trial));
  return () => Inner.check(documents);
}

const isList = (trial: Source["trial"]): trial is readonly Document[] => Array.isArray(trial);

/** Returns the address of a trial, if it is known. */
function addressOf(trial: Loadable): URL | undefined {
  if (typeof trial === "string" || trial instanceof URL) return address(trial);
  return trial instanceof Response && trial.url ? new URL(trial.url) : undefined;
}

/** Returns the documents of a definition; the included ones only if its address is known. */
async function documentsOf(bytes: Uint8Array, url: URL | undefined): Promise<Document[]> {
  if (!url) return [parse(bytes, "The trial", "trial.json")];
  const trial = parse(bytes, url.href, fileName(url));
  const parts = partsOf(trial, url).map((part) => load(part, fetchAnywhere));
  return [trial, ...(await required(() => Promise.all(parts)))];
}

/** Returns the setting as the engine expects it. */
function toSetup({
  assessedOn,
  audience = "participant",
  anchors = {},
  order = "definition",
  language = "en",
}: Setting) {
  return { assessed_on: assessedOn, audience, anchors, order, language };
}

/**
 * Returns the answers without undefined ones. Throws if JSON cannot represent one, which would otherwise pass for *I don't
 * know*.
 */
function toJson(answers: Answers): unknown {
  if (typeof answers !== "object" || answers === null || Array.isArray(answers)) return answers;
  const given = Object.entries(answers).filter(([, answer]) => answer !== undefined);
  const rejected = given.filter(([, answer]) => ["bigint", "function", "symbol"].includes(typeof answer));
  if (rejected.length === 0) return Object.fromEntries(given);
  throw new RejectedAnswers(
    rejected.map(([question, answer]) => ({ question, reason: `expected JSON, found a ${typeof answer}` })),
  );
}
