// For a page that shows the questions in a frame: as high as they are, unless that would tell, and with the element's events.

import { deliveryStatus } from "../referral/delivery.ts";
import { type Answered, type Hello, type Told, VERSION } from "./protocol.ts";

/** The height of a frame that has none, in CSS pixels: less than most telephones, so that the page can be scrolled beside it. */
const HEIGHT = "600";

/**
 * Connects to `frame`, an iframe with frame.html in it. Its height follows the questions, or stays as it is where there is a
 * site's key, and the events that `<trial-prescreener>` fires in a page are fired at the iframe, as far as the frame tells them.
 * Call it once for each frame. Gives a way to disconnect.
 */
export function connect(frame: HTMLIFrameElement): () => void {
  const ports: MessagePort[] = [];
  frame.height ||= HEIGHT;
  const hello = (): void => {
    const { origin } = new URL(frame.src, frame.baseURI);
    const channel = new MessageChannel();
    const own = channel.port1;
    // Those before stay open: this very document may have heard an earlier hello, and takes no second one.
    ports.push(own);
    own.onmessage = ({ data }: MessageEvent<Told>) => hear(frame, own, data);
    const message: Hello = { prescreener: VERSION, type: "hello" };
    frame.contentWindow?.postMessage(message, origin, [channel.port2]);
  };
  // Each load is another document, which knows of nothing. This one may be there already.
  frame.addEventListener("load", hello);
  hello();
  return () => {
    frame.removeEventListener("load", hello);
    for (const port of ports) port.close();
  };
}

function hear(frame: HTMLIFrameElement, port: MessagePort, told: Told): void {
  if (told.type === "height") {
    frame.height = String(told.height);
    return;
  }
  const taken: Promise<unknown>[] = [];
  const event = new CustomEvent(`prescreener-${told.type}`, { detail: detailOf(told), ...LOUD });
  if (told.type === "refer")
    Object.assign(event, { waitUntil: (promise: Promise<unknown>) => void taken.push(promise) });
  frame.dispatchEvent(event);
  if (told.type === "refer") void answer(port, told.handed.id, taken);
}

/** Tells the frame what became of a referral, so that the person can be told. */
async function answer(port: MessagePort, id: string, taken: Promise<unknown>[]): Promise<void> {
  const answered: Answered = { type: "answer", id, outcome: await deliveryStatus(taken) };
  port.postMessage(answered);
}

/** As the element's own events. */
const LOUD = { bubbles: true, composed: true };

function detailOf(told: Told): unknown {
  if (told.type === "step") return told.screen && { screen: told.screen };
  if (told.type === "result") return told.result;
  if (told.type === "refer") return told.handed;
  return told.type === "error" ? told.error : null;
}
