// A static server for the demo page and the package, with the strictest policy that a host may set.
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { demo, pkg } from "./paths.mjs";

export const CSP = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join("; ");

/** The policy of the kiosk's page, which starts a service worker and has a manifest. */
const KIOSK = `${CSP.replace("trusted-types 'none'", "trusted-types prescreener-kiosk")}; manifest-src 'self'`;

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".ts": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
};

/**
 * Headers that let other origins load the package, also sandboxed frames with an opaque origin. The package contains no secret.
 */
const OPEN = { "Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin" };

/** Returns the file at a URL path: below /pkg/ in the package, otherwise in the demo; or everything in one folder. */
function locate(pathname, folder) {
  const parts = decodeURIComponent(pathname).split("/").filter(Boolean);
  // Refuses `..`, hidden files, and NUL and backslash, which some file systems interpret.
  if (parts.some((part) => part.startsWith(".") || /[\0\\]/.test(part) || part === "node_modules")) return undefined;
  if (folder) return join(folder, ...(parts.length > 0 ? parts : ["index.html"]));
  if (parts[0] === "pkg") return join(pkg, ...parts.slice(1));
  return join(demo, ...(parts.length > 0 ? parts : ["index.html"]));
}

async function answer(request, response, { csp, folder, pages }) {
  const headers = { "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff" };
  if (csp) headers["Content-Security-Policy"] = csp;
  const refuse = (status) =>
    response.writeHead(status, { ...headers, "Content-Type": "text/plain" }).end(`${status}\n`);
  let file;
  try {
    const { pathname } = new URL(request.url, "http://localhost");
    if (typeof pages[pathname] === "function") return await pages[pathname](request, response);
    if (request.method !== "GET" && request.method !== "HEAD") return refuse(405);
    file = locate(pathname, folder);
    if (csp === CSP && pathname.endsWith("/kiosk.html")) headers["Content-Security-Policy"] = KIOSK;
    const page = pages[pathname];
    if (page)
      return response.writeHead(200, { ...headers, "Content-Type": TYPES[".html"], ...page.headers }).end(page.html);
    if (pathname.startsWith("/pkg/")) Object.assign(headers, OPEN);
  } catch {
    return refuse(400);
  }
  const found = file && (await stat(file).catch(() => undefined));
  if (!found?.isFile()) return refuse(404);
  const type = TYPES[extname(file)] ?? "application/octet-stream";
  response.writeHead(200, { ...headers, "Content-Type": type, "Content-Length": found.size });
  if (request.method === "HEAD") return response.end();
  return createReadStream(file)
    .on("error", () => response.destroy())
    .pipe(response);
}

/**
 * Starts the server on `port` (0: any free one), for this machine only. `csp: ""` sends no policy; `folder` replaces the demo page
 * and the package. `pages`: more pages by path, each with `html` and `headers`, or a function that handles the request.
 */
export function serve({ port = 0, csp = CSP, folder, pages = {} } = {}) {
  const server = createServer((request, response) => {
    answer(request, response, { csp, folder, pages }).catch(() => response.destroy());
  });
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "localhost", () => {
      const close = () =>
        new Promise((done) => {
          server.close(done);
          server.closeAllConnections();
        });
      resolve({ url: `http://localhost:${server.address().port}/`, close });
    });
  });
}
