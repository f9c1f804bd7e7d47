/** The kind of a failure, for code to compare. */
export type ErrorCode =
  /** A file could not be fetched. */
  | "load"
  /** A file is not valid; `findings` show where. */
  | "definition"
  /** The browser or the page's policy refuses WebAssembly. */
  | "wasm"
  /** The engine crashed. */
  | "crashed"
  /** The browser lacks a feature that the widget needs. */
  | "environment";

/** One mistake in a definition, a catalogue or another document. */
export interface Finding {
  /** The file, as the definition names it. */
  readonly file: string;
  /** The position inside the file, such as `criteria[3].rule`; empty for the whole file. */
  readonly path: string;
  /** What is wrong there and how to fix it, in English. */
  readonly message: string;
}

/**
 * Every failure other than rejected answers. It never contains an answer.
 *
 * @example
 * ```ts
 * try {
 *   await Screener.open({ trial: "/trial.bin" });
 * } catch (error) {
 *   if (error instanceof PrescreenerError && error.code === "load") retryLater();
 *   else throw error;
 * }
 * ```
 */
export class PrescreenerError extends Error {
  // Minifiers rename classes; the name that hosts read must not change.
  override readonly name = "PrescreenerError";
  readonly code: ErrorCode;
  /** The mistakes, if the code is `definition` and they have positions. */
  readonly findings: readonly Finding[] | undefined;

  constructor(code: ErrorCode, message: string, findings?: readonly Finding[]) {
    super(message);
    this.code = code;
    this.findings = findings;
  }
}

/** Converts any thrown value to a `PrescreenerError`; `context` precedes its own message. */
export function asPrescreenerError(thrown: unknown, code: ErrorCode, context = ""): PrescreenerError {
  // Each bundle has its own copy of this class, so `instanceof` would miss some.
  if (thrown instanceof Error && thrown.name === "PrescreenerError") return thrown as PrescreenerError;
  return new PrescreenerError(code, context + (thrown instanceof Error ? thrown.message : thrown));
}

/** Returns the error for the findings that the engine throws for an invalid document, if `thrown` holds such findings. */
export function definitionError(thrown: unknown): PrescreenerError | undefined {
  const findings = (thrown as { findings?: readonly Finding[] } | null | undefined)?.findings;
  // A `PrescreenerError` may have none.
  if (!Array.isArray(findings)) return undefined;
  const list = findings.map(({ file, path, message }) => `\n${file} ${path}: ${message}`);
  return new PrescreenerError("definition", `The trial definition cannot be used:${list.join("")}`, findings);
}
