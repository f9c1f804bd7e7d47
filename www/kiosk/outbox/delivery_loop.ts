// Delivers as long as the page is open: at once, when the network is back, and again after growing pauses.
import { asPrescreenerError, type PrescreenerError } from "../../shared/errors.ts";
import type { Delivered, Outbox } from "./outbox.ts";
import { checkEndpoint } from "./post.ts";
import { NAME } from "./store.ts";

/** The state of delivery. */
export interface Sending {
  /** `standby`: another tab delivers. `sending`: a round is running. `resting`: until `next` or an event. */
  readonly doing: "standby" | "sending" | "resting";
  /** The outcome of the last round. */
  readonly delivered?: Delivered;
  /** Why the last round could not run: the store failed. */
  readonly trouble?: PrescreenerError;
  /** When the next round is due, as an ISO date and time. */
  readonly next?: string;
}

/** The pauses between rounds, in milliseconds. */
export interface Pauses {
  /** After the first failure; it doubles with each further one. */
  readonly first: number;
  /** The longest, and the pause while there is nothing to deliver. */
  readonly longest: number;
}

const PAUSES: Pauses = { first: 5_000, longest: 300_000 };

/** Shortens a pause at random, so that kiosks that failed together do not retry together. */
const jitter = (pause: number): number => pause * (0.5 + Math.random() / 2);

/**
 * Delivers until the returned function is called, in one tab at a time. Calls `onChange` with every state. Throws if the endpoint
 * is not https.
 */
export function keepDelivering(
  outbox: Outbox,
  endpoint: URL,
  onChange: (state: Sending) => void,
  pauses: Pauses = PAUSES,
): () => void {
  checkEndpoint(endpoint);
  const stopping = new AbortController();
  const { signal } = stopping;
  const report = (state: Sending): void => {
    if (signal.aborted) return;
    try {
      onChange(state);
    } catch (error) {
      // A failing listener must not stop delivery.
      reportError(error);
    }
  };
  report({ doing: "standby" });
  navigator.locks
    .request(`${NAME}-sender`, { signal }, () => run(outbox, endpoint, report, pauses, signal))
    .catch((error) => {
      report({ doing: "resting", trouble: asPrescreenerError(error, "environment") });
    });
  return () => stopping.abort();
}

async function run(
  outbox: Outbox,
  endpoint: URL,
  report: (state: Sending) => void,
  { first, longest }: Pauses,
  signal: AbortSignal,
): Promise<void> {
  const wakeups = watchWakeups(signal);
  let failures = 0;
  while (!signal.aborted) {
    wakeups.clear();
    report({ doing: "sending" });
    const outcome = await round(outbox, endpoint, signal);
    if (!outcome) return;
    const kept = outcome.delivered?.kept.filter(({ why }) => why !== "refused") ?? [];
    const failed = kept.length > 0 || outcome.trouble !== undefined;
    failures = failed && !outcome.delivered?.left ? failures + 1 : 0;
    const requested = Math.max(...kept.map(({ pause }) => pause ?? 0), 0);
    const own = failed ? Math.min(first * 2 ** Math.max(failures - 1, 0), longest) : longest;
    const pause = Math.max(requested, jitter(own));
    report({ doing: "resting", ...outcome, next: new Date(Date.now() + pause).toISOString() });
    // A requested pause is kept. While delivery fails, a new referral does not end the pause.
    const accepted = requested > 0 ? [] : failed ? ["online"] : ["online", "message"];
    if ((await wakeups.rest(pause, accepted)) === "online") failures = 0;
  }
}

/** Runs one round. Returns `undefined` if it was stopped. */
async function round(
  outbox: Outbox,
  endpoint: URL,
  signal: AbortSignal,
): Promise<{ delivered?: Delivered; trouble?: PrescreenerError } | undefined> {
  try {
    return { delivered: await outbox.deliver(endpoint, signal) };
  } catch (thrown) {
    return signal.aborted ? undefined : { trouble: asPrescreenerError(thrown, "environment") };
  }
}

/** Records that the network is back (`online`) and that a tab has stored a referral (`message`), also between rests. */
function watchWakeups(signal: AbortSignal) {
  const seen = new Set<string>();
  let wake = (): void => {};
  const record = ({ type }: Event): void => {
    seen.add(type);
    wake();
  };
  const channel = new BroadcastChannel(NAME);
  channel.addEventListener("message", record);
  addEventListener("online", record, { signal });
  signal.addEventListener("abort", (event) => {
    channel.close();
    record(event);
  });
  return {
    clear: () => seen.clear(),
    /** Waits for a pause, or until an accepted event occurs or has occurred. Returns the event. */
    rest: (pause: number, accepted: readonly string[]) =>
      new Promise<string | undefined>((resolve) => {
        const timer = setTimeout(resolve, pause);
        wake = () => {
          const event = ["abort", ...accepted].find((type) => seen.has(type));
          if (!event) return;
          clearTimeout(timer);
          resolve(event);
        };
        wake();
      }),
  };
}
