// Describes the element for editors and documentation (https://github.com/webcomponents/custom-elements-manifest), from its
// source, as @custom-elements-manifest/analyzer reads it.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { www } from "./paths.mjs";
import { Trouble } from "./run.mjs";

const MODULE = "prescreener.js";

/** What a page can use has a comment; private members are none of it, and moving an element is the browser's business. */
const isOffered = ({ name, description, privacy }) => description && !privacy && !name.endsWith("Callback");

/** What the element observes, and what it reads when it is needed, must be what its comment names. */
function compare(source, attributes) {
  const [, list] = /observedAttributes = \[([^\]]*)\]/.exec(source) ?? [];
  const names = [...(list ?? "").matchAll(/"([^"]+)"/g), ...source.matchAll(/this\.getAttribute\("([^"]+)"\)/g)];
  const used = [...new Set(names.map(([, name]) => name))].sort();
  const named = attributes.filter(({ description }) => description).map(({ name }) => name);
  if (used.join() === named.sort().join()) return;
  throw new Trouble(`element.ts: it uses the attributes ${used}, but its comment has @attr ${named}`);
}

/** The content of `custom-elements.json`. */
export async function describeElement() {
  // It may not have been installed yet when this file is loaded.
  const { create, ts } = await import("@custom-elements-manifest/analyzer");
  const source = await readFile(join(www, "element", "element.ts"), "utf8");
  // Under the name of the file that a page loads.
  const file = ts.createSourceFile(MODULE, source, ts.ScriptTarget.Latest, true, ts.ScriptKind.TS);
  const { modules } = create({ modules: [file] });
  const [{ declarations, exports }] = modules;
  const element = declarations.find(({ customElement }) => customElement);
  if (!element) throw new Trouble("element.ts: no class has a comment with @element");
  compare(source, element.attributes);
  element.superclass = { name: "HTMLElement", package: "global:" };
  element.members = element.members.filter(isOffered);
  // The analyzer takes the variable of a `new CustomEvent(type)` for one as well.
  element.events = element.events.filter(({ description }) => description);
  exports.push({ ...exports[0], kind: "custom-element-definition", name: element.tagName });
  return { schemaVersion: "2.1.0", readme: "README.md", modules };
}
