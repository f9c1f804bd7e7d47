// The WebAssembly module behind definitions and screeners, and its one instance.
// Its generated types name Symbol.dispose, hence:
/// <reference lib="esnext.disposable" />
import { forget, initSync, version } from "../../pkg/author.js";
import { asPrescreenerError, definitionError, PrescreenerError } from "../shared/errors.ts";
import { fetchBytes, orFailure } from "../shared/files.ts";
import { type Fetch, request } from "../shared/requests.ts";
import type { Loadable } from "../shared/types.ts";
import { rejectedAnswers } from "./rejections.ts";

const place = new URL("./author_bg.wasm", import.meta.url);

let compiled: Promise<WebAssembly.Module> | undefined;
/** How many things live in the instance, and which instance it is. */
let population = 0;
let generation = 0;

/** The compiled module. The first that is named serves everyone; a failure may be tried again. */
export function compile(wasm: Loadable | WebAssembly.Module = place): Promise<WebAssembly.Module> {
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

/** Fetches over the network, and under Node from the disk too, which its own `fetch` does not do. */
export const fetchAnywhere: Fetch = async (url, read) => {
  const { process } = globalThis as { process?: { getBuiltinModule?(name: string): unknown } };
  const disk = url.protocol === "file:" ? process?.getBuiltinModule?.("node:fs/promises") : undefined;
  if (!disk) return request(url, read);
  return read(new Response(await (disk as { readFile(url: URL): Promise<BodyInit> }).readFile(url)));
};

/** What an address, an answer of a server or a buffer holds. */
export async function bytesOf(source: Loadable): Promise<Uint8Array> {
  if (ArrayBuffer.isView(source)) return new Uint8Array(source.buffer, source.byteOffset, source.byteLength);
  if (source instanceof Response)
    return orFailure(() => fetchBytes(new URL(source.url || "response:"), (_, read) => read(source)));
  if (typeof source === "string" || source instanceof URL)
    return orFailure(() => fetchBytes(address(source), fetchAnywhere));
  return new Uint8Array(source);
}

/** An address, in a page relative to it. */
export function address(source: string | URL): URL {
  try {
    return new URL(source, globalThis.document?.baseURI);
  } catch {
    throw new PrescreenerError("load", `${source} is no address; a file's is new URL("…", import.meta.url)`);
  }
}

/** Something in the instance. When the instance is lost, it is made again where it is needed. */
export class Held<T extends { free(): void }> {
  readonly #module: WebAssembly.Module;
  #make: (() => T) | undefined;
  #value: T | undefined;
  #generation = 0;

  constructor(module: WebAssembly.Module, make: () => T) {
    this.#module = module;
    this.#make = make;
  }

  /** Calls into the instance. After a trap nothing in it can be trusted, and the next call is to a new one. */
  use<R>(call: (value: T) => R): R {
    const make = this.#make;
    if (!make) throw new TypeError("This screener is closed");
    try {
      initSync({ module: this.#module });
      if (!this.#value || this.#generation !== generation) {
        this.#value = make();
        this.#generation = generation;
        population += 1;
      }
      return call(this.#value);
    } catch (thrown) {
      const mistake = definitionError(thrown) ?? rejectedAnswers(thrown);
      if (mistake) throw mistake;
      dropInstance();
      throw asPrescreenerError(thrown, "crashed");
    }
  }

  /** Lets go. With the last one goes the instance, and the memory that held the answers. */
  close(): void {
    const value = this.#generation === generation ? this.#value : undefined;
    this.#make = undefined;
    this.#value = undefined;
    if (!value) return;
    value.free();
    population -= 1;
    if (population === 0) dropInstance();
  }
}

function dropInstance(): void {
  generation += 1;
  population = 0;
  forget();
  // The next call of any export makes the new instance; until then the old memory would stay.
  version();
}
