// Validates the receiver that a page names, before the first question: an error at a later time would disclose that the person
// wants to share something. The engine validates it again before it seals.

import type { Settings } from "../shared/contracts.ts";
import { PrescreenerError } from "../shared/errors.ts";
import { receiverAddress } from "../shared/web_address.ts";

/**
 * The prime of X25519, and its points of small order: anyone could open what is sealed for one. The same as `key_fault` in Rust.
 */
const PRIME = 2n ** 255n - 19n;
const SMALL_ORDER = [
  0n,
  1n,
  PRIME - 1n,
  0xb8495f16056286fdb1329ceb8d09da6ac49ff1fae35616aeb8413b7c6aebe0n,
  0x57119fd0dd4e22d8868e1c58c45c44045bef839c55b1d0b1248c50a3bc959c5fn,
];

/** Returns the error in the site key or the receiver's address, if there is one. */
export function receiverError({ receiver, base }: Settings): PrescreenerError | undefined {
  const { site_key, receiver: address } = receiver();
  const problem = site_key && keyProblem(site_key.trim());
  if (problem) return new PrescreenerError("definition", `The attribute \`site-key\`: ${problem}`);
  try {
    receiverAddress(address, base);
    return undefined;
  } catch (thrown) {
    return thrown as PrescreenerError;
  }
}

function keyProblem(key: string): string | undefined {
  // The last character encodes four bits.
  if (!/^[\w-]{42}[AEIMQUYcgkosw048]$/.test(key))
    return "expected a public key as `prescreener keygen` prints it, 43 letters";
  const bytes = atob(key.replaceAll("-", "+").replaceAll("_", "/"));
  const point = [...bytes].reduceRight((all, byte) => all * 256n + BigInt(byte.charCodeAt(0)), 0n);
  if (!SMALL_ORDER.includes(BigInt.asUintN(255, point) % PRIME)) return undefined;
  return "anybody could open what is sealed for this key, a point of small order; take the one that `prescreener keygen` printed";
}
