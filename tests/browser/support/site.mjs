// The project's own server as a host's site: some addresses answered otherwise, every request recorded, and each page
// watched from its first line. It works in every browser, because it needs nothing from the browser.
import { createServer } from "node:http";
import { serve } from "../../../www/tools/serve.mjs";
import { listen } from "./study.mjs";

/** Collects what goes wrong on a page. */
function watch() {
  window.wrong = [];
  const note = (what) => window.wrong.push(what);
  const { error } = console;
  console.error = (...values) => {
    note(`console: ${values.join(" ")}`);
    error.apply(console, values);
  };
  window.addEventListener("error", ({ message }) => note(`error: ${message}`));
  window.addEventListener("unhandledrejection", ({ reason }) => note(`rejected: ${reason}`));
  document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) => {
    note(`policy: ${effectiveDirective} ${blockedURI}`);
  });
}

const WATCHER = "/watch.js";

/**
 * Opens the site. `csp`: a policy in place of the strict one. `instead`: the status or text with which to answer, by
 * path. Returns its `url`, the growing list of `requests` (paths), and `close`.
 */
export async function openSite({ csp, instead = {} } = {}) {
  const behind = await serve({ port: 0, csp });
  const requests = [];
  const own = { ...instead, [WATCHER]: `(${listen})();(${watch})();` };
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });

  async function answer({ url: path }, response) {
    if (path !== WATCHER) requests.push(path);
    const there = await fetch(new URL(path, behind.url));
    const { "content-length": _, ...headers } = Object.fromEntries(there.headers);
    const other = own[path];
    if (typeof other === "number") return response.writeHead(other, headers).end();
    const type = other === undefined ? (headers["content-type"] ?? "") : typeOf(path);
    let body = other ?? Buffer.from(await there.arrayBuffer());
    if (type.startsWith("text/html")) {
      body = String(body).replace("<head>", `<head><script src="${WATCHER}"></script>`);
    }
    response.writeHead(other === undefined ? there.status : 200, { ...headers, "content-type": type }).end(body);
  }

  await new Promise((resolve) => server.listen(0, "localhost", resolve));
  const close = async () => {
    server.close();
    server.closeAllConnections();
    await behind.close();
  };
  return { url: `http://localhost:${server.address().port}/`, requests, close };
}

const typeOf = (path) =>
  ({ html: "text/html", js: "text/javascript", css: "text/css" })[path.split(".").at(-1)] ?? "text/plain";
