// How a form sends a referral: in the body of a post to a server, and never in an address, whichever button or script
// submits it.
import assert from "node:assert/strict";
import test from "node:test";
import { launch, withPage } from "../support/browser.mjs";
import { answer, press } from "../support/interview.mjs";
import { newKey } from "../support/native.mjs";
import { handOn } from "../support/refer.mjs";
import { heard, listen, ready, TODAY } from "../support/study.mjs";
import { text } from "../support/words.mjs";

const ELEMENT = (more) => `<trial-prescreener name="referral" loading="eager" assessed-on="${TODAY}"
  trial="/pkg/compiled/nct07160205/trial.bin" ${more}></trial-prescreener>`;

/**
 * Forms that make an address, each with how it is submitted. The person is told that the page does not accept the
 * referral.
 */
const BY_ADDRESS = {
  "a button with another method": ['<form method="post">ELEMENT<button formmethod="get">Send</button></form>'],
  "a button with another address": [
    '<form id="f" method="post">ELEMENT</form><button form="f" formmethod="get">Send</button>',
  ],
  "an image button": ['<form method="post">ELEMENT<input type="image" alt="Send" formmethod="get"></form>'],
  "a button with a mail address": [
    '<form method="post">ELEMENT<button formaction="mailto:a@b.example">Send</button></form>',
  ],
  "no method": ["<form>ELEMENT<button>Send</button></form>"],
  "a field called method": ['<form><input name="method" value="post">ELEMENT<button>Send</button></form>'],
  "a dialog": ['<form method="dialog">ELEMENT<button>Send</button></form>'],
};
/** Forms that post as written, but are submitted differently by a script at the last moment. */
const AT_LAST = {
  "a method set on submission": (form) => form.addEventListener("submit", () => form.setAttribute("method", "get")),
  "a method set before a script submits it": (form) => {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      form.method = "get";
      form.submit();
    });
  },
  "a button created on submission": (form) => {
    form.querySelector("button").addEventListener("click", (event) => {
      event.preventDefault();
      const button = Object.assign(document.createElement("button"), { formMethod: "get" });
      form.append(button);
      form.requestSubmit(button);
    });
  },
};

/** Opens a page with the form, and shares a result in it. */
function handed(browser, form, attributes, fn) {
  const html = `<!doctype html><html lang="en"><title>A page</title><script type="module" src="/pkg/prescreener.js"></script>
    ${form.replace("ELEMENT", ELEMENT(attributes))}`;
  const pages = { "/form.html": { html }, "/sent.html": { html: "<h1>Sent</h1>" } };
  const prepare = (page) => page.addInitScript(listen);
  return withPage({ browser, path: "/form.html", csp: "", pages, prepare }, async (opened) => {
    const { page } = opened;
    await ready(page);
    const widget = page.locator("trial-prescreener");
    await answer(widget, {}, null);
    await press(widget, "finish");
    await handOn(widget);
    const [{ detail }] = await heard(page, "refer");
    await fn({ ...opened, widget, detail });
  });
}

/** Submits the form, and returns every address and body that it sent. */
async function sent(page) {
  const all = [];
  page.on("request", (request) => all.push([request.method(), request.url(), request.postData() ?? ""]));
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await page.waitForTimeout(500);
  return [all, page.url()];
}

test("a form", async (t) => {
  const browser = await launch();
  t.after(() => browser.close());

  for (const [name, [form]] of Object.entries(BY_ADDRESS)) {
    await t.test(`puts nothing plain into an address: ${name}`, () =>
      handed(browser, form, "", async ({ page, widget, detail }) => {
        await widget.getByText(text("refer.ready.untaken")).waitFor();
        assert.equal(await page.evaluate(() => new FormData(document.querySelector("form")).has("referral")), false);
        const [all, url] = await sent(page);
        assert.ok(![...all.flat(), url].some((one) => one.includes(detail.id) || one.includes("referral=")), `${all}`);
      }),
    );
  }

  for (const [name, change] of Object.entries(AT_LAST)) {
    await t.test(`puts nothing plain into an address: ${name}`, () =>
      handed(
        browser,
        '<form method="post">ELEMENT<button>Send</button></form>',
        "",
        async ({ page, widget, detail }) => {
          await widget.getByText(text("refer.ready.form")).waitFor();
          await page.locator("form").evaluate(change);
          const [all, url] = await sent(page);
          assert.ok(all.length > 0, "it is sent");
          assert.ok(
            ![...all.flat(), url].some((one) => one.includes(detail.id) || one.includes("referral=")),
            `${all}`,
          );
        },
      ),
    );
  }

  const posts =
    '<form method="POST" action="/sent.html"><input name="action"><input name="method">ELEMENT<button formmethod="post">Send</button></form>';
  await t.test("posts the referral in its body, whatever the names of its fields", () =>
    handed(browser, posts, "", async ({ page, widget, detail }) => {
      await widget.getByText(text("refer.ready.form")).waitFor();
      // The page's own script may read what was agreed to.
      const read = await page.evaluate(() => new FormData(document.querySelector("form")).get("referral"));
      assert.equal(JSON.parse(read).id, detail.id);
      const [[[method, address, body]]] = await sent(page);
      assert.deepEqual([method, new URL(address).search], ["POST", ""]);
      assert.equal(JSON.parse(new URLSearchParams(body).get("referral")).id, detail.id);
    }),
  );

  await t.test("may put a sealed referral into an address", () =>
    handed(browser, BY_ADDRESS["no method"][0], `site-key="${newKey().public}"`, async ({ page, detail }) => {
      const [, url] = await sent(page);
      assert.equal(new URL(url).searchParams.get("referral"), detail.sealed);
    }),
  );
});
