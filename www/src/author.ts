// Compiles a definition in the browser. A page loads this only for a trial that was not compiled ahead of time.
import { compile, initSync } from "../../pkg/author.js";

/** A definition as the engine takes it. */
export interface Compiled {
  readonly trial: Uint8Array;
  /** The words of the questions, and those of the result. */
  readonly words: string;
  readonly later: string;
}

/** The compiled definition. Throws `{ code, findings }` if the definition, or its words, cannot be used. */
export async function compileDefinition(definition: object): Promise<Compiled> {
  const response = await fetch(new URL("./author_bg.wasm", import.meta.url));
  if (!response.ok) throw new TypeError(`author_bg.wasm answered ${response.status}`);
  initSync({ module: await WebAssembly.compile(await response.arrayBuffer()) });
  const { trial, words, later } = compile(definition);
  return { trial, words, later };
}
