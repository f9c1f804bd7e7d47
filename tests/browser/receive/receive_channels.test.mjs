// Every channel out of the element, from the first question to a site's staff who opened the referral, verified it and
// read the result; and no browser involved keeps an answer on its disk.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import test from "node:test";
import { launch, withPage } from "../support/browser.mjs";
import { around } from "../support/frame.mjs";
import { answer, press } from "../support/interview.mjs";
import { newKey } from "../support/native.mjs";
import { codes, onPaper, sheetOf } from "../support/paper.mjs";
import { POSSIBLE } from "../support/people.mjs";
import { left, newProfile, planted } from "../support/profile.mjs";
import {
  chooseFile,
  chooseKey,
  focusedWords,
  paste,
  RECEIVER,
  staff,
  withHanded,
  withReceiver,
} from "../support/receive.mjs";
import { handOn, scanned } from "../support/refer.mjs";
import { heard, listen, ready, TODAY } from "../support/study.mjs";
import { text } from "../support/words.mjs";

/** The button of a channel. */
const way = (widget, name) => widget.getByRole("button", { name: text(`refer.way.${name}`), exact: true });

/** Returns what each channel carries to the site. */
const channels = {
  "the copied text, a link if it is sealed": async ({ page, widget, context, handed }) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await way(widget, "copy").click();
    await widget.getByText(text("refer.news.copied")).waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    if (handed.sealed) assert.equal(copied, handed.link);
    return handed.sealed ? { link: copied } : { letters: copied };
  },
  "a payload copied by hand and pasted": async ({ widget }) => {
    await widget.getByText(text("refer.letters")).click();
    return { letters: await widget.locator("#letters").innerText() };
  },
  "a file": async ({ page, widget, handed }) => {
    const [download] = await Promise.all([page.waitForEvent("download"), way(widget, "file").click()]);
    const name = download.suggestedFilename();
    assert.equal(name, `NCT07160205-${handed.id.slice(0, 8)}.${handed.sealed ? "txt" : "json"}`);
    let content = "";
    for await (const chunk of await download.createReadStream()) content += chunk;
    return { file: [name, content] };
  },
  "a sheet of paper": async ({ page, widget, browser }) => {
    const sheet = await sheetOf(page, way(widget, "paper"));
    const [first] = await onPaper(browser, sheet, "Letter");
    return { letters: codes(first).join() };
  },
  "the event": async ({ handed }) => ({ letters: handed.sealed ?? JSON.stringify(handed.referral) }),
  "a code": async ({ widget }) => {
    return { letters: await scanned(widget.locator("#code svg")) };
  },
};

/** Opens the payload in a browser with that profile, views it as staff would, and saves it. */
async function opens(profile, { link, letters, file }, key, id) {
  const hash = link ? new URL(link).hash : "";
  await withReceiver({ profile, query: hash }, async ({ page, pageErrors, violations }) => {
    if (key) await chooseKey(page, key);
    if (letters) await paste(page, letters);
    if (file) await chooseFile(page, "#given-file", ...file);
    await page.locator(".facts").waitFor();
    assert.equal(await focusedWords(page), staff("verdict.potentially_eligible"));
    assert.equal(await page.locator(".check h2").innerText(), staff("check.same"));
    const facts = await page.locator(".facts").innerText();
    assert.ok(facts.includes(id), facts);
    assert.ok(facts.includes(key ? staff("sealed", { key: key.id }) : staff("plain")), facts);
    const described = await page.locator(".described").innerText();
    assert.ok(described.includes(text("question.date_of_birth")), described);
    const save = page.getByRole("button", { name: staff("save"), exact: true });
    const [download] = await Promise.all([page.waitForEvent("download"), save.click()]);
    assert.equal(JSON.parse(await readFile(await download.path(), "utf8")).id, id);
    assert.deepEqual([...pageErrors, ...violations], []);
  });
}

