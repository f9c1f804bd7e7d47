// Whether what a page says of the receiver can be used. It is looked at before the first question, for everybody alike: later,
// a fault would tell that somebody wants to hand something on. The engine looks again before it seals.

import type { Settings } from "../shared/contracts.ts";
import { PrescreenerError } from "../shared/errors.ts";
import { receiverAddress } from "../shared/web_address.ts";

/** The field of X25519, and its points of small order: anybody could open what is sealed for one. The same as in Rust, `key_fault`. */
const FIELD = 2n ** 255n - 19n;
const OF_SMALL_ORDER = [
  0n,
  1n,
  FIELD - 1n,
  0xb8495f16056286fdb1329ceb8d09da6ac49ff1fae35616aeb8413b7c6aebe0n,
  0x57119fd0dd4e22d8868e1c58c45c44045bef839c55b1d0b1248c50a3bc959c5fn,
];

/** What is wrong with the key or the address that a page states, if anything is. */
export function receiverFault({ receiver, base }: Settings): PrescreenerError | undefined {
  const { site_key, receiver: address } = receiver();
  const fault = site_key && keyFault(site_key.trim());
  if (fault) return new PrescreenerError("definition", `The attribute \`site-key\`: ${fault}`);
  try {
    receiverAddress(address, base);
    return undefined;
  } catch (thrown) {
    return thrown as PrescreenerError;
  }
}

function keyFault(key: string): string | undefined {
  // The last letter writes four bits.
  if (!/^[\w-]{42}[AEIMQUYcgkosw048]$/.test(key))
    return "expected a public key as `prescreener keygen` prints it, 43 letters";
  const bytes = atob(key.replaceAll("-", "+").replaceAll("_", "/"));
  const point = [...bytes].reduceRight((all, byte) => all * 256n + BigInt(byte.charCodeAt(0)), 0n);
  if (!OF_SMALL_ORDER.includes(BigInt.asUintN(255, point) % FIELD)) return undefined;
  return "anybody could open what is sealed for this key, a point of small order; take the one that `prescreener keygen` printed";
}
