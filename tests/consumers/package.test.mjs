// The published package: its files, their hashes and their descriptions.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import test from "node:test";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { consumers, pkg, www } from "../../www/tools/paths.mjs";
import { install, pack, packageFolder } from "./support/package.mjs";

const text = (...path) => readFile(join(...path), "utf8");
const json = async (path) => JSON.parse(await text(packageFolder, path));

test("the published package", async (t) => {
  await install();
  const { files } = await pack();

  await t.test("contains exactly the listed files", async () => {
    const wanted = (await text(consumers, "files.txt")).trimEnd().split("\n");
    const more = files.filter((file) => !wanted.includes(file));
    const fewer = wanted.filter((file) => !files.includes(file));
    const how = "If that is meant, write it into tests/consumers/files.txt: one path a line, sorted.";
    assert.deepEqual({ more, fewer }, { more: [], fewer: [] }, `more: ${more}\nfewer: ${fewer}\n${how}`);
  });

  await t.test("passes publint", async () => {
    const { messages, pkg: manifest } = await publint({ pkgDir: pkg, strict: true });
    assert.deepEqual(
      messages.map((message) => formatMessage(message, manifest)),
      [],
    );
  });

  await t.test("states the hash of every file except the list of hashes", async () => {
    const hashes = await json("integrity.json");
    assert.deepEqual(Object.keys(hashes).sort(), files.filter((file) => file !== "integrity.json").sort());
    for (const [file, hash] of Object.entries(hashes)) {
      const own = createHash("sha384").update(await readFile(join(packageFolder, file)));
      assert.equal(hash, `sha384-${own.digest("base64")}`, file);
    }
  });

  await t.test("has no dependencies, lists types first, and has one file with side effects", async () => {
    const manifest = await json("package.json");
    const depends = ["dependencies", "peerDependencies", "optionalDependencies", "scripts", "bin", "main"];
    assert.deepEqual(
      depends.filter((key) => key in manifest),
      [],
    );
    assert.equal(manifest.type, "module");
    assert.deepEqual(manifest.sideEffects, ["./prescreener.js"]);
    for (const conditions of Object.values(manifest.exports)) {
      if (typeof conditions === "object") assert.equal(Object.keys(conditions)[0], "types");
    }
  });

  await t.test("has one copy of each wasm, in a file of its own", async () => {
    assert.deepEqual(
      files.filter((file) => file.endsWith(".wasm")),
      ["author_bg.wasm", "engine_bg.wasm", "referral_bg.wasm"],
    );
    for (const file of files.filter((name) => name.endsWith(".js"))) {
      const code = await text(packageFolder, file);
      // The smallest module is four times as long. The engine in plain JavaScript is long by itself.
      const short = code.length < 50_000 || file === "engine_plain.js";
      assert.ok(short && !/AGFzbQ|asm\\x01/.test(code), `${file} holds wasm`);
    }
  });

  await t.test("has the pages that its guides link to", async () => {
    for (const guide of files.filter((name) => name.endsWith(".md"))) {
      for (const [, link] of (await text(packageFolder, guide)).matchAll(/\]\(([^):#]+)[^):]*\)/g)) {
        assert.ok(files.includes(link), `${guide} links to ${link}`);
      }
    }
  });

  await t.test("names every catalogue of the widget to bundlers", async () => {
    const code = await text(packageFolder, "author.js");
    const named = [...code.matchAll(/"\.\/(locales\/\w+\.json)"/g)].map(([, path]) => path).sort();
    assert.deepEqual(
      named,
      files.filter((file) => file.startsWith("locales/")),
      "www/shared/locales.ts",
    );
  });

  await t.test("describes the element correctly", async () => {
    const { modules } = await json("custom-elements.json");
    const [element] = modules[0].declarations;
    const names = (list) => list.map(({ name }) => name).sort();
    const sheets = await readdir(join(www, "element", "styles"));
    const styles = (await Promise.all(sheets.map((name) => text(www, "element", "styles", name)))).join("\n");
    const properties = new Set([...styles.matchAll(/var\((--prescreener-[\w-]+)/g)].map(([, name]) => name));
    const told = "www/element/element.ts, the tags @cssprop";
    assert.deepEqual(names(element.cssProperties), [...properties].sort(), told);
    const source = await text(www, "shared", "events.ts");
    const events = new Set(
      [...source.matchAll(/^ {2}"(prescreener-\w+)": (?:Custom|Refer)Event/gm)].map(([, name]) => name),
    );
    assert.deepEqual(names(element.events), [...events].sort());
    assert.deepEqual(names(element.members), ["anchors", "askClinic", "result"]);
    assert.deepEqual(names(element.slots), [""]);
    assert.equal(element.tagName, "trial-prescreener");
    for (const { description } of [...element.attributes, ...element.events, ...element.members]) {
      assert.match(description, /\w/);
    }
  });
});
