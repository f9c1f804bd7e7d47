// The questions on a page of their own, for sites that show them in a frame. FRAME.md says what is told to whom.
import type { TrialPrescreener } from "./element.ts";
import { type Answered, type Told, VERSION } from "./messages.ts";
import { answer, greet } from "./smart.ts";
import { readOutcome } from "./taken.ts";
import type { Outcome } from "./types.ts";
import "./prescreener.ts";

/** What the address may set. The element looks at the values. */
const ATTRIBUTES = ["lang", "audience", "order", "heading-level", "assessed-on"];

const element = document.createElement("trial-prescreener");
const query = new URLSearchParams(location.search);
const hosts = listed();
let port: MessagePort | undefined;
/** What whoever connects later must still be told. */
let state: Told[] = [];
/** Who waits to hear what became of a referral, by its number. */
const waiting = new Map<string, (outcome: Outcome) => void>();

function fill(): void {
  for (const name of ATTRIBUTES) {
    const value = query.get(name);
    if (value !== null) element.setAttribute(name, value);
  }
  const trial = query.get("trial");
  // An address must not be able to show a stranger's words on this site.
  if (trial && originOf(trial) === location.origin) element.setAttribute("trial", trial);
  // What an address could change would let it have referrals sealed for somebody else.
  for (const name of ["site-key", "receiver"]) {
    const value = meta(`prescreener-${name}`);
    if (value) element.setAttribute(name, value);
  }
  element.setAttribute("loading", "eager");
  document.documentElement.lang = query.get("lang") ?? "en";
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

function follow(widget: TrialPrescreener): void {
  widget.addEventListener("prescreener-ready", () => happened({ type: "ready" }));
  widget.addEventListener("prescreener-step", ({ detail }) => {
    happened({ type: "step", screen: detail.screen }, [{ type: "ready" }]);
  });
  widget.addEventListener("prescreener-result", ({ detail }) => happened({ type: "result", result: detail }, state));
  widget.addEventListener("prescreener-refer", (event) => {
    const { detail } = event;
    // Where no page has connected, nobody takes it.
    if (port) event.waitUntil(new Promise((resolve) => waiting.set(detail.id, resolve)));
    happened({ type: "refer", handed: detail }, state);
  });
  widget.addEventListener("prescreener-error", ({ detail }) => happened({ type: "error", error: detail }, state));
  new ResizeObserver(() => tell(height())).observe(document.documentElement);
}

/** Takes what the page answers about a referral. Everything else is passed over. */
function answered({ data }: MessageEvent<Partial<Answered> | null>): void {
  const outcome = readOutcome(data?.outcome);
  if (data?.type !== "answer" || !outcome) return;
  waiting.get(String(data.id))?.(outcome);
  waiting.delete(String(data.id));
}

function height(): Told {
  return { type: "height", height: Math.ceil(document.documentElement.getBoundingClientRect().height) };
}

/** Takes the port of the first hello that the page around this one says, if it is listed. Everything else is passed over. */
function hear(event: MessageEvent): void {
  const { data } = event;
  if (typeof data !== "object" || data === null || !("prescreener" in data || "messagingHandle" in data)) return;
  const why = objection(event);
  if (why) console.warn(`A message is ignored: ${why}`);
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
  for (const told of [...state, height()]) tell(told);
  return undefined;
}

fill();
follow(element);
addEventListener("message", hear);
document.body.append(element);
greet(query, hosts);
