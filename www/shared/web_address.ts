// Addresses that a page names, of another page of the web.
import { PrescreenerError } from "./errors.ts";

/** The address in an attribute. One of another kind could run code in this page, or lead to no page at all. */
export function webAddress(attribute: string, written: string, base: string): URL {
  try {
    const address = new URL(written, base);
    if (/^https?:$/.test(address.protocol)) return address;
  } catch {
    // It is no address at all.
  }
  throw wrong(attribute, "is no http or https address", written);
}

/** The address of the page that opens a referral, which is to stand behind it; empty where none is named. */
export function receiverAddress(written: string, base: string): string {
  if (!written) return "";
  const { href, username, password } = webAddress("receiver", written, base);
  if (username || password || href.includes("#")) throw wrong("receiver", "holds a `#`, a name or a password", written);
  return href;
}

function wrong(attribute: string, what: string, written: string): PrescreenerError {
  return new PrescreenerError("definition", `The attribute \`${attribute}\` ${what}: ${written}`);
}
