// A page with the outbox and nothing else, and sealed texts to put into it.
import { randomBytes, randomUUID } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { www } from "../../../www/tools/paths.mjs";
import { CSP, serve } from "../../../www/tools/serve.mjs";

const { build } = createRequire(join(www, "package.json"))("esbuild");

/** The module, and `told` to write down an error. */
const SHOW = `
  const told = ({ name, code, message }) => [name, code].filter(Boolean).join(" ") + ": " + message;
  Object.assign(window, { outbox, told });
`;

/** Serves the page. `script`: what it runs, with `outbox` (the module) at hand; `connect`: where it may send to. */
export async function serveOutbox({ script = SHOW, connect = [], pages } = {}) {
  const folder = await mkdtemp(join(tmpdir(), "prescreener-outbox-"));
  await build({
    stdin: { contents: `import * as outbox from "./src/outbox.ts";\n${script}`, resolveDir: www },
    bundle: true,
    format: "iife",
    outfile: join(folder, "page.js"),
    logLevel: "warning",
  });
  const html = '<!doctype html><title>Outbox</title><script defer src="page.js"></script>';
  await writeFile(join(folder, "index.html"), html);
  const origins = connect.map((url) => new URL(url).origin).join(" ");
  const server = await serve({
    folder,
    csp: CSP.replace("connect-src 'self'", `connect-src 'self' ${origins}`),
    pages,
  });
  const close = async () => {
    await server.close();
    await rm(folder, { recursive: true });
  };
  return { url: server.url, close };
}

/** A referral as the outbox sees it: nothing without the key tells a sealed text from random bytes after its head. */
export function referral(length = 300) {
  const sealed = Buffer.concat([Buffer.from([0x70, 0x73, 1]), randomBytes(length)]).toString("base64url");
  return { id: randomUUID(), sealed };
}
