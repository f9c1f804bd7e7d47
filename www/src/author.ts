// Compiles a definition in the browser. A page loads this only for a trial that was not compiled ahead of time.
import { compile, initSync } from "../../pkg/author.js";

/** The compiled trial. Throws `{ code, findings }` if the definition, or its words, cannot be used. */
export async function compileDefinition(definition: object): Promise<Uint8Array> {
  const response = await fetch(new URL("./author_bg.wasm", import.meta.url));
  if (!response.ok) throw new TypeError(`author_bg.wasm answered ${response.status}`);
  initSync({ module: await WebAssembly.compile(await response.arrayBuffer()) });
  return compile(definition);
}
