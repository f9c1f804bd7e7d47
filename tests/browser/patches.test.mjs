// A generator that writes otherwise than the patches of the plain engine expect is found while building, patch by patch.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import test from "node:test";
import { PATCHES, patched } from "../../www/tools/patches.mjs";
import { GENERATED, GENERATORS } from "../../www/tools/plain.mjs";
import { plain } from "../../www/tools/wasm.mjs";

for (const [file, generator] of Object.entries(GENERATORS)) {
  test(`${file} of ${generator}`, async (t) => {
    const code = await readFile(join(plain, GENERATED, file), "utf8");
    assert.notEqual(patched(file, code, generator), code);
    for (const { name, from } of PATCHES.filter((patch) => patch.file === file)) {
      const [place] = code.match(from) ?? [];
      const altered = place
        ? { "where it is not found": "", "where it is found once more": `${place}\n${place}` }
        : { "where it is found": from.source };
      for (const [when, instead] of Object.entries(altered)) {
        await t.test(`${name}: fails ${when}`, () => {
          const other = place ? code.replace(place, () => instead) : code + instead;
          assert.throws(
            () => patched(file, other, `${generator} 9.9`),
            ({ message }) => [name, file, `${generator} 9.9`].every((words) => message.includes(words)),
          );
        });
      }
    }
  });
}
