// The messages between a host page and the frame with the questions. FRAME.md documents the protocol.
import type { Trouble } from "../shared/events.ts";
import type { Handed, Taken } from "../shared/types.ts";

/** The version of the protocol, the value of `prescreener` in a hello. */
export const VERSION = 1;

/** The first message of the page, to the frame's window and with a port. All others are sent through the port. */
export interface Hello {
  readonly prescreener: typeof VERSION;
  readonly type: "hello";
}

/** The messages of the frame, through the port. */
export type FrameMessage =
  | { readonly type: "ready" }
  | { readonly type: "step"; readonly screen: string | null }
  | { readonly type: "height"; readonly height: number }
  | { readonly type: "result"; readonly result: unknown }
  | { readonly type: "refer"; readonly handed: Handed }
  | { readonly type: "error"; readonly error: Trouble };

/** The answer of the page to `refer`, through the port: the delivery status of the referral with that id. */
export interface Answer {
  readonly type: "answer";
  readonly id: string;
  readonly outcome: Taken;
}
