// The questions on a page of their own, for sites that show them in a frame. FRAME.md says what is told to whom.
import type { TrialPrescreener } from "../element/element.ts";
import { readStatus } from "../referral/delivery.ts";
import { declareEmbedding } from "../shared/embedding.ts";
import type { Taken } from "../shared/types.ts";
import { type Answered, type Told, VERSION } from "./protocol.ts";
import { keepStill } from "./scroll_lock.ts";
import { answer, greet } from "./smart.ts";
import "../element/prescreener.ts";

/** What the address may set. The element looks at the values. */
const ATTRIBUTES = ["lang", "audience", "order", "heading-level", "assessed-on"];

const element = document.createElement("trial-prescreener");
const query = new URLSearchParams(location.search);
const hosts = listed();
let port: MessagePort | undefined;
/** Whose messages were passed over. Each is told of once: a page can send any number. */
const refused = new Set<string>();
/** What whoever connects later must still be told. */
let state: Told[] = [];
/** Who waits to hear what became of a referral, by its number. */
const waiting = new Map<string, (outcome: Taken) => void>();
/** Whether there is a first question, or was. */
let begun = false;
/**
 * Whether there is a site's key, of the page's or the definition's own. How often, when and how high would then tell of the
 * person.
 */
let quiet = false;

function fill(): void {
  for (const name of ATTRIBUTES) {
    const value = query.get(name);
    if (value !== null) element.setAttribute(name, value);
  }
  const trial = query.get("trial");
  if (trial && isOwn(trial)) element.setAttribute("trial", trial);
  else if (trial) console.error(`This trial is not taken, as not all of it is of ${location.origin}: ${trial}`);
  // What an address could change would let it have referrals sealed for somebody else, or be told what the page is not.
  for (const name of ["site-key", "receiver", "disclose"]) {
    const value = meta(`prescreener-${name}`);
    if (value) element.setAttribute(name, value);
  }
  element.setAttribute("loading", "eager");
  if (apart()) declareEmbedding(element, "frame");
  if (element.hasAttribute("site-key")) quieten();
  document.documentElement.lang = query.get("lang") ?? "en";
}

/**
 * Whether a trial is of this page's origin with all its files: an address must not be able to show a stranger's words on this site.
 * What stands behind `#` could name any place for a file. Where a server sends on to is for the page's policy to refuse.
 */
function isOwn(trial: string): boolean {
  return originOf(trial) === location.origin && !trial.includes("#");
}

/** Whether this is in a frame, and no page around can look into it. */
function apart(): boolean {
  for (let page: Window = window; page !== page.parent; page = page.parent) if (opens(page.parent)) return false;
  return window !== window.parent;
}

/** Whether a page is of the same origin. */
function opens(page: Window): boolean {
  try {
    return page.document !== undefined;
  } catch {
    return false;
  }
}

/**
 * Nothing goes out but that the questions are there or cannot be shown, and what the person hands on; and nothing that happens
 * inside moves the page around.
 */
function quieten(): void {
  if (quiet) return;
  quiet = true;
  if (window !== parent) keepStill();
  // Where there are none, the element shows a failure in any case.
  if (!("adoptedStyleSheets" in document)) return;
  // A turn of the wheel must not reach the page around at the end of a screen, however long the screen is.
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

/** The origins that may connect. A wildcard is none. */
function listed(): Set<string> {
  const names = meta("prescreener-hosts").split(/\s+/).filter(Boolean);
  const exact = (name: string): boolean => originOf(name) === name;
  for (const name of names)
    if (!exact(name)) console.error(`prescreener-hosts: ${name} is no origin; it is passed over`);
  const found = names.length > 0 ? names.filter(exact) : [self.origin];
  // What has no origin of its own is called so by all of them.
  return new Set(found.filter((origin) => origin !== "null"));
}

function tell(told: Told): void {
  port?.postMessage(told);
}

function happened(told: Told, before: Told[] = []): void {
  state = [...before, told];
  tell(told);
}

/** A failure that no other attempt mends. */
const isMistake = (told: Told): boolean => told.type === "error" && told.error.code === "definition";

function follow(widget: TrialPrescreener): void {
  widget.addEventListener("prescreener-ready", () => {
    if (widget.shadowRoot?.querySelector("[data-sealed]")) quieten();
    begun = true;
    // What is wrong with a definition or an attribute stays so.
    happened({ type: "ready" }, state.filter(isMistake));
    tellHeight();
  });
  let stepped = false;
  widget.addEventListener("prescreener-step", ({ detail }) => {
    stepped = true;
    if (!quiet) happened({ type: "step", screen: detail?.screen ?? null }, [{ type: "ready" }]);
  });
  widget.addEventListener("prescreener-result", ({ detail }) => {
    if (!quiet) happened({ type: "result", result: detail }, state);
  });
  widget.addEventListener("prescreener-refer", (event) => {
    const { detail } = event;
    // Where no page has connected, nobody takes it.
    if (port) event.waitUntil(new Promise((resolve) => waiting.set(detail.id, resolve)));
    happened({ type: "refer", handed: detail }, state);
  });
  widget.addEventListener("prescreener-error", ({ detail }) => {
    // What goes wrong later may do so by what the person answered or asked for. That the engine cannot be had is nobody's doing.
    const unmet = !stepped && detail.code !== "crashed" && !!widget.shadowRoot?.querySelector(".failure");
    if (!quiet || !begun || unmet) happened({ type: "error", error: detail }, state);
  });
  new ResizeObserver(tellHeight).observe(document.documentElement);
}

/** Takes what the page answers about a referral. Everything else is passed over. */
function answered({ data }: MessageEvent<Partial<Answered> | null>): void {
  const outcome = readStatus(data?.outcome);
  if (data?.type !== "answer" || !outcome) return;
  waiting.get(String(data.id))?.(outcome);
  waiting.delete(String(data.id));
}

/** Before the first question it is not known yet whether it may be told. */
function tellHeight(): void {
  const { height } = document.documentElement.getBoundingClientRect();
  if (begun && !quiet) tell({ type: "height", height: Math.ceil(height) });
}

/** Takes the port of the first hello that the page around this one says, if it is listed. Everything else is passed over. */
function hear(event: MessageEvent): void {
  const { data } = event;
  if (typeof data !== "object" || data === null || !("prescreener" in data || "messagingHandle" in data)) return;
  const why = objection(event);
  if (!why || refused.has(event.origin)) return;
  refused.add(event.origin);
  console.warn(`A message is ignored, and so are others like it from ${event.origin}: ${why}`);
}

/** Why a message is passed over, if it is. */
function objection({ data, origin, source, ports: [offered] }: MessageEvent): string | undefined {
  if (source !== parent || source === window) return "it is not from the page around";
  if (!hosts.has(origin)) return `${origin} is not listed in prescreener-hosts`;
  if ("messagingHandle" in data) return answer(data, query, origin);
  if (data.prescreener !== VERSION) return `version ${data.prescreener} is not spoken here`;
  if (data.type !== "hello" || !offered) return "it is no hello with a port";
  if (port) return "there was a hello before";
  port = offered;
  port.onmessage = answered;
  for (const told of state) tell(told);
  tellHeight();
  return undefined;
}

fill();
follow(element);
addEventListener("message", hear);
document.body.append(element);
greet(query, hosts);
