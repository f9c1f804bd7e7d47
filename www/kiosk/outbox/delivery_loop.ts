// Delivery as long as the page is open: at once, when the network is back, and again after growing pauses.
import { asPrescreenerError, type PrescreenerError } from "../../shared/errors.ts";
import type { Delivered, Outbox } from "./outbox.ts";
import { checkEndpoint } from "./post.ts";
import { NAME } from "./store.ts";

/** What delivery is doing. */
export interface Sending {
  /** `standby`: another tab sends. `sending`: a round is running. `resting`: until `next`, or until something happens. */
  readonly doing: "standby" | "sending" | "resting";
  /** What came of the last round. */
  readonly delivered?: Delivered;
  /** Why the last round could not run: the store failed. */
  readonly trouble?: PrescreenerError;
  /** When the next round is due, as an ISO day and time. */
  readonly next?: string;
}

/** How long to rest between rounds, in milliseconds. */
export interface Pauses {
  /** After the first failure; it doubles with each further one. */
  readonly first: number;
  /** At most, and while nothing is to be sent. */
  readonly longest: number;
}

const PAUSES: Pauses = { first: 5_000, longest: 300_000 };

/** Two kiosks that failed together must not come back together. */
const jitter = (pause: number): number => pause * (0.5 + Math.random() / 2);

/**
 * Delivers until the given function is called, in one tab at a time. `told` hears what happens; an endpoint that is not
 * https is refused at once.
 */
export function keepDelivering(
  outbox: Outbox,
  endpoint: URL,
  told: (state: Sending) => void,
  pauses: Pauses = PAUSES,
): () => void {
  checkEndpoint(endpoint);
  const stopping = new AbortController();
  const { signal } = stopping;
  const tell = (state: Sending): void => {
    if (signal.aborted) return;
    try {
      told(state);
    } catch (error) {
      // Whoever listens must not end delivery.
      reportError(error);
    }
  };
  tell({ doing: "standby" });
  navigator.locks
    .request(`${NAME}-sender`, { signal }, () => run(outbox, endpoint, tell, pauses, signal))
    .catch((error) => {
      tell({ doing: "resting", trouble: asPrescreenerError(error, "environment") });
    });
  return () => stopping.abort();
}

async function run(
  outbox: Outbox,
  endpoint: URL,
  tell: (state: Sending) => void,
  { first, longest }: Pauses,
  signal: AbortSignal,
): Promise<void> {
  const bell = hangBell(signal);
  let failures = 0;
  while (!signal.aborted) {
    bell.silence();
    tell({ doing: "sending" });
    const outcome = await round(outbox, endpoint, signal);
    if (!outcome) return;
    const kept = outcome.delivered?.kept.filter(({ why }) => why !== "refused") ?? [];
    const again = kept.length > 0 || outcome.trouble !== undefined;
    failures = again && !outcome.delivered?.left ? failures + 1 : 0;
    const asked = Math.max(...kept.map(({ pause }) => pause ?? 0), 0);
    const own = again ? Math.min(first * 2 ** Math.max(failures - 1, 0), longest) : longest;
    const pause = Math.max(asked, jitter(own));
    tell({ doing: "resting", ...outcome, next: new Date(Date.now() + pause).toISOString() });
    // An endpoint that asked for a pause gets it. While it fails, one more referral is no reason to try.
    const heeded = asked > 0 ? [] : again ? ["online"] : ["online", "message"];
    if ((await bell.rest(pause, heeded)) === "online") failures = 0;
  }
}

/** One round; gives nothing when it was stopped. */
async function round(
  outbox: Outbox,
  endpoint: URL,
  signal: AbortSignal,
): Promise<{ delivered?: Delivered; trouble?: PrescreenerError } | undefined> {
  try {
    return { delivered: await outbox.deliver(endpoint, signal) };
  } catch (error) {
    return signal.aborted ? undefined : { trouble: asPrescreenerError(error, "environment") };
  }
}

/** Hears that the network is back (`online`) and that something was put in any tab (`message`), also while nobody rests. */
function hangBell(signal: AbortSignal) {
  const rung = new Set<string>();
  let heard = (): void => {};
  const ring = ({ type }: Event): void => {
    rung.add(type);
    heard();
  };
  const channel = new BroadcastChannel(NAME);
  channel.addEventListener("message", ring);
  addEventListener("online", ring, { signal });
  signal.addEventListener("abort", (event) => {
    channel.close();
    ring(event);
  });
  return {
    silence: () => rung.clear(),
    /** Rests so long, or until one of these rings or has rung. Gives which. */
    rest: (pause: number, heeded: readonly string[]) =>
      new Promise<string | undefined>((resolve) => {
        const timer = setTimeout(resolve, pause);
        heard = () => {
          const which = ["abort", ...heeded].find((type) => rung.has(type));
          if (!which) return;
          clearTimeout(timer);
          resolve(which);
        };
        heard();
      }),
  };
}
