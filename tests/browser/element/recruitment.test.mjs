// If a trial is recorded as not recruiting, no question is asked, and the screen gives the reason and the date.
import assert from "node:assert/strict";
import test from "node:test";
import { complaints, overflowing, withAxe } from "../support/axe.mjs";
import { launch } from "../support/browser.mjs";
import { asked, heading } from "../support/interview.mjs";
import { altered, DEFINITION } from "../support/mishaps.mjs";
import { withStudy } from "../support/study.mjs";
import { inWords, text } from "../support/words.mjs";

const ON = "2026-10-05";

test("a trial's recruitment", async (t) => {
  const browser = await launch();
  t.after(() => browser.close());
  /** Opens the page with a definition that records a status. */
  const visit = (name, status, fn) =>
    t.test(name, () => {
      const record = altered(`**/${DEFINITION}`, (trial) => {
        trial.recruitment = { status, on: ON, source: ["MDX"] };
      });
      const prepare = async (page) => {
        await withAxe(page);
        await record(page);
      };
      return withStudy(
        { browser, prepare, attributes: { trial: DEFINITION, "assessed-on": "2026-11-22", disclose: "answers" } },
        fn,
      );
    });

  for (const status of ["not_yet", "by_invitation", "paused", "over"]) {
    await visit(
      `that is "${status}" leaves one screen without a way to continue`,
      status,
      async ({ page, widget, heard }) => {
        assert.equal(await heading(widget), text(status === "over" ? "closed.heading_over" : "closed.heading"));
        const why = text(`closed.${status}`).replace("{date}", inWords(ON));
        assert.ok(await widget.getByText(why, { exact: true }).isVisible(), why);
        assert.ok(await widget.getByText(text("trial.next"), { exact: true }).isVisible());
        for (const role of ["button", "radio", "checkbox", "textbox", "link"]) {
          assert.equal(await widget.getByRole(role).count(), 0, role);
        }
        assert.deepEqual(
          (await heard("step")).map(({ json }) => json),
          ['{"screen":"closed"}'],
        );
        assert.deepEqual([await heard("result"), await heard("error")], [[], []]);
        await page.setViewportSize({ width: 320, height: 640 });
        assert.deepEqual([await complaints(page), await overflowing(page)], [[], []]);
      },
    );
  }

  await visit("that is open changes nothing", "recruiting", async ({ widget, heard }) => {
    assert.equal(await asked(widget), "diagnosis");
    assert.deepEqual(await heard("step"), []);
  });
});
