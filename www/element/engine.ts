// The engine and its one instance, shared by every element on the page: of WebAssembly, or of plain JavaScript where that is
// refused.
// Its generated types name Symbol.dispose, hence:
/// <reference lib="esnext.disposable" />
import { forget, initSync, version, Widget } from "../../pkg/engine.js";
import { asPrescreenerError, definitionError, type PrescreenerError } from "../shared/errors.ts";
import { fetchFile, orFailure } from "../shared/files.ts";
import type { Request } from "../shared/requests.ts";

const url = new URL("./engine_bg.wasm", import.meta.url);

/** The functions around the instance. */
let code: typeof import("./engine_plain.js") = { forget, initSync, version, Widget };
let started: Promise<void> | undefined;
let there = false;
/** The widgets that live in the instance, each with what to call when the instance is lost. */
const live = new Map<Widget, (error: PrescreenerError) => void>();

/** Makes the instance. Its code is fetched once; a failure may be tried again. */
export function start(request: Request): Promise<void> {
  started ??= (isRefused() ? loadPlain(request) : fetchModule(request))
    .then((module) => {
      code.initSync({ module: module as WebAssembly.Module });
      there = true;
    })
    .catch((thrown: unknown) => {
      started = undefined;
      throw asPrescreenerError(thrown, "wasm");
    });
  return started;
}

/** Whether the engine is there. */
export function isThere(): boolean {
  return there;
}

/** Whether the browser has no WebAssembly, or the page's policy refuses it: even the smallest module there is. */
function isRefused(): boolean {
  try {
    // Some engines refuse by policy only when an instance is made.
    return !new WebAssembly.Instance(new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0)));
  } catch {
    return true;
  }
}

async function loadPlain(request: Request): Promise<undefined> {
  try {
    code = await request.code("engine_plain.js", import("./engine_plain.js"));
  } catch (thrown) {
    throw asPrescreenerError(thrown, "wasm", "WebAssembly is refused here, and what stands in for it did not load: ");
  }
}

function fetchModule(request: Request): Promise<WebAssembly.Module> {
  return orFailure(() => fetchFile(url, compiled, request));
}

async function compiled(response: Response): Promise<WebAssembly.Module> {
  // Streaming insists on this type, and many a server does not know it.
  const streams = response.headers.get("Content-Type") === "application/wasm";
  try {
    return await (streams ? WebAssembly.compileStreaming(response) : WebAssembly.compile(await response.arrayBuffer()));
  } catch (thrown) {
    // A connection that breaks off is a TypeError; a file that is no module is not.
    throw thrown instanceof TypeError ? thrown : asPrescreenerError(thrown, "wasm");
  }
}

/** Opens a widget in `root`. `lost` is called when the instance goes, and the widget and its answers with it. */
export function open(
  root: Element,
  trial: Uint8Array,
  words: string,
  setup: object,
  headingLevel: number,
  lost: (error: PrescreenerError) => void,
): Widget {
  const widget = guarded(() => new code.Widget(root, trial, words, setup, headingLevel));
  live.set(widget, lost);
  return widget;
}

/** Ends a widget. With the last one goes the instance, and the memory that held the answers. */
export function close(widget: Widget): void {
  if (!live.delete(widget)) return;
  guarded(() => {
    widget.free();
    if (live.size === 0) dropInstance();
  });
}

/** Calls into the engine. After a trap nothing in the instance can be trusted, so everyone in it is told. */
export function guarded<T>(call: () => T): T {
  try {
    return call();
  } catch (thrown) {
    const mistake = definitionError(thrown);
    if (mistake) throw mistake;
    const error = asPrescreenerError(thrown, "crashed");
    const everyone = [...live.values()];
    live.clear();
    dropInstance();
    for (const lost of everyone) lost(error);
    throw error;
  }
}

function dropInstance(): void {
  code.forget();
  // The next call of any export makes the new instance; until then the old memory would stay.
  code.version();
}
