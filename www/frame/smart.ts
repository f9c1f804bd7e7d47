// The handshake of SMART Web Messaging, and no other part of it, for clinical systems that expect it of a page in a frame.

import { uuid } from "../shared/uuid.ts";

const HANDSHAKE = "status.handshake";

/** A request of SMART Web Messaging. */
export interface Request {
  readonly messagingHandle?: unknown;
  readonly messageId?: unknown;
  readonly messageType?: unknown;
}

/**
 * Answers a handshake of the host, from a listed `origin`, if it has the handle that is in the address. Returns the reason if it
 * does not answer.
 */
export function answer(request: Request, query: URLSearchParams, origin: string): string | undefined {
  const { messagingHandle, messageId, messageType } = request;
  if (!messagingHandle || messagingHandle !== query.get("messaging_handle")) return "its handle is not the address's";
  if (typeof messageId !== "string") return "it has no id";
  if (messageType !== HANDSHAKE) return `${messageType} is not spoken here`;
  parent.postMessage({ messageId: uuid(), responseToMessageId: messageId, payload: {} }, origin);
  return undefined;
}

/** Sends a handshake to the host, if the address has a handle and names a listed origin. */
export function greet(query: URLSearchParams, hosts: ReadonlySet<string>): void {
  const [messagingHandle, origin] = [query.get("messaging_handle"), query.get("messaging_origin")];
  if (!messagingHandle || !origin || parent === window) return;
  if (hosts.has(origin)) {
    parent.postMessage({ messagingHandle, messageId: uuid(), messageType: HANDSHAKE, payload: {} }, origin);
  } else {
    console.warn(`${origin} is not listed in prescreener-hosts: not greeted`);
  }
}
