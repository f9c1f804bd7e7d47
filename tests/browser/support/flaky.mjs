// An endpoint for sealed referrals that fails in every way in which networks and servers do. It records what it
// receives.
import { EventEmitter, once } from "node:events";
import { createServer } from "node:http";
import { setTimeout as wait } from "node:timers/promises";

/**
 * How it can respond to a request. `drop`: breaks the connection `before` or `after` reading it; `keep`: has stored the
 * referral; `delay`: milliseconds before the answer.
 */
export const ANSWERS = {
  ok: { status: 201, keep: true },
  known: { status: 409, keep: true },
  slow: { status: 200, keep: true, delay: 300 },
  "breaks before": { drop: "before" },
  "breaks after": { drop: "after", keep: true },
  error: { status: 500 },
  unavailable: { status: 503 },
  busy: { status: 429 },
  timeout: { status: 408 },
  forbidden: { status: 403 },
  redirect: { status: 307, headers: { location: "/elsewhere" } },
};

const CORS = {
  "access-control-allow-origin": "*",
  "access-control-allow-headers": "idempotency-key",
  "access-control-expose-headers": "retry-after",
};

/** Aborts when the connection is closed, or the answer is sent. */
function hungUp(response) {
  const gone = new AbortController();
  response.once("close", () => gone.abort());
  return gone.signal;
}

/**
 * Listens on this machine. `choose({ id, times })` returns an answer or its name, given how often a request with that
 * id has come.
 *
 * Returns its `url`; `got`: every request in order (`id`, `sealed` once it is read, `kept`, `at`, `headers`);
 * `busiest`: the largest number of concurrent requests; `events`: `arrived` and `answered`; and `close`.
 */
export async function openFlaky({ choose = () => "ok" } = {}) {
  const endpoint = { got: [], busiest: 0, events: new EventEmitter(), choose };
  let running = 0;

  async function take(request, response) {
    const id = request.headers["idempotency-key"];
    const entry = { id, sealed: "", kept: false, at: Date.now(), headers: request.headers };
    endpoint.got.push(entry);
    const times = endpoint.got.filter((other) => other.id === id).length;
    // A client that followed a redirect would get a success.
    const chosen = request.url === "/elsewhere" ? "ok" : endpoint.choose({ id, times });
    const { status, headers = {}, drop, keep = false, delay = 0 } = ANSWERS[chosen] ?? chosen;
    if (drop === "before") return request.socket.destroy();
    let body = "";
    for await (const part of request.setEncoding("utf8")) body += part;
    Object.assign(entry, { sealed: body, kept: keep });
    endpoint.events.emit("arrived", id);
    await wait(delay, undefined, { signal: hungUp(response) });
    if (drop === "after") return request.socket.destroy();
    return response.writeHead(status, { ...CORS, ...headers }).end();
  }

  const server = createServer(async (request, response) => {
    if (request.method === "OPTIONS") return response.writeHead(204, CORS).end();
    running++;
    endpoint.busiest = Math.max(endpoint.busiest, running);
    try {
      await take(request, response);
    } catch {
      // The browser was killed, or has closed the connection.
      response.destroy();
    }
    running--;
    endpoint.events.emit("answered");
  });
  server.listen(0, "localhost");
  await once(server, "listening");
  const close = async () => {
    server.close();
    server.closeAllConnections();
    await once(server, "close");
  };
  return Object.assign(endpoint, { url: `http://localhost:${server.address().port}/referrals`, close });
}
