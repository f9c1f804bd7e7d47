// Describes the element for editors and documentation (https://github.com/webcomponents/custom-elements-manifest), from the
// comments in its source.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { www } from "./paths.mjs";
import { Trouble } from "./run.mjs";

const MODULE = "prescreener.js";
/** The comment of a class, and its name. */
const CLASS = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*export class (\w+) extends/;
/** `{type} name - text`, where the type may be missing, and the name may be `[name=default]`. */
const TAG =
  /^(?:\{(?<type>[^}]*)\} )?(?:\[(?<optional>[^\]=]+)=(?<default>[^\]]*)\]|(?<name>[\w-]*?))\s*- (?<text>.*)$/;
const METHOD = /^ {2}\/\*\* ([^\n]*) \*\/\n {2}([a-z]\w*)\(\): (\w+) \{/gm;
const GETTER = /^ {2}\/\*\* ([^\n]*) \*\/\n {2}get (\w+)\(\): ([^{]*) \{/gm;

/** A comment without its stars, in one line: what it says, then each tag with what follows it. */
function read(comment) {
  const lines = comment.split("\n").map((line) => line.replace(/^\s*\*? ?/, "").trim());
  const [text, ...tags] = lines.join(" ").split(/ @(?=\w+)/);
  return { text: text.trim(), tags: tags.map((tag) => tag.trim().match(/^(?<tag>\w+) ?(?<rest>.*)$/).groups) };
}

function entry(tag, rest) {
  const found = TAG.exec(rest)?.groups;
  if (!found) throw new Trouble(`element.ts: cannot read the tag @${tag} ${rest}`);
  const { type, optional, default: usual, name, text } = found;
  return {
    name: optional ?? name,
    description: text.trim(),
    ...(type && { type: { text: type } }),
    ...(usual !== undefined && { default: usual }),
  };
}

function members(source) {
  const methods = [...source.matchAll(METHOD)].map(([, description, name, type]) => ({
    kind: "method",
    name,
    description,
    return: { type: { text: type } },
  }));
  const fields = [...source.matchAll(GETTER)].map(([, description, name, type]) => ({
    kind: "field",
    name,
    description,
    type: { text: type },
    ...(!source.includes(`  set ${name}(`) && { readonly: true }),
  }));
  // Moving an element is the browser's business.
  return [...fields, ...methods.filter(({ name }) => !name.endsWith("Callback"))];
}

/** What the element observes, and what it reads when it is needed, must be what its comment names. */
function compare(source, attributes) {
  const [, list] = /observedAttributes = \[([^\]]*)\]/.exec(source) ?? [];
  const names = [...(list ?? "").matchAll(/"([^"]+)"/g), ...source.matchAll(/this\.getAttribute\("([^"]+)"\)/g)];
  const used = [...new Set(names.map(([, name]) => name))].sort();
  const named = attributes.map(({ name }) => name).sort();
  if (used.join() === named.join()) return;
  throw new Trouble(`element.ts: it uses the attributes ${used}, but its comment has @attr ${named}`);
}

/** The content of `custom-elements.json`. */
export async function describeElement() {
  const source = await readFile(join(www, "element", "element.ts"), "utf8");
  const [, comment, className] = CLASS.exec(source) ?? [];
  if (!comment) throw new Trouble("element.ts: there is no comment right before `export class`");
  const { text, tags } = read(comment);
  const all = (wanted) => tags.filter(({ tag }) => tag === wanted).map(({ tag, rest }) => entry(tag, rest));
  const tagName = tags.find(({ tag }) => tag === "element")?.rest;
  const attributes = all("attr");
  compare(source, attributes);
  const declaration = { name: className, module: MODULE };
  return {
    schemaVersion: "2.1.0",
    readme: "README.md",
    modules: [
      {
        kind: "javascript-module",
        path: MODULE,
        declarations: [
          {
            kind: "class",
            customElement: true,
            name: className,
            tagName,
            description: text,
            superclass: { name: "HTMLElement", package: "global:" },
            attributes,
            members: members(source),
            events: all("fires"),
            slots: all("slot"),
            cssProperties: all("cssprop"),
            cssParts: all("csspart"),
          },
        ],
        exports: [
          { kind: "js", name: className, declaration },
          { kind: "custom-element-definition", name: tagName, declaration },
        ],
      },
    ],
  };
}
