// One sealed referral to one endpoint, once. OUTBOX.md says what the endpoint must do.
import { PrescreenerError } from "../../shared/errors.ts";

/** Why a referral is still there. */
export interface Kept {
  readonly id: string;
  /**
   * `network`: no answer came. `timeout`: none came in time. `busy`: the endpoint wants it later. `refused`: the endpoint does
   * not want it, and somebody must look why.
   */
  readonly why: "network" | "timeout" | "busy" | "refused";
  /** The answer's status, if there was an answer. */
  readonly status?: number;
  /** When the endpoint wants to be asked again, in milliseconds from now, if it said so. */
  readonly pause?: number;
}

/** How long an endpoint may take, in milliseconds. */
const TIMEOUT = 30_000;
/** The longest pause that an endpoint can ask for, in milliseconds: a mistyped date must not end delivery. */
const LONGEST_PAUSE = 24 * 60 * 60 * 1000;
/** Statuses below 500 that say "later", not "no". */
const LATER = [408, 425, 429];
/** The endpoint has it already. */
const KNOWN = 409;

/** Refuses an endpoint that others on the way could read along or stand in for. */
export function checkEndpoint({ protocol, hostname, username, password }: URL): void {
  const local = /^(localhost|127\.0\.0\.1|\[::1\])$/.test(hostname);
  if (protocol === "https:" || (protocol === "http:" && local)) {
    if (!username && !password) return;
  }
  throw new PrescreenerError(
    "environment",
    "The endpoint must be an https address, without a name or a password in it",
  );
}

/** Sends it. Gives nothing once the endpoint has it for good; rejects only when `signal` stops it. */
export async function post(
  endpoint: URL,
  { id, sealed }: { readonly id: string; readonly sealed: string },
  signal?: AbortSignal,
): Promise<Kept | undefined> {
  signal?.throwIfAborted();
  const sending = new AbortController();
  const stop = () => sending.abort();
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    stop();
  }, TIMEOUT);
  signal?.addEventListener("abort", stop);
  try {
    return answered(id, await request(endpoint, id, sealed, sending.signal));
  } catch {
    signal?.throwIfAborted();
    return { id, why: late ? "timeout" : "network" };
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", stop);
  }
}

async function request(endpoint: URL, id: string, body: string, signal: AbortSignal): Promise<Response> {
  const response = await fetch(endpoint, {
    method: "POST",
    headers: { "content-type": "text/plain", "idempotency-key": id },
    body,
    cache: "no-store",
    credentials: "omit",
    redirect: "error",
    referrerPolicy: "no-referrer",
    signal,
  });
  // The status is the answer. Nobody waits for the rest, which may never end.
  response.body?.cancel().catch(() => {});
  return response;
}

function answered(id: string, { ok, status, headers }: Response): Kept | undefined {
  if (ok || status === KNOWN) return undefined;
  if (status < 500 && !LATER.includes(status)) return { id, why: "refused", status };
  const pause = pauseOf(headers.get("retry-after"));
  return { id, why: "busy", status, ...(pause === undefined ? {} : { pause }) };
}

/** Seconds, or a day and time (RFC 9110, section 10.2.3). */
function pauseOf(text: string | null): number | undefined {
  if (!text) return undefined;
  const pause = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - Date.now();
  return Number.isNaN(pause) ? undefined : Math.min(Math.max(pause, 0), LONGEST_PAUSE);
}
