// A complete interview as a screen reader gets it; snapshots/interview.txt is the reviewed text.
import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import test from "node:test";
import { browserTests } from "../../../www/tools/paths.mjs";
import { asked, enter, press } from "../support/interview.mjs";
import { withStudy } from "../support/study.mjs";
import { spokenTree } from "../support/tree.mjs";

const SNAPSHOT = join(browserTests, "snapshots", "interview.txt");
const SAID = {
  diagnosis: "dermatomyositis",
  date_of_birth: "1984-09-30",
  can_attend_visits: true,
  dmso_reaction: false,
  steroids: ["prednisone"],
  "steroid_frequency.prednisone": "daily",
  "steroid_dose.prednisone": "60",
};

test("a screen reader gets an interview as reviewed", async () => {
  const told = [];
  await withStudy({}, async ({ page, widget }) => {
    const tell = async (screen) => told.push(`# ${screen}`, ...(await spokenTree(page)), "");
    for (let key = await asked(widget); key; key = await asked(widget)) {
      const known = key in SAID;
      if (known) await tell(key);
      if (key === "date_of_birth") {
        await press(widget, "continue");
        await tell(`${key}, with a mistake`);
      }
      await enter(widget, key, known ? SAID[key] : null);
      if (key === "steroids") {
        await widget.getByRole("textbox").or(widget.getByRole("searchbox")).fill("pred");
        await tell(`${key}, chosen and searched`);
      }
      await press(widget, "continue");
    }
    await tell("the answers");
    await press(widget, "finish");
    await tell("the result");
  });
  const text = told.join("\n");
  // UPDATE=1 rewrites it: review it then.
  if (process.env.UPDATE) await writeFile(SNAPSHOT, text);
  assert.deepEqual(text.split("\n"), (await readFile(SNAPSHOT, "utf8")).split("\n"));
});
