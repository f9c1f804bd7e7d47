// The handshake of SMART Web Messaging, for clinical systems that ask a page in a frame if it is there. No more than that.

const HANDSHAKE = "status.handshake";

/** A request as SMART Web Messaging writes it. */
export interface Request {
  readonly messagingHandle?: unknown;
  readonly messageId?: unknown;
  readonly messageType?: unknown;
}

/** A new id, also where the page is not secure and `randomUUID` is missing. */
function id(): string {
  return Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(16)).join("-");
}

/**
 * Answers the handshake of the page around, which comes from a listed `origin`, if it knows the handle in the address. Gives
 * the reason where it does not.
 */
export function answer(request: Request, query: URLSearchParams, origin: string): string | undefined {
  const { messagingHandle, messageId, messageType } = request;
  if (!messagingHandle || messagingHandle !== query.get("messaging_handle")) return "its handle is not the address's";
  if (typeof messageId !== "string") return "it has no id";
  if (messageType !== HANDSHAKE) return `${messageType} is not spoken here`;
  parent.postMessage({ messageId: id(), responseToMessageId: messageId, payload: {} }, origin);
  return undefined;
}

/** Asks the page around if it is there, where the address gives its handle and its origin is listed. */
export function greet(query: URLSearchParams, hosts: ReadonlySet<string>): void {
  const [messagingHandle, origin] = [query.get("messaging_handle"), query.get("messaging_origin")];
  if (!messagingHandle || !origin || parent === window) return;
  if (hosts.has(origin)) {
    parent.postMessage({ messagingHandle, messageId: id(), messageType: HANDSHAKE, payload: {} }, origin);
  } else {
    console.warn(`${origin} is not listed in prescreener-hosts: not greeted`);
  }
}
