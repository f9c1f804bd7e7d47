// Rendered here, without a document, and hydrated in the browser.
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createElement } from "react";
import { renderToString } from "react-dom/server";
import { build as bundle } from "../esbuild/build.mjs";
import { App } from "./app.js";

export async function build(from, to) {
  await bundle(from, to);
  const page = await readFile(join(from, "index.html"), "utf8");
  await writeFile(join(to, "index.html"), page.replace("APP", renderToString(createElement(App))));
}
