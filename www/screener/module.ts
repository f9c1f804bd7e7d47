// The WebAssembly module behind definitions and screeners, and its one instance.
// Its generated types name Symbol.dispose, hence:
/// <reference lib="esnext.disposable" />
import { forget, initSync, version } from "../../pkg/author.js";
import { asPrescreenerError, definitionError, PrescreenerError } from "../shared/errors.ts";
import { fetchBytes, required } from "../shared/files.ts";
import { type Fetch, request } from "../shared/requests.ts";
import type { Loadable } from "../shared/types.ts";
import { rejectedAnswers } from "./rejections.ts";

const wasmUrl = new URL("./author_bg.wasm", import.meta.url);

let compiled: Promise<WebAssembly.Module> | undefined;
/** The number of objects in the instance, and the number of the instance. */
let objects = 0;
let generation = 0;

/** Returns the compiled module. The first source serves all later calls; a failure can be tried again. */
export function compileModule(wasm: Loadable | WebAssembly.Module = wasmUrl): Promise<WebAssembly.Module> {
  compiled ??= read(wasm).catch((thrown: unknown) => {
    compiled = undefined;
    throw asPrescreenerError(thrown, "wasm");
  });
  return compiled;
}

async function read(wasm: Loadable | WebAssembly.Module): Promise<WebAssembly.Module> {
  if (wasm instanceof WebAssembly.Module) return wasm;
  return WebAssembly.compile((await bytesOf(wasm)) as BufferSource);
}

/** Fetches a file from the network or, under Node, from the disk, which Node's `fetch` cannot read. */
export const fetchAnywhere: Fetch = async (url, read) => {
  const { process } = globalThis as { process?: { getBuiltinModule?(name: string): unknown } };
  const disk = url.protocol === "file:" ? process?.getBuiltinModule?.("node:fs/promises") : undefined;
  if (!disk) return request(url, read);
  return read(new Response(await (disk as { readFile(url: URL): Promise<BodyInit> }).readFile(url)));
};

/** Returns the bytes at an address, in a response or in a buffer. */
export async function bytesOf(source: Loadable): Promise<Uint8Array> {
  if (ArrayBuffer.isView(source)) return new Uint8Array(source.buffer, source.byteOffset, source.byteLength);
  if (source instanceof Response)
    return required(() => fetchBytes(new URL(source.url || "response:"), (_, read) => read(source)));
  if (typeof source === "string" || source instanceof URL)
    return required(() => fetchBytes(address(source), fetchAnywhere));
  return new Uint8Array(source);
}

/** Parses an address; in a page it may be relative. */
export function address(source: string | URL): URL {
  try {
    return new URL(source, globalThis.document?.baseURI);
  } catch {
    throw new PrescreenerError("load", `${source} is no address; a file's is new URL("…", import.meta.url)`);
  }
}

/** An object in the instance. If the instance is lost, the next call creates the object anew. */
export class Handle<T extends { free(): void }> {
  readonly #module: WebAssembly.Module;
  #make: (() => T) | undefined;
  #value: T | undefined;
  #generation = 0;

  constructor(module: WebAssembly.Module, make: () => T) {
    this.#module = module;
    this.#make = make;
  }

  /** Calls into the instance. A trap may leave it inconsistent, so the next call goes to a new instance. */
  use<R>(call: (value: T) => R): R {
    const make = this.#make;
    if (!make) throw new TypeError("This screener is closed");
    try {
      initSync({ module: this.#module });
      if (!this.#value || this.#generation !== generation) {
        this.#value = make();
        this.#generation = generation;
        objects += 1;
      }
      return call(this.#value);
    } catch (thrown) {
      const error = definitionError(thrown) ?? rejectedAnswers(thrown);
      if (error) throw error;
      dropInstance();
      throw asPrescreenerError(thrown, "crashed");
    }
  }

  /** Frees the object. With the last one, the instance and the memory that held the answers are dropped. */
  close(): void {
    const value = this.#generation === generation ? this.#value : undefined;
    this.#make = undefined;
    this.#value = undefined;
    if (!value) return;
    value.free();
    objects -= 1;
    if (objects === 0) dropInstance();
  }
}

function dropInstance(): void {
  generation += 1;
  objects = 0;
  forget();
  // The next call of any export creates the new instance; until then the old memory would stay.
  version();
}
