// The package's package.json.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { root } from "./paths.mjs";

/** The published files, except those that npm always adds. */
const files = [
  "*.js",
  "*.html",
  "*.md",
  "LICENSE-*",
  "*.css",
  "*.png",
  "*.webmanifest",
  "*.wasm",
  "types",
  "compiled",
  "trials",
  "locales",
  "schemas",
  "custom-elements.json",
  "integrity.json",
];

/** Returns the content of the package's package.json. */
export async function manifest() {
  const cargo = await readFile(join(root, "Cargo.toml"), "utf8");
  const field = (name) => new RegExp(`^${name} = "([^"]*)"`, "m").exec(cargo)?.[1];
  return {
    name: "prescreener",
    version: field("version"),
    description: field("description"),
    license: field("license"),
    type: "module",
    engines: { node: ">=20.16" },
    sideEffects: ["./prescreener.js"],
    customElements: "custom-elements.json",
    exports: {
      ".": { types: "./types/screener.d.ts", default: "./screener.js" },
      "./element": { types: "./types/prescreener.d.ts", default: "./prescreener.js" },
      "./react": { types: "./types/react.d.ts" },
      "./host": { types: "./types/host.d.ts", default: "./host.js" },
      "./frame.html": "./frame.html",
      "./receive.html": "./receive.html",
      "./compiled/*.js": { types: "./types/address.d.ts", default: "./compiled/*.js" },
      "./compiled/*": "./compiled/*",
      "./trials/*": "./trials/*",
      "./locales/*": "./locales/*",
      "./schemas/*": "./schemas/*",
      "./*.wasm": "./*.wasm",
      "./custom-elements.json": "./custom-elements.json",
      "./integrity.json": "./integrity.json",
      "./package.json": "./package.json",
    },
    files,
  };
}
