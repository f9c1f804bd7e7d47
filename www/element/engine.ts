// The engine and its one instance, shared by every element on the page: in WebAssembly, or in plain JavaScript where WebAssembly
// is refused.
// Its generated types name Symbol.dispose, hence:
/// <reference lib="esnext.disposable" />
import { forget, initSync, version, Widget } from "../../pkg/engine.js";
import { asPrescreenerError, definitionError, type PrescreenerError } from "../shared/errors.ts";
import { fetchFile, required } from "../shared/files.ts";
import type { Request } from "../shared/requests.ts";

const wasmUrl = new URL("./engine_bg.wasm", import.meta.url);

/** The exports of the instance. */
let code: typeof import("./engine_plain.js") = { forget, initSync, version, Widget };
let started: Promise<void> | undefined;
let loaded = false;
/** The widgets in the instance, each with a function to call when the instance is lost. */
const live = new Map<Widget, (error: PrescreenerError) => void>();

/** Creates the instance. Its code is fetched once; a failure can be tried again. */
export function start(request: Request): Promise<void> {
  started ??= (isRefused() ? loadPlain(request) : fetchModule(request))
    .then((module) => {
      code.initSync({ module: module as WebAssembly.Module });
      loaded = true;
    })
    .catch((thrown: unknown) => {
      started = undefined;
      throw asPrescreenerError(thrown, "wasm");
    });
  return started;
}

/** Returns whether the engine is loaded. */
export function isLoaded(): boolean {
  return loaded;
}

/** Returns whether the browser has no WebAssembly, or the page's policy refuses it, tried with the smallest possible module. */
function isRefused(): boolean {
  try {
    // Some browsers apply the policy only when an instance is created.
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
  return required(() => fetchFile(wasmUrl, compile, request));
}

async function compile(response: Response): Promise<WebAssembly.Module> {
  // Streaming requires this type, which many servers do not send.
  const streams = response.headers.get("Content-Type") === "application/wasm";
  try {
    return await (streams ? WebAssembly.compileStreaming(response) : WebAssembly.compile(await response.arrayBuffer()));
  } catch (thrown) {
    // A TypeError is a broken connection; an invalid module is a CompileError.
    throw thrown instanceof TypeError ? thrown : asPrescreenerError(thrown, "wasm");
  }
}

/** Opens a widget in `root`. Calls `lost` when the instance is lost, with the widget and its answers. */
export function open(
  root: Element,
  trial: Uint8Array,
  messages: string,
  setup: object,
  headingLevel: number,
  lost: (error: PrescreenerError) => void,
): Widget {
  const widget = guarded(() => new code.Widget(root, trial, messages, setup, headingLevel));
  live.set(widget, lost);
  return widget;
}

/** Closes a widget. With the last one, the instance and the memory that held the answers are dropped. */
export function close(widget: Widget): void {
  if (!live.delete(widget)) return;
  guarded(() => {
    widget.free();
    if (live.size === 0) dropInstance();
  });
}

/** Calls into the engine. A trap may leave the instance inconsistent, so it is dropped then, and all its widgets are lost. */
export function guarded<T>(call: () => T): T {
  try {
    return call();
  } catch (thrown) {
    const invalid = definitionError(thrown);
    if (invalid) throw invalid;
    const error = asPrescreenerError(thrown, "crashed");
    const callbacks = [...live.values()];
    live.clear();
    dropInstance();
    for (const lost of callbacks) lost(error);
    throw error;
  }
}

function dropInstance(): void {
  code.forget();
  // The next call of any export creates the new instance; until then the old memory would stay.
  code.version();
}
