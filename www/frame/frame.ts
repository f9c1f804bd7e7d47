// The page with the questions that sites show in a frame. FRAME.md documents what it discloses to whom.
import type { TrialPrescreener } from "../element/element.ts";
import { readStatus } from "../referral/delivery.ts";
import { declareEmbedding } from "../shared/embedding.ts";
import type { Taken } from "../shared/types.ts";
import { type Answer, type FrameMessage, VERSION } from "./protocol.ts";
import { lockHostScroll } from "./scroll_lock.ts";
import { answer, greet } from "./smart.ts";
import "../element/prescreener.ts";

/** The attributes that the address may set. The element validates the values. */
const ATTRIBUTES = ["lang", "audience", "order", "heading-level", "assessed-on"];

const element = document.createElement("trial-prescreener");
const query = new URLSearchParams(location.search);
const hosts = listedHosts();
let port: MessagePort | undefined;
/** The origins whose messages are ignored, each with one warning: a page can send any number of messages. */
const ignored = new Set<string>();
/** The messages that a host receives when it connects later. */
let state: FrameMessage[] = [];
/** The functions that wait for the delivery status of a referral, by its id. */
const waiting = new Map<string, (status: Taken) => void>();
/** Whether the first question has been shown. */
let begun = false;
/**
 * Whether the page or the definition has a site key. The number, the times and the heights of messages would then disclose
 * answers.
 */
let quiet = false;

/** Sets the attributes of the element. */
function configure(): void {
  for (const name of ATTRIBUTES) {
    const value = query.get(name);
    if (value !== null) element.setAttribute(name, value);
  }
  const trial = query.get("trial");
  if (trial && isOwn(trial)) element.setAttribute("trial", trial);
  else if (trial) console.error(`This trial is not taken, as not all of it is of ${location.origin}: ${trial}`);
  // Not from the address, which could then have referrals sealed for another site, or answers disclosed.
  for (const name of ["site-key", "receiver", "disclose"]) {
    const value = meta(`prescreener-${name}`);
    if (value) element.setAttribute(name, value);
  }
  element.setAttribute("loading", "eager");
  if (isIsolated()) declareEmbedding(element, "frame");
  if (element.hasAttribute("site-key")) silence();
  document.documentElement.lang = query.get("lang") ?? "en";
}

/**
 * Returns whether a trial has this page's origin with all its files: an address must not make this site show another's texts.
 * A fragment could name any address for a file. Redirects are for the page's policy to refuse.
 */
function isOwn(trial: string): boolean {
  return originOf(trial) === location.origin && !trial.includes("#");
}

/** Returns whether this page is in a frame and no page above can look into it. */
function isIsolated(): boolean {
  for (let page: Window = window; page !== page.parent; page = page.parent) if (isSameOrigin(page.parent)) return false;
  return window !== window.parent;
}

/** Returns whether a page has the same origin. */
function isSameOrigin(page: Window): boolean {
  try {
    return page.document !== undefined;
  } catch {
    return false;
  }
}

/**
 * From now on sends only that the questions are ready or cannot be shown, and referrals; and keeps the frame from scrolling
 * its host.
 */
function silence(): void {
  if (quiet) return;
  quiet = true;
  if (window !== parent) lockHostScroll();
  // Without constructed style sheets the element shows a failure in any case.
  if (!("adoptedStyleSheets" in document)) return;
  // Keeps the wheel from scrolling the host at the end of a screen, however long the screen is.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("@media screen{:root{overflow-y:scroll;overscroll-behavior:contain;min-height:calc(100vh + 1px)}}");
  document.adoptedStyleSheets = [sheet];
}

function originOf(address: string): string | undefined {
  try {
    return new URL(address, location.href).origin;
  } catch {
    return undefined;
  }
}

function meta(name: string): string {
  return document.querySelector<HTMLMetaElement>(`meta[name=${name}]`)?.content ?? "";
}

