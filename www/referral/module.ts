// The WebAssembly module for referrals, and its one instance, which is dropped with its last user.
// Its generated types name Symbol.dispose, hence:
/// <reference lib="esnext.disposable" />
import { forget, initSync, key_id } from "../../pkg/referral.js";
import { asPrescreenerError, definitionError } from "../shared/errors.ts";
import { fetchBytes, required } from "../shared/files.ts";
import type { Request } from "../shared/requests.ts";

export {
  Clinics,
  describe,
  expand,
  HandOff,
  key_id,
  open,
  public_key,
  qr,
  trial_of,
  verify,
} from "../../pkg/referral.js";

const wasmUrl = new URL("./referral_bg.wasm", import.meta.url);
let started: Promise<void> | undefined;
let users = 0;

/** Creates the instance. The module is fetched once; a failure can be tried again. */
export function start(request: Request): Promise<void> {
  started ??= load(request).catch((thrown: unknown) => {
    started = undefined;
    throw asPrescreenerError(thrown, "wasm");
  });
  return started;
}

async function load(request: Request): Promise<void> {
  const bytes = await required(() => fetchBytes(wasmUrl, request));
  initSync({ module: await WebAssembly.compile(bytes as BufferSource) });
}

/** Keeps the instance until the returned function is called. With its last user, its memory and all data in it are dropped. */
export function retain(): () => void {
  let retained = true;
  users += 1;
  return () => {
    if (retained) users -= 1;
    if (retained && users === 0) dropInstance();
    retained = false;
  };
}

/** Calls into the instance. A trap may leave it inconsistent, so it is dropped then. */
export function guarded<T>(call: () => T): T {
  try {
    return call();
  } catch (thrown) {
    const error = definitionError(thrown);
    if (error) throw error;
    dropInstance();
    throw asPrescreenerError(thrown, "crashed");
  }
}

function dropInstance(): void {
  forget();
  // The next call of any export creates the new instance; until then the old memory would stay.
  try {
    key_id("");
  } catch {
    // The empty text is not a key.
  }
}
