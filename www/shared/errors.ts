/** What went wrong, for code. */
export type ErrorCode =
  /** A file could not be fetched. */
  | "load"
  /** A file is not what it should be; `findings` say where. */
  | "definition"
  /** The browser or the page's policy refused WebAssembly. */
  | "wasm"
  /** The engine stopped in the middle. */
  | "crashed"
  /** The browser lacks something the widget is built on. */
  | "environment";

/** One mistake in a definition or a catalogue. */
export interface Finding {
  /** The file, as the definition names it. */
  readonly file: string;
  /** The place inside the file. */
  readonly path: string;
  /** What is wrong there and how to mend it. */
  readonly message: string;
}

/** Why the questionnaire cannot be shown. Never holds an answer. */
export class PrescreenerError extends Error {
  // Minifiers rename classes; the name that hosts read must not change.
  override readonly name = "PrescreenerError";
  readonly code: ErrorCode;
  readonly findings: readonly Finding[] | undefined;

  constructor(code: ErrorCode, message: string, findings?: readonly Finding[]) {
    super(message);
    this.code = code;
    this.findings = findings;
  }
}

/** Any thrown value as one of ours; `where` stands before what it says itself. */
export function asPrescreenerError(thrown: unknown, code: ErrorCode, where = ""): PrescreenerError {
  // Files that are loaded when they are needed have this class of their own.
  if (thrown instanceof Error && thrown.name === "PrescreenerError") return thrown as PrescreenerError;
  return new PrescreenerError(code, where + (thrown instanceof Error ? thrown.message : thrown));
}

/** The error for what the engine throws when a document is wrong, if `thrown` is that. */
export function definitionError(thrown: unknown): PrescreenerError | undefined {
  const findings = (thrown as { findings?: readonly Finding[] } | null | undefined)?.findings;
  // An error of ours may have none.
  if (!Array.isArray(findings)) return undefined;
  const list = findings.map(({ file, path, message }) => `\n${file} ${path}: ${message}`);
  return new PrescreenerError("definition", `The trial definition cannot be used:${list.join("")}`, findings);
}
