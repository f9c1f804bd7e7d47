// With a site's key an observer cannot infer anyone's answers: ten people, as different as possible, load the same
// files in the same order, and what leaves has the same form and length.
import assert from "node:assert/strict";
import test from "node:test";
import { launch } from "../support/browser.mjs";
import { readCodes } from "../support/codes.mjs";
import { around } from "../support/frame.mjs";
import { answer, asked, enter, press } from "../support/interview.mjs";
import { newKey, open } from "../support/native.mjs";
import { until } from "../support/outbox.mjs";
import { POSSIBLE, WAITING } from "../support/people.mjs";
import { agree, begin, choose, handOn, look } from "../support/refer.mjs";
import { heard, ready, withStudy } from "../support/study.mjs";
import { text } from "../support/words.mjs";

const key = newKey();
const attributes = { "site-key": key.public, receiver: "https://site.example/receive.html" };

/** All steroids and all immunosuppressants: the longest answers that a person can give. */
const MUCH = {
  ...POSSIBLE,
  steroids: ["prednisone", "dexamethasone"],
  "steroid_frequency.dexamethasone": "alternate_days",
  "steroid_dose.dexamethasone": "0.75",
  "steroid_changed_on.dexamethasone": "2025-01-31",
};
const people = [
  [{}, null],
  [POSSIBLE],
  [MUCH],
  [WAITING, null],
  [{ date_of_birth: "1950-12-31" }, null],
  [{ date_of_birth: "1999" }, null],
  [{ steroids: ["none"], hydroxychloroquine: false }, null],
  [{ steroids: ["prednisone"], "steroid_dose.prednisone": "12.5" }, null],
  [{ myositis_antibodies: ["mi2", "ro52", "pm_scl"], anti_jo1: true }, null],
  [{ immunosuppressants: ["azathioprine", "methotrexate", "mycophenolate"], onset_age: "71" }, null],
];

/** Answers as this person does, as far as the questions are asked. */
async function respond(widget, [said, otherwise]) {
  for (let one = await asked(widget); one; one = await asked(widget)) {
    await enter(widget, one, one in said ? said[one] : (otherwise ?? null));
    await press(widget, "continue");
  }
  await press(widget, "finish");
  await widget.getByRole("button", { name: text("result.refer"), exact: true }).waitFor();
}

/** Reduces an event to a fixed form: its keys, and the length of each value. */
const form = (value) =>
  typeof value === "object" && value !== null
    ? Object.fromEntries(Object.entries(value).map(([name, part]) => [name, form(part)]))
    : `${typeof value} ${String(value).length}`;

test("ten people", async (t) => {
  const browser = await launch();
  t.after(() => browser.close());

  await t.test("share as much as they like, and look the same to an observer", async () => {
    const seen = [];
    const verdicts = new Set();
    for (const person of people) {
      await withStudy({ browser, attributes }, async ({ page, widget, requests }) => {
        // Everything that referring needs loads automatically, its messages last.
        await until(() => requests.some(({ url }) => url.endsWith("/en.referral.txt")));
        const loaded = requests.length;
        await respond(widget, person);
        const handed = [];
        for (const share of ["verdict", "open", "answers"]) {
          await begin(widget);
          await choose(widget, share);
          await look(widget);
          await agree(widget);
          await widget.getByText(text("refer.ready.untaken")).waitFor();
          const code = await widget.locator("#code svg").getAttribute("viewBox");
          const { detail, json } = (await heard(page, "refer")).at(-1);
          verdicts.add(JSON.parse(open(key, detail.link)).result.verdict);
          handed.push({ share, length: json.length, form: form(detail), code });
          await press(widget, "back");
        }
        const traffic = requests.map(({ method, url }) => `${method} ${new URL(url).pathname}`);
        assert.deepEqual(traffic.slice(loaded), [], "no action causes a request");
        seen.push({ traffic, handed });
      });
    }
    assert.ok(verdicts.size > 1, `they differ: ${[...verdicts]}`);
    for (const one of seen) assert.deepEqual(one, seen[0]);
    const { traffic } = seen[0];
    const order = ["/en.result.txt", "/refer.js", "/referral_bg.wasm", "/en.referral.txt"].map((file) =>
      traffic.findIndex((line) => line.endsWith(file)),
    );
    assert.ok(
      order.every((at, place) => at > (order[place - 1] ?? 0)),
      traffic.join("\n"),
    );
  });

  await t.test("in a frame send the host the same messages, in the same order and length", async () => {
    const watch = (page) =>
      page.addInitScript(() => {
        window.told = [];
        const Channel = window.MessageChannel;
        window.MessageChannel = class extends Channel {
          constructor() {
            super();
            this.port1.addEventListener("message", ({ data }) => window.told.push(JSON.stringify(data)));
          }
        };
      });
    const seen = [];
    for (const person of people) {
      await around({ browser, listed: (origin) => origin, meta: attributes, prepared: watch }, async (opened) => {
        const { page, frame, widget } = opened;
        await ready(frame);
        await respond(widget, person);
        await handOn(widget);
        await page.waitForFunction(() => window.heard.some(({ name }) => name === "refer"));
        const told = await page.evaluate(() => window.told.map((message) => JSON.parse(message)));
        seen.push(told.map((message) => [message.type, JSON.stringify(message).length, form(message)]));
      });
    }
    assert.deepEqual(
      seen[0].map(([type]) => type),
      ["ready", "refer"],
    );
    for (const one of seen) assert.deepEqual(one, seen[0]);
  });

  for (const scale of [2, 3]) {
    await t.test(`have a code that can be read from a telephone, 360 pixels wide, ${scale} dots each`, async () => {
      const context = { viewport: { width: 360, height: 740 }, deviceScaleFactor: scale };
      await withStudy({ browser, attributes, context }, async ({ page, widget }) => {
        await answer(widget, POSSIBLE);
        await press(widget, "finish");
        await handOn(widget, "answers");
        const [{ detail }] = await heard(page, "refer");
        const code = widget.locator("#code svg");
        await code.scrollIntoViewIfNeeded();
        assert.deepEqual(readCodes(await code.screenshot({ scale: "device" })), [detail.link]);
      });
    });
  }
});
