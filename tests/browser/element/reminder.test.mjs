// The reminder is a calendar file according to RFC 5545, saved under the strict policy.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import test from "node:test";
import { launch } from "../support/browser.mjs";
import { answer, press } from "../support/interview.mjs";
import { POSSIBLE, WAITING, WAITING_UNTIL } from "../support/people.mjs";
import { TODAY, withStudy } from "../support/study.mjs";
import { inWords, text } from "../support/words.mjs";

/** Returns the file's lines as a calendar reads them; fails if one is longer than 75 octets, or wrongly terminated. */
function lines(file) {
  const written = file.split("\r\n");
  assert.equal(written.pop(), "");
  for (const line of written) {
    assert.ok(Buffer.byteLength(line) <= 75, line);
    assert.doesNotMatch(line, /[\r\n]/);
  }
  return file.replaceAll("\r\n ", "").trimEnd().split("\r\n");
}

/** Saves the reminder on screen. */
async function save(page, widget) {
  const name = text("reminder.action").replace("{date}", inWords(WAITING_UNTIL));
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    widget.getByRole("button", { name, exact: true }).click(),
  ]);
  return { name: download.suggestedFilename(), file: await readFile(await download.path(), "utf8") };
}

test("a reminder", async (t) => {
  const browser = await launch();
  t.after(() => browser.close());
  const visit = (name, fn) => t.test(name, () => withStudy({ browser }, fn));

  await visit(
    "is one day in a calendar, the same each time it is saved",
    async ({ page, widget, violations, heard }) => {
      await answer(widget, WAITING, null);
      await press(widget, "finish");
      const { name, file } = await save(page, widget);
      assert.equal(name, "NCT07160205.ics");
      const told = lines(file);
      const value = (key) =>
        told.filter((line) => line.startsWith(`${key}:`)).map((line) => line.slice(key.length + 1));
      const day = WAITING_UNTIL.replaceAll("-", "");
      assert.deepEqual(value("BEGIN"), ["VCALENDAR", "VEVENT", "VALARM"]);
      assert.deepEqual(value("END"), ["VALARM", "VEVENT", "VCALENDAR"]);
      assert.deepEqual(value("DTSTART;VALUE=DATE"), [day]);
      assert.deepEqual(value("DTSTAMP"), [`${TODAY.replaceAll("-", "")}T000000Z`]);
      assert.deepEqual(value("UID"), [`${day}-NCT07160205@prescreener`]);
      assert.deepEqual(value("SUMMARY"), [text("reminder.summary").replace("{id}", "NCT07160205")]);
      assert.deepEqual(value("CLASS"), ["PRIVATE"]);
      assert.equal((await save(page, widget)).file, file);
      // Saving navigates nowhere: the result stays.
      assert.equal((await heard("result")).length, 1);
      assert.deepEqual(violations, []);
    },
  );

  await visit("is offered only to a person who has a day to wait for", async ({ widget }) => {
    await answer(widget, POSSIBLE);
    await press(widget, "finish");
    assert.equal(await widget.locator("[data-file]").count(), 0);
  });
});
