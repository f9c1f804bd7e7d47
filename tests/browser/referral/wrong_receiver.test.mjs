// A wrong key or address in a page: reported to the person and to the host before anything could be sent there.
import assert from "node:assert/strict";
import test from "node:test";
import { launch } from "../support/browser.mjs";
import { answer, heading, press } from "../support/interview.mjs";
import { newKey } from "../support/native.mjs";
import { POSSIBLE } from "../support/people.mjs";
import { chooseKey, paste, withReceiver } from "../support/receive.mjs";
import { agree, begin, choose, handOn, look } from "../support/refer.mjs";
import { withStudy } from "../support/study.mjs";
import { text } from "../support/words.mjs";

const PAGE = "https://site.example/receive.html";
/** Points of small order: anyone can open what is sealed for one. */
const ZERO = "A".repeat(43);
const EIGHTH = "X5yVvKNQjCSx0LFVnIPvWwREXMRYHI6G2CJO3dCfEdc";

const WRONG = {
  "a key that is the zero point": [{ "site-key": ZERO }, /`site-key`.*small order/],
  "a key of order 8": [{ "site-key": EIGHTH }, /`site-key`.*small order/],
  "a truncated key": [{ "site-key": ZERO.slice(1) }, /`site-key`.*43 letters/],
  "a script as receiver": [{ receiver: "javascript:alert(1)" }, /`receiver` is no http or https address/],
  "data as receiver": [{ receiver: "data:text/html,x" }, /`receiver` is no http or https address/],
  "an invalid address as receiver": [{ receiver: "https://" }, /`receiver` is no http or https address/],
  "a receiver with a fragment": [{ receiver: `${PAGE}#x` }, /`receiver` holds a `#`/],
  "a receiver with a password": [{ receiver: "https://a:b@site.example/" }, /`receiver` holds .* a password/],
};

test("a wrong receiver", async (t) => {
  const browser = await launch();
  t.after(() => browser.close());

  for (const [name, [attributes, message]] of Object.entries(WRONG)) {
    await t.test(`is reported, and nothing is shared: ${name}`, async () => {
      await withStudy({ browser, attributes }, async ({ widget, heard, pageErrors }) => {
        // Before anyone has answered, and so about no one.
        assert.equal((await heard("error")).length, 1);
        await answer(widget, POSSIBLE);
        await press(widget, "finish");
        const shown = await heading(widget);
        await begin(widget, { waits: false });
        await widget.getByText(text("result.refer.wrong")).waitFor();
        assert.equal(await heading(widget), shown, "the result stays");
        const errors = await heard("error");
        assert.equal(errors.length, 1);
        assert.equal(errors[0].detail.code, "definition");
        assert.match(errors[0].detail.message, message);
        assert.deepEqual([await heard("refer"), pageErrors], [[], []]);
      });
    });
  }

  await t.test("does not depend on how an address is written", async () => {
    await withStudy(
      { browser, attributes: { receiver: "/pkg/receive.html", "site-key": newKey().public } },
      async ({ page, widget, heard }) => {
        await answer(widget, POSSIBLE);
        await press(widget, "finish");
        await begin(widget);
        await choose(widget, "verdict");
        await look(widget);
        await agree(widget);
        const [{ detail }] = await heard("refer");
        assert.ok(detail.link.startsWith(new URL("/pkg/receive.html#", page.url()).href), detail.link);
      },
    );
  });

  await t.test("cannot make a referral show on the site's page what it does not hold", async () => {
    const key = newKey();
    let referral;
    await withStudy({ browser }, async ({ widget, heard }) => {
      await answer(widget, POSSIBLE);
      await press(widget, "finish");
      await handOn(widget);
      referral = (await heard("refer"))[0].detail.referral;
    });
    await withReceiver({ browser }, async ({ page }) => {
      await chooseKey(page, key);
      const { trial } = referral.result;
      const odd = { ...referral, id: "R1\u202e2\u200b", result: { ...referral.result, language: "\u2067en" } };
      const other = {
        ...odd,
        result: { ...odd.result, trial: { ...trial, version: "1\u202e0", digest: "\u2066sha" } },
      };
      for (const one of [odd, other]) {
        await paste(page, JSON.stringify(one));
        await page.locator(".facts").waitFor();
        await page.locator("summary").click();
        const shown = await page.locator("main").innerText();
        assert.doesNotMatch(shown, /[\u200b-\u200f\u202a-\u202e\u2060-\u206f]/);
        assert.ok(shown.includes("R1⟨U+202E⟩2⟨U+200B⟩") && shown.includes("⟨U+2067⟩en"), shown);
        await page.getByRole("button", { name: "Open another", exact: false }).first().click();
      }
    });
  });
});
