// What leaves the page, in every engine: sealed and opened by the site, and kept on a clinic's tablet without a network.
import assert from "node:assert/strict";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pkg } from "../../../../www/tools/paths.mjs";
import { serve } from "../../../../www/tools/serve.mjs";
import { readCodes } from "../codes.mjs";
import { tabTo } from "../keyboard.mjs";
import { says, setKey } from "../kiosk.mjs";
import { newKey, open } from "../native.mjs";
import { POSSIBLE } from "../people.mjs";
import { RECEIVER, staff } from "../receive.mjs";
import { heard, ready } from "../study.mjs";
import { text } from "../words.mjs";
import { visitor } from "./visitor.mjs";

const PATIENCE = 30_000;

/** From the result to the screen that says that it is ready. */
async function handOn(person) {
  const to = async (press, heading) => {
    await person.click(text(press));
    await person.page.waitForFunction(isHeaded, text(heading));
  };
  await to("result.refer", "refer.choose.heading");
  await person.click(text("refer.share.answers"), "label");
  await to("refer.look", "refer.preview.heading");
  await person.click(text("refer.agree"));
  await person.page.waitForFunction(isReady);
}

/** In the page: whether the element shows the screen with this heading. */
function isHeaded(words) {
  const heading = document.querySelector("trial-prescreener")?.shadowRoot?.querySelector("#heading");
  return heading?.textContent.trim() === words;
}

/** In the page: whether the ways out are there. What the heading says depends on what came of it. */
function isReady() {
  return !!document.querySelector("trial-prescreener")?.shadowRoot?.querySelector(".ways");
}

/** The site opens it, and finds what the person's own result says. */
async function openedBySite(page, address, key, verdict) {
  await page.goto(address);
  await page.waitForFunction(() => document.querySelector("#key-file") !== null);
  await page.evaluate(chooseKey, key.file);
  await page.waitForFunction(() => document.querySelector(".check h2") !== null);
  const read = (selector) => page.evaluate((wanted) => document.querySelector(wanted).textContent.trim(), selector);
  assert.equal(await read(".check h2"), staff("check.same"));
  assert.equal(await read("#heading"), staff(`verdict.${verdict}`));
}

/** In the page: gives the file to its field, as the dialog would. */
function chooseKey(content) {
  const chosen = new DataTransfer();
  chosen.items.add(new File([content], "site.key"));
  const field = document.querySelector("#key-file");
  field.files = chosen.files;
  field.dispatchEvent(new Event("change", { bubbles: true }));
}

/** `visit` and `host` are those of the other journeys. */
export const sealed = (visit, host) => async (page) => {
  const key = newKey();
  const html = host({ attributes: `site-key="${key.public}"` });
  await visit(page, { html }, async (person, { site, wrong }) => {
    await ready(page);
    await person.answer(POSSIBLE);
    await person.press("finish");
    await handOn(person);
    const [{ detail }] = await heard(page, "refer");
    assert.deepEqual(Object.keys(detail).sort(), ["id", "sealed", "shares"]);
    assert.equal(JSON.parse(open(key, detail.sealed)).id, detail.id);
    assert.deepEqual(await wrong(), []);
    const address = new URL(`${RECEIVER}#sealed=${detail.sealed}`, site.url).href;
    await openedBySite(page, address, key, "potentially_eligible");
  });
};

/**
 * A clinic's tablet: ready, then its network is gone; a person sits down, hands on and is cleared away; the staff show the code,
 * and it opens with the site's key.
 */
export async function kiosk(page) {
  const key = newKey();
  const folder = await mkdtemp(join(tmpdir(), "kiosk-"));
  await cp(pkg, folder, { recursive: true });
  await setKey(folder, key);
  const site = await serve({ folder });
  const there = (words) => page.waitForFunction((wanted) => document.body.innerText.includes(wanted), words);
  const person = visitor(page);
  try {
    await page.setViewportSize({ width: 1280, height: 1000 });
    await page.goto(new URL("kiosk.html", site.url).href);
    await there(says("offline.ready"));
    await site.close();
    await page.goto(new URL("kiosk.html?again", site.url).href);
    await there(says("welcome"));
    await person.click(says("start"));
    await page.waitForFunction(isHeaded, text("question.diagnosis"));
    await person.answer({ date_of_birth: "1980" }, null);
    await person.press("finish");
    await handOn(person);
    await person.click(says("finish"));
    await person.click(says("finish.yes"));
    await there(says("cleared"));
    const waits = says("outbox", "en", { count: 1 });
    await there(waits);
    await tabTo(page, waits);
    await page.keyboard.press("Enter");
    await there(says("outbox.heading"));
    await person.click(says("outbox.code"));
    const stored = await page.evaluate(storedReferral);
    // The site opens what the tablet stored, whatever a picture of it looks like.
    assert.equal(JSON.parse(open(key, stored)).result.answers.date_of_birth, "1980");
    // The code is in the document before it is painted.
    const scanned = async () => readCodes(await page.screenshot()).some((text) => text.endsWith(`#sealed=${stored}`));
    const end = Date.now() + PATIENCE;
    while (!(await scanned())) assert.ok(Date.now() < end, "a picture with the code of what is stored");
  } finally {
    await page.goto("about:blank");
    await site.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** In the page: the one sealed referral in the tablet's outbox. */
function storedReferral() {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open("prescreener-outbox");
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const all = opening.result.transaction("waiting").objectStore("waiting").getAll();
      all.onerror = () => reject(all.error);
      all.onsuccess = () => {
        opening.result.close();
        resolve(all.result[0].sealed);
      };
    };
  });
}
