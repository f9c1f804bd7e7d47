// The questions in a frame, inside a host of another origin.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { pkg } from "../../../www/tools/paths.mjs";
import { serve } from "../../../www/tools/serve.mjs";
import { withPage } from "./browser.mjs";
import { listen, TODAY } from "./study.mjs";

export const TRIAL = "compiled/nct07160205/trial.bin";
const STRICT =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'";

const hostPage = (src, sandbox) => `<!doctype html><html lang="en"><title>A site</title><meta charset="utf-8">
  <script type="module" src="host.js"></script><iframe ${sandbox} src="${src}" title="Questions" width="600"></iframe>`;
const HOST_SCRIPT = 'import { connect } from "/pkg/host.js"; connect(document.querySelector("iframe"));';

/** In a page: collects every message to its window, and the channels that a test opens. */
function watchMessages() {
  window.messages = [];
  window.addEventListener("message", ({ data, origin }) => window.messages.push({ data, origin }));
  window.say = (message, { to, port = true }) => {
    const channel = new MessageChannel();
    const got = [];
    channel.port1.onmessage = ({ data }) => got.push(data.type);
    window.got = got;
    document.querySelector("iframe").contentWindow.postMessage(message, to, port ? [channel.port2] : []);
  };
}

/**
 * Opens a host of one origin with the questions from another in a frame. `listed`: the frame's list, given the host's
 * origin. `query`: more parameters of the frame's address, given the same. `meta`: more settings in the frame's page.
 * `silent`: the host does not connect. `headers`: the frame's headers, in place of a strict policy. `sandbox`: the
 * frame's attribute. `same`: the host has the frame's own origin. `prepared`: further preparation of the page before
 * anything is opened.
 */
export function around(options, fn) {
  const {
    browser,
    profile,
    listed,
    query = () => ({}),
    meta = {},
    silent = false,
    headers,
    sandbox = "",
    prepared,
    same = false,
  } = options;
  const pages = {};
  const prepare = async (page) => {
    await page.addInitScript(listen);
    await page.addInitScript(watchMessages);
    await prepared?.(page);
  };
  return withPage({ browser, profile, path: null, csp: "", pages, prepare }, async (opened) => {
    const origin = new URL(opened.url).origin;
    const own = opened.url;
    const stated = Object.entries({ hosts: listed(origin), ...meta });
    const html = stated.reduce(
      (page, [name, content]) => page.replace(`${name}" content=""`, `${name}" content="${content}"`),
      await readFile(join(pkg, "frame.html"), "utf8"),
    );
    const framed = { "/pkg/listed.html": { html, headers: headers ?? { "Content-Security-Policy": STRICT } } };
    Object.assign(pages, framed);
    const server = await serve({ csp: "", pages: framed });
    try {
      const address = new URL("pkg/listed.html", same ? own : server.url);
      address.search = new URLSearchParams({ trial: TRIAL, "assessed-on": TODAY, ...query(origin) });
      const policy = `default-src 'none'; script-src 'self'; frame-src ${address.origin}`;
      pages["/site.html"] = {
        html: hostPage(address.href.replaceAll("&", "&amp;"), sandbox),
        headers: { "Content-Security-Policy": policy },
      };
      pages["/host.js"] = { html: silent ? "" : HOST_SCRIPT, headers: { "Content-Type": "text/javascript" } };
      await opened.page.goto(new URL("site.html", opened.url).href);
      const frame = opened.page.frames().find((one) => one.url() === address.href);
      await frame.waitForFunction(() => window.heard.length > 0);
      const widget = frame.locator("trial-prescreener");
      return await fn({ ...opened, origin, frame, widget, to: address.origin });
    } finally {
      await server.close();
    }
  });
}
