// The snippets of a Markdown file: text between fences, and text indented by four more than the text around it.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../../www/tools/paths.mjs";

/**
 * Returns all snippets of a file, each with its `file`, its first `line`, its `language` if its fence names one, and
 * its `text`.
 */
export function snippetsOf(file) {
  const lines = readFileSync(join(root, file), "utf8").split("\n");
  const found = [];
  for (let at = 0; at < lines.length; at += 1) {
    const fence = /^```(\w*)$/.exec(lines[at]);
    const indented = /^ {4,}\S/.test(lines[at]) && (lines[at - 1] ?? "").trim() === "";
    if (!fence && !indented) continue;
    const from = fence ? at + 1 : at;
    let to = from;
    const within = fence
      ? (line) => line !== "```"
      : (line, next = "") => /^ {4,}\S/.test(line) || (line.trim() === "" && /^ {4,}\S/.test(next));
    while (to < lines.length && within(lines[to], lines[to + 1])) to += 1;
    const own = lines.slice(from, to);
    const margin = fence ? 0 : Math.min(...own.filter(Boolean).map((line) => line.search(/\S/)));
    const text = own.map((line) => line.slice(margin)).join("\n");
    found.push({ file, line: from + 1, language: fence?.[1] || undefined, text });
    at = to;
  }
  return found;
}
