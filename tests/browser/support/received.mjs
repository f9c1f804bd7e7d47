// Shared by the tests of the receiving page: one person's referral in every form, and what staff read of it.
import assert from "node:assert/strict";
import { launch } from "./browser.mjs";
import { newKey, seal } from "./native.mjs";
import { POSSIBLE } from "./people.mjs";
import { focusedWords, staff, withHanded, withReceiver } from "./receive.mjs";
import { text } from "./words.mjs";

/** What is read first of this person's referral. */
export const POSSIBLY = staff("verdict.potentially_eligible");

export const heading = (page) => page.locator("#heading").innerText();
export const checked = (page) => page.locator(".check h2").innerText();
export const another = (page) => page.getByRole("button", { name: staff("another"), exact: true }).click();

/**
 * Provides a browser, a site's key and `other`, and referrals sealed for the site; `visit` is a test on the page,
 * `shows` what it must show.
 */
export async function received(t) {
  const browser = await launch();
  t.after(() => browser.close());
  const [key, other] = [newKey(), newKey()];
  let referral;
  await withHanded({ browser, answers: POSSIBLE }, ({ handed }) => {
    referral = handed.referral;
  });
  const json = JSON.stringify(referral);
  const sealed = seal(key, json);
  const link = (base) => `${base}#sealed=${sealed}`;
  const visit = (name, fn, options = {}) => t.test(name, () => withReceiver({ browser, ...options }, fn));
  const shows = async (page) => {
    await page.locator(".facts").waitFor();
    assert.equal(await heading(page), POSSIBLY);
    assert.equal(await focusedWords(page), POSSIBLY);
    assert.equal(await checked(page), staff("check.same"));
    const facts = await page.locator(".facts").innerText();
    assert.ok(facts.includes(referral.id) && facts.includes(staff("share.answers")), facts);
    const described = await page.locator(".described").innerText();
    assert.ok(described.includes(text("question.anti_jo1")), described);
    assert.ok(described.includes(text("criterion.I01")), described);
  };
  return { browser, key, other, referral, json, sealed, link, visit, shows };
}

/** Asserts that the page refuses it, and why. */
export const refused = async (page, why, values) => {
  await page.getByRole("heading", { name: staff(`refused.${why}.heading`) }).waitFor();
  assert.equal(await page.locator("#problem").innerText(), staff(`refused.${why}.heading`));
  const said = await page.locator(".wrong p").first().innerText();
  assert.equal(said, staff(`refused.${why}.text`, values));
  assert.equal(await focusedWords(page), staff(`refused.${why}.heading`));
};
