// The module behind handing on, and its instance: shared by all who use it, and gone with the last of them.
// Its generated types name Symbol.dispose, hence:
/// <reference lib="esnext.disposable" />
import { forget, initSync, key_id } from "../../pkg/referral.js";
import { asPrescreenerError, definitionError } from "../shared/errors.ts";
import { fetchBytes, orFailure } from "../shared/files.ts";
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

const place = new URL("./referral_bg.wasm", import.meta.url);
let started: Promise<void> | undefined;
let users = 0;

/** Makes the instance. Its code is fetched once; a failure may be tried again. */
export function start(request: Request): Promise<void> {
  started ??= load(request).catch((thrown: unknown) => {
    started = undefined;
    throw asPrescreenerError(thrown, "wasm");
  });
  return started;
}

async function load(request: Request): Promise<void> {
  const bytes = await orFailure(() => fetchBytes(place, request));
  initSync({ module: await WebAssembly.compile(bytes as BufferSource) });
}

/** Someone uses the instance until they call what this gives. With the last one goes its memory, and all that it held. */
export function use(): () => void {
  let using = true;
  users += 1;
  return () => {
    if (using) users -= 1;
    if (using && users === 0) drop();
    using = false;
  };
}

/** Calls into the instance. After a trap nothing in it can be trusted. */
export function guarded<T>(call: () => T): T {
  try {
    return call();
  } catch (thrown) {
    const mistake = definitionError(thrown);
    if (mistake) throw mistake;
    drop();
    throw asPrescreenerError(thrown, "crashed");
  }
}

function drop(): void {
  forget();
  // The next call of any export makes the new instance; until then the old memory would stay.
  try {
    key_id("");
  } catch {
    // It is no key, and need not be.
  }
}