test("from the first question to the site's staff", async (t) => {
  const browser = await launch();
  t.after(() => browser.close());
  const key = newKey();
  const receiver = `https://site.example${RECEIVER}`;
  const kinds = { sealed: [key, { "site-key": key.public, receiver }], plain: [undefined, { receiver }] };

  for (const [kind, [held, attributes]] of Object.entries(kinds)) {
    const [person, team] = [await newProfile(t), await newProfile(t)];
    /** What must not be on a disk: the answers, and payloads that anyone can read. */
    const secret = planted(POSSIBLE);

    await t.test(kind, async (kindly) => {
      const context = { viewport: { width: 1280, height: 1600 }, deviceScaleFactor: 2 };
      await withHanded({ profile: person, answers: POSSIBLE, attributes, context }, async (opened) => {
        const { handed, widget } = opened;
        assert.equal(handed.link?.startsWith(`${receiver}#sealed=`), held ? true : undefined);
        assert.equal(handed.referral === undefined, held !== undefined);
        if (!held) secret.push(await widget.locator("#letters").textContent());
        for (const [name, carry] of Object.entries(channels)) {
          await kindly.test(`by ${name}`, async () =>
            opens(team, await carry({ ...opened, browser }), held, handed.id),
          );
        }
      });
    });

    await t.test(`${kind}, by messages from a frame of another origin`, async () => {
      const meta = attributes;
      await around({ profile: person, listed: (origin) => origin, meta }, async ({ page, frame, widget }) => {
        await ready(frame);
        await answer(widget, POSSIBLE);
        await press(widget, "finish");
        await handOn(widget);
        await page.waitForFunction(() => window.heard.some(({ name }) => name === "refer"));
        const [{ detail }] = await heard(page, "refer");
        await opens(team, { letters: detail.sealed ?? JSON.stringify(detail.referral) }, held, detail.id);
      });
    });

    await t.test(`${kind}, by a form of the page, without a script of the page`, async () => {
      const sender = await newProfile(t);
      const site = await formSite();
      try {
        const handed = await sendForm(sender, site, attributes);
        const [sent] = site.posted;
        assert.deepEqual([...sent.keys()], ["name", "referral"]);
        // The browser itself keeps what a form posts: Chromium stores it with its sessions. Only a key keeps answers
        // out of it.
        const kept = await left(sender, planted(POSSIBLE));
        assert.deepEqual(
          kept.filter((line) => held || !line.includes("/Default/Sessions/")),
          [],
        );
        await opens(team, { letters: sent.get("referral") }, held, handed.id);
      } finally {
        await site.close();
      }
    });

    await t.test(`${kind}, in a form that is not submitted`, async () => {
      await sendForm(person, undefined, attributes);
    });

    await t.test(`${kind}, and neither browser keeps an answer`, async () => {
      assert.ok(secret.length > 20);
      assert.deepEqual([await left(person, secret), await left(team, secret)], [[], []]);
    });
  }

  await t.test("an address that holds a referral would be found, and so would a download from one", async () => {
    const profile = await newProfile(t);
    const [address, file] = ["plain-letters-in-an-address", "plain-letters-in-a-file"];
    await withReceiver({ profile, query: `#referral=${address}` }, async ({ page }) => {
      assert.ok(!page.url().includes(address), "it is taken out, and too late");
      await page.evaluate((letters) => {
        const link = document.createElement("a");
        Object.assign(link, { href: `data:text/plain,${letters}`, download: "a.txt" });
        link.click();
      }, file);
      await page.waitForTimeout(500);
    });
    for (const one of [address, file])
      assert.ok(
        (await left(profile, [one])).some((line) => line.includes("/History")),
        one,
      );
  });
});

/** A server that accepts what forms post. */
async function formSite() {
  const posted = [];
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    if (request.method === "POST") posted.push(new URLSearchParams(body));
    response
      .writeHead(200, { "Content-Type": "text/html" })
      .end("<!doctype html><title>Thank you</title><h1>Thank you</h1>");
  });
  await new Promise((resolve) => server.listen(0, "localhost", resolve));
  const close = () => new Promise((done) => server.close(done).closeAllConnections());
  return { url: `http://localhost:${server.address().port}/`, posted, close };
}

/** Opens a host's page with the element in its form, which is filled in and submitted to the site, if there is one. */
function sendForm(profile, site, attributes) {
  const own = Object.entries(attributes).map(([name, value]) => `${name}="${value}"`);
  const html = `<!doctype html><html lang="en"><title>A page</title>
    <script type="module" src="/pkg/prescreener.js"></script>
    <form method="post" action="${site?.url ?? ""}"><label>Your name <input name="name"></label>
      <trial-prescreener name="referral" loading="eager" trial="/pkg/compiled/nct07160205/trial.bin"
        assessed-on="${TODAY}" ${own.join(" ")}></trial-prescreener>
      <button>Send</button></form>`;
  const prepare = (page) => page.addInitScript(listen);
  return withPage(
    { profile, path: "/form.html", csp: "", pages: { "/form.html": { html } }, prepare },
    async ({ page }) => {
      await ready(page);
      const widget = page.locator("trial-prescreener");
      await answer(widget, POSSIBLE);
      await press(widget, "finish");
      await handOn(widget);
      const [{ detail }] = await heard(page, "refer");
      if (!site) return detail;
      await page.getByLabel("Your name").fill("A. Person");
      await page.getByRole("button", { name: "Send", exact: true }).click();
      await page.getByRole("heading", { name: "Thank you" }).waitFor();
      return detail;
    },
  );
}
