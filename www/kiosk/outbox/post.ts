// Sends one sealed referral to an endpoint, once. OUTBOX.md states the requirements of the endpoint.
import { PrescreenerError } from "../../shared/errors.ts";

/** Why a referral remains in the outbox. */
export interface Kept {
  readonly id: string;
  /**
   * `network`: no response arrived. `timeout`: none arrived in time. `busy`: the endpoint accepts it later. `refused`: the endpoint
   * does not accept it, and staff have to find out why.
   */
  readonly why: "network" | "timeout" | "busy" | "refused";
  /** The HTTP status, if there was a response. */
  readonly status?: number;
  /** The pause that the endpoint asks for, in milliseconds, if it does. */
  readonly pause?: number;
}

/** How long an endpoint may take to respond, in milliseconds. */
const TIMEOUT = 30_000;
/** The longest pause that an endpoint can ask for, in milliseconds, so that a mistyped date cannot stop delivery. */
const LONGEST_PAUSE = 24 * 60 * 60 * 1000;
/** The statuses below 500 that mean "later", not "no". */
const LATER = [408, 425, 429];
/** The status of a referral that the endpoint already has. */
const KNOWN = 409;

/** Throws if an endpoint could be observed or impersonated on the network, or its address has a name or a password. */
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

/** Sends a referral. Returns `undefined` once the endpoint has stored it. Rejects only if `signal` aborts it. */
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
    return failureOf(id, await request(endpoint, id, sealed, sending.signal));
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
  // Only the status counts. The body may never end.
  response.body?.cancel().catch(() => {});
  return response;
}

function failureOf(id: string, { ok, status, headers }: Response): Kept | undefined {
  if (ok || status === KNOWN) return undefined;
  if (status < 500 && !LATER.includes(status)) return { id, why: "refused", status };
  const pause = pauseOf(headers.get("retry-after"));
  return { id, why: "busy", status, ...(pause === undefined ? {} : { pause }) };
}

/** Reads `Retry-After`: seconds, or a date and time (RFC 9110, section 10.2.3). Returns milliseconds. */
function pauseOf(text: string | null): number | undefined {
  if (!text) return undefined;
  const pause = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - Date.now();
  return Number.isNaN(pause) ? undefined : Math.min(Math.max(pause, 0), LONGEST_PAUSE);
}
