// The tablet goes to the staff, who answer what only a clinic knows; the person's answers are kept.
import assert from "node:assert/strict";
import test from "node:test";
import { complaints, overflowing, withAxe } from "../support/axe.mjs";
import { launch } from "../support/browser.mjs";
import { answer, asked, enter, heading, press } from "../support/interview.mjs";
import { focused, onHeading, tabTo } from "../support/keyboard.mjs";
import { cleared, pressKiosk, says, withKiosk } from "../support/kiosk.mjs";
import { POSSIBLE } from "../support/people.mjs";
import { handOn } from "../support/refer.mjs";
import { heard } from "../support/study.mjs";
import { asks, text } from "../support/words.mjs";

const POSSIBLY = text("verdict.potentially_eligible.heading");
const held = (page) => page.getByRole("button", { name: says("staff.hold") });

async function sit(page, widget) {
  await answer(widget, POSSIBLE);
  await press(widget, "finish");
  assert.equal(await heading(widget), POSSIBLY);
  await pressKiosk(page, "hand_back");
  await page.getByRole("heading", { name: says("staff") }).waitFor();
}

test("after the tablet is handed back", async (t) => {
  const browser = await launch();
  t.after(() => browser.close());
  const visit = (name, fn, options) => t.test(name, () => withKiosk({ browser, start: true, ...options }, fn));

  await visit("the staff continue, with every answer kept", async ({ page, widget, violations }) => {
    assert.ok(!(await page.getByRole("button", { name: says("hand_back") }).isVisible()), "there is no result yet");
    const told = async () => {
      await handOn(widget);
      const { referral } = (await heard(page, "refer")).at(-1).detail;
      await press(widget, "back");
      return referral.result;
    };
    await answer(widget, POSSIBLE);
    await press(widget, "finish");
    assert.equal(await heading(widget), POSSIBLY);
    const before = await told();
    await pressKiosk(page, "hand_back");
    await page.getByRole("heading", { name: says("staff") }).waitFor();
    assert.ok(!(await widget.isVisible()), "the result is still to be read");
    // A tap does not count as holding.
    await held(page).click({ delay: 400 });
    assert.ok(!(await widget.isVisible()));
    await held(page).click({ delay: 1500 });
    assert.ok(await widget.isVisible());
    const trail = await answer(widget, {}, null);
    assert.ok(trail.length > 3 && trail.every((key) => !(key in POSSIBLE)), `${trail}`);
    await press(widget, "finish");
    assert.equal(await heading(widget), POSSIBLY);
    const after = await told();
    assert.deepEqual([before.audience, after.audience], ["participant", "clinic"]);
    for (const [key, said] of Object.entries(before.answers)) assert.deepEqual(after.answers[key], said, key);
    assert.equal(after.provenance.heliotrope, "person");
    assert.equal(
      (await heard(page, "result")).map(({ json }) => json).join(),
      "null,null,null,null",
      "no page learns it",
    );
    assert.ok(!(await page.getByRole("button", { name: says("hand_back") }).isVisible()));
    assert.deepEqual(violations, []);
    // Starting again finishes the session.
    await press(widget, "restart");
    await page
      .getByRole("alertdialog")
      .getByRole("button", { name: says("finish.yes") })
      .click();
    await cleared(page);
  });

  await visit("the handover can be cancelled, and the result is there again", async ({ page, widget }) => {
    await sit(page, widget);
    await pressKiosk(page, "staff.back");
    assert.equal(await heading(widget), POSSIBLY);
    await onHeading(page, POSSIBLY);
    await pressKiosk(page, "hand_back");
    await page.getByRole("button", { name: "Español" }).click();
    await page.getByRole("heading", { name: says("staff", "es") }).waitFor();
    await page.waitForFunction(() =>
      document.querySelector("trial-prescreener").shadowRoot.querySelector("[lang=es] .verdict"),
    );
    assert.ok(!(await widget.isVisible()));
    assert.ok(!(await page.getByRole("button", { name: says("hand_back", "es") }).isVisible()));
  });

  const options = { prepare: withAxe };
  await visit(
    "the handover works by keyboard, on an accessible screen",
    async ({ page, widget }) => {
      await sit(page, widget);
      for (const width of [320, 1280]) {
        await page.setViewportSize({ width, height: 640 });
        assert.deepEqual(await complaints(page), []);
        assert.deepEqual(await overflowing(page), []);
      }
      assert.equal((await focused(page)).words, says("staff"));
      await tabTo(page, says("staff.hold"));
      await page.keyboard.press("Enter");
      const [words] = asks.find(([, key]) => key === "ck_at_screening");
      await onHeading(page, words);
    },
    options,
  );

  await visit(
    "the kiosk waits longer for the staff than for a person",
    async ({ page, widget }) => {
      await answer(widget, POSSIBLE);
      await press(widget, "finish");
      await pressKiosk(page, "hand_back");
      await page.clock.runFor(299_000);
      await held(page).press("Enter");
      const key = await asked(widget);
      await enter(widget, key, null);
      await page.clock.runFor(299_000);
      await press(widget, "continue");
      assert.notEqual(await asked(widget), key);
      await page.clock.runFor(331_000);
      await cleared(page);
    },
    { clock: true },
  );
});
