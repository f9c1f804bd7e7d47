// The package's entry for a page that shows the questions in a frame.

import { deliveryStatus } from "../referral/delivery.ts";
import { type Answer, type FrameMessage, type Hello, VERSION } from "./protocol.ts";

/** The height of a frame that has none, in CSS pixels: less than most phones have, so that the page can be scrolled beside it. */
const DEFAULT_HEIGHT = "600";

/**
 * Connects to `frame`, an iframe that shows `frame.html`. Its height follows the questions; with a site key it stays as it is, as it
 * would disclose answers. The iframe fires the events that `<trial-prescreener>` fires in a page, as far as the frame discloses them.
 * Call it once for each frame. Returns a function that disconnects.
 *
 * @example
 * ```js
 * import { connect } from "prescreener/host";
 *
 * const frame = document.querySelector("#prescreener");
 * const disconnect = connect(frame);
 * frame.addEventListener("prescreener-refer", (event) => {
 *   event.waitUntil(fetch("/referrals", { method: "POST", body: JSON.stringify(event.detail) }));
 * });
 * ```
 */
export function connect(frame: HTMLIFrameElement): () => void {
  const ports: MessagePort[] = [];
  frame.height ||= DEFAULT_HEIGHT;
  const hello = (): void => {
    const { origin } = new URL(frame.src, frame.baseURI);
    const channel = new MessageChannel();
    const own = channel.port1;
    // Earlier ports stay open: this document may have accepted an earlier hello, and accepts no second one.
    ports.push(own);
    own.onmessage = ({ data }: MessageEvent<FrameMessage>) => receive(frame, own, data);
    const message: Hello = { prescreener: VERSION, type: "hello" };
    frame.contentWindow?.postMessage(message, origin, [channel.port2]);
  };
  // Each load creates another document, which needs a hello of its own. The first may be loaded already.
  frame.addEventListener("load", hello);
  hello();
  return () => {
    frame.removeEventListener("load", hello);
    for (const port of ports) port.close();
  };
}

function receive(frame: HTMLIFrameElement, port: MessagePort, message: FrameMessage): void {
  if (message.type === "height") {
    frame.height = String(message.height);
    return;
  }
  const promises: Promise<unknown>[] = [];
  const event = new CustomEvent(`prescreener-${message.type}`, { detail: detailOf(message), ...BUBBLING });
  if (message.type === "refer")
    Object.assign(event, { waitUntil: (promise: Promise<unknown>) => void promises.push(promise) });
  frame.dispatchEvent(event);
  if (message.type === "refer") void answer(port, message.handed.id, promises);
}

/** Sends the delivery status of a referral to the frame, which shows it to the person. */
async function answer(port: MessagePort, id: string, promises: Promise<unknown>[]): Promise<void> {
  const message: Answer = { type: "answer", id, outcome: await deliveryStatus(promises) };
  port.postMessage(message);
}

/** Options as of the element's own events. */
const BUBBLING = { bubbles: true, composed: true };

function detailOf(message: FrameMessage): unknown {
  if (message.type === "step") return message.screen && { screen: message.screen };
  if (message.type === "result") return message.result;
  if (message.type === "refer") return message.handed;
  return message.type === "error" ? message.error : null;
}
