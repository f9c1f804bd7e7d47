// The delivery status of a referral. It never claims more than what was observed.
import type { Taken } from "../shared/types.ts";

const NEWS = ["taken", "kept", "queued", "untaken", "refused", "failed"];

/**
 * Returns the delivery status after all promises passed to `waitUntil`. Each promise has a status:
 *
 * | promise | status |
 * |---|---|
 * | rejects | `failed` |
 * | resolves to a response (by its `ok` and `status`) that is not `ok` | `refused`, with the status of the response |
 * | resolves to a {@link Taken} | that status |
 * | resolves to anything else | `taken` |
 *
 * The first that is `failed` or `refused` decides at once. Otherwise the result is `kept` or `queued` if a promise has that status,
 * else `taken` if one has that, else `untaken`.
 */
export async function deliveryStatus(promises: readonly Promise<unknown>[]): Promise<Taken> {
  try {
    const all = await Promise.all(promises.map(async (promise) => delivered(await promise)));
    const accepted = all.filter(({ news }) => news !== "untaken");
    return accepted.find(({ news }) => news !== "taken") ?? accepted[0] ?? { news: "untaken" };
  } catch (thrown) {
    return thrown instanceof Undelivered ? thrown.status : { news: "failed" };
  }
}

class Undelivered {
  readonly status: Taken;
  constructor(status: Taken) {
    this.status = status;
  }
}

/** Returns the status of a value that a promise resolved to. Throws it if it is `refused` or `failed`. */
function delivered(value: unknown): Taken {
  const status = readStatus(value) ?? responseStatus(value);
  if (status.news === "refused" || status.news === "failed") throw new Undelivered(status);
  return status;
}

function responseStatus(value: unknown): Taken {
  const { ok, status } = Object(value) as Partial<Response>;
  if (ok !== false || typeof status !== "number") return { news: "taken" };
  // A response that the page may not read has the status 0.
  return status === 0 ? { news: "failed" } : { news: "refused", status };
}

/** Reads a delivery status from an untrusted value. Returns `undefined` for anything else. */
export function readStatus(value: unknown): Taken | undefined {
  const { news, status } = Object(value) as Partial<Taken>;
  if (typeof news !== "string" || !NEWS.includes(news)) return undefined;
  return typeof status === "number" && Number.isInteger(status) ? { news, status } : { news };
}