/** Returns the origins that may connect. Wildcards are not supported. */
function listedHosts(): Set<string> {
  const names = meta("prescreener-hosts").split(/\s+/).filter(Boolean);
  const exact = (name: string): boolean => originOf(name) === name;
  for (const name of names)
    if (!exact(name)) console.error(`prescreener-hosts: ${name} is no origin; it is passed over`);
  const found = names.length > 0 ? names.filter(exact) : [self.origin];
  // Every opaque origin is called `null`.
  return new Set(found.filter((origin) => origin !== "null"));
}

function send(message: FrameMessage): void {
  port?.postMessage(message);
}

/** Sends a message, and keeps it after `earlier` ones for a host that connects later. */
function publish(message: FrameMessage, earlier: FrameMessage[] = []): void {
  state = [...earlier, message];
  send(message);
}

/** Returns whether a message reports an invalid definition or attribute, which remains invalid. */
const isPermanent = (message: FrameMessage): boolean => message.type === "error" && message.error.code === "definition";

function forwardEvents(widget: TrialPrescreener): void {
  widget.addEventListener("prescreener-ready", () => {
    if (widget.shadowRoot?.querySelector("[data-sealed]")) silence();
    begun = true;
    publish({ type: "ready" }, state.filter(isPermanent));
    sendHeight();
  });
  let stepped = false;
  widget.addEventListener("prescreener-step", ({ detail }) => {
    stepped = true;
    if (!quiet) publish({ type: "step", screen: detail?.screen ?? null }, [{ type: "ready" }]);
  });
  widget.addEventListener("prescreener-result", ({ detail }) => {
    if (!quiet) publish({ type: "result", result: detail }, state);
  });
  widget.addEventListener("prescreener-refer", (event) => {
    const { detail } = event;
    // Without a connected host, nothing accepts it.
    if (port) event.waitUntil(new Promise((resolve) => waiting.set(detail.id, resolve)));
    publish({ type: "refer", handed: detail }, state);
  });
  widget.addEventListener("prescreener-error", ({ detail }) => {
    // A later error may disclose what the person answered or requested; that the engine cannot be loaded does not.
    const unready = !stepped && detail.code !== "crashed" && !!widget.shadowRoot?.querySelector(".failure");
    if (!quiet || !begun || unready) publish({ type: "error", error: detail }, state);
  });
  new ResizeObserver(sendHeight).observe(document.documentElement);
}

/** Receives the delivery status of a referral from the host. Ignores any other message. */
function receiveAnswer({ data }: MessageEvent<Partial<Answer> | null>): void {
  const status = readStatus(data?.outcome);
  if (data?.type !== "answer" || !status) return;
  waiting.get(String(data.id))?.(status);
  waiting.delete(String(data.id));
}

/** Sends the height, but not before the first question: only then it is known whether the height may be disclosed. */
function sendHeight(): void {
  const { height } = document.documentElement.getBoundingClientRect();
  if (begun && !quiet) send({ type: "height", height: Math.ceil(height) });
}

/** Connects to the host with its first hello, if its origin is listed. Ignores any other message. */
function receive(event: MessageEvent): void {
  const { data } = event;
  if (typeof data !== "object" || data === null || !("prescreener" in data || "messagingHandle" in data)) return;
  const reason = accept(event);
  if (!reason || ignored.has(event.origin)) return;
  ignored.add(event.origin);
  console.warn(`A message is ignored, and so are others like it from ${event.origin}: ${reason}`);
}

/** Accepts a message. Returns the reason if the message is ignored. */
function accept({ data, origin, source, ports: [offered] }: MessageEvent): string | undefined {
  if (source !== parent || source === window) return "it is not from the page around";
  if (!hosts.has(origin)) return `${origin} is not listed in prescreener-hosts`;
  if ("messagingHandle" in data) return answer(data, query, origin);
  if (data.prescreener !== VERSION) return `version ${data.prescreener} is not spoken here`;
  if (data.type !== "hello" || !offered) return "it is no hello with a port";
  if (port) return "there was a hello before";
  port = offered;
  port.onmessage = receiveAnswer;
  for (const message of state) send(message);
  sendHeight();
  return undefined;
}

configure();
forwardEvents(element);
addEventListener("message", receive);
document.body.append(element);
greet(query, hosts);
