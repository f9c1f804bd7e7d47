// Addresses in attributes that lead to other pages.
import { PrescreenerError } from "./errors.ts";

/**
 * Parses the address in an attribute. Throws if it is not http or https: others could run code in this page, or lead to no page.
 */
export function webAddress(attribute: string, value: string, base: string): URL {
  try {
    const address = new URL(value, base);
    if (/^https?:$/.test(address.protocol)) return address;
  } catch {
    // Reported below.
  }
  throw attributeError(attribute, "is no http or https address", value);
}

/** Returns the address of the receiving page, to which a referral can be appended as the fragment; empty if none is named. */
export function receiverAddress(value: string, base: string): string {
  if (!value) return "";
  const { href, username, password } = webAddress("receiver", value, base);
  if (username || password || href.includes("#"))
    throw attributeError("receiver", "holds a `#`, a name or a password", value);
  return href;
}

function attributeError(attribute: string, problem: string, value: string): PrescreenerError {
  return new PrescreenerError("definition", `The attribute \`${attribute}\` ${problem}: ${value}`);
}
