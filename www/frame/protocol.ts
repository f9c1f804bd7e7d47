// What a page and the frame with the questions say to each other. FRAME.md is the document of it.
import type { Trouble } from "../shared/events.ts";
import type { Handed, Taken } from "../shared/types.ts";

/** The version of the protocol, the value of `prescreener` in a hello. */
export const VERSION = 1;

/** What the page says first, to the frame's window and with a port: the only message that is not sent through the port. */
export interface Hello {
  readonly prescreener: typeof VERSION;
  readonly type: "hello";
}

/** What the frame says through the port. */
export type Told =
  | { readonly type: "ready" }
  | { readonly type: "step"; readonly screen: string | null }
  | { readonly type: "height"; readonly height: number }
  | { readonly type: "result"; readonly result: unknown }
  | { readonly type: "refer"; readonly handed: Handed }
  | { readonly type: "error"; readonly error: Trouble };

/** What the page answers to `refer`, through the port: what became of the referral with that number. */
export interface Answered {
  readonly type: "answer";
  readonly id: string;
  readonly outcome: Taken;
}
