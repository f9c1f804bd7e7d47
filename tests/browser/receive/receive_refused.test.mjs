// The receiving page gives the right reason for whatever it cannot open, and opens the next referral.
import assert from "node:assert/strict";
import test from "node:test";
import { seal } from "../support/native.mjs";
import { chooseFile, chooseKey, focusedWords, paste, staff } from "../support/receive.mjs";
import { received, refused } from "../support/received.mjs";

test("the receiving page", async (t) => {
  const { key, other, referral, json, sealed, visit, shows } = await received(t);
  const bytes = Buffer.from(sealed, "base64url");
  const with_ = (change) => {
    const copy = Buffer.from(bytes);
    change(copy);
    return copy.toString("base64url");
  };
  const future = with_((copy) => copy.writeUInt8(2, 2));
  const refusals = {
    truncated: [sealed.slice(0, sealed.length - 40), "damaged"],
    "truncated to its beginning": [sealed.slice(0, 20), "damaged"],
    "changed in one byte": [with_((copy) => copy.writeUInt8(copy[60] ^ 1, 60)), "damaged"],
    "a megabyte long": ["A".repeat(2 ** 20), "too_large"],
    "a megabyte of JSON": [`{"schema":"${"x".repeat(2 ** 20)}"}`, "too_large"],
    "sealed by a later version": [future, "future", { found: "2", expected: "1" }],
    "a referral of a later version": [
      json.replace("referral/1", "referral/3"),
      "future",
      { found: "3", expected: "1, 2" },
    ],
    "for another key": [seal(other, json), "other_key", { expected: other.id, found: key.id }],
    "not a referral": ["Dear site, here I am", "not_sealed"],
    "characters of another keyboard": [sealed.replaceAll("-", "ß"), "not_sealed"],
    "not JSON": [json.slice(0, -7), "not_json"],
    "something else in a seal": [seal(key, "Dear site"), "not_json"],
    "a result alone": [
      JSON.stringify(referral.result),
      "schema",
      { expected: "prescreener/referral/1", found: "prescreener/result/1" },
    ],
    "without a number": [JSON.stringify({ ...referral, id: undefined }), "form", { found: "id" }],
    "without a result": [JSON.stringify({ ...referral, result: null }), "form", { found: "result" }],
    // The command line reports each of these; JavaScript would drop them, and consider the rest the same.
    "a verdict twice": [
      json.replace('"verdict":', '"verdict":"not_eligible","verdict":'),
      "unclear",
      { found: "verdict" },
    ],
    "a verdict twice, escaped differently": [
      json.replace('"verdict":', '"verdict":"not_eligible","\\u0076erdict":'),
      "unclear",
      { found: "verdict" },
    ],
    "a key that hides": [json.replace("{", '{"__proto__":{"x":1},'), "unclear", { found: "__proto__" }],
    "the same in a seal": [
      seal(key, json.replace('"answers":{', '"answers":{"__proto__":{},')),
      "unclear",
      { found: "__proto__" },
    ],
    "a key file": [key.file, "key_file"],
    "nested too deep": [
      `{"schema":"prescreener/referral/1","id":"x","shares":"answers","result":{"trial":{"digest":${JSON.stringify(referral.result.trial.digest)}},"schema":${"[".repeat(30000)}${"]".repeat(30000)}}}`,
      "crashed",
    ],
  };
  await visit("gives the reason for refusing, and opens the next", async ({ page, pageErrors }) => {
    await chooseKey(page, key);
    await page.locator(".there").waitFor();
    for (const [name, [given, why, values]] of Object.entries(refusals)) {
      await paste(page, given);
      await refused(page, why, values).catch((error) => assert.fail(`${name}: ${error.message}`));
      assert.equal(await page.locator("#given").inputValue(), "", `${name} stays in the field`);
    }
    // A line of a kiosk's outbox is listed.
    await paste(page, `{"since":1,"referral":${json.replace('"id":', '"id":"R1","id":')}}`);
    assert.equal(await page.locator(".list .wrong .title").innerText(), staff("refused.unclear.heading"));
    await page.getByRole("button", { name: staff("another"), exact: true }).click();
    await paste(page, sealed);
    await shows(page);
    assert.deepEqual(pageErrors, []);
  });

  await visit("opens nothing with a changed byte", async ({ page }) => {
    await chooseKey(page, key);
    await page.locator(".there").waitFor();
    for (let place = 0; place < bytes.length; place += Math.ceil(bytes.length / 40)) {
      await paste(
        page,
        with_((copy) => copy.writeUInt8(copy[place] ^ (1 << (place % 8)), place)),
      );
      await page.locator("#problem").waitFor();
      assert.equal(await page.locator(".facts").count(), 0, `byte ${place}`);
    }
  });

  const keys = {
    "a referral": [json, "key.schema", { found: "prescreener/referral/1" }],
    "no JSON": ["a key", "key.not_json"],
    "a damaged key": [key.file.replace(key.private, key.private.slice(1)), "key.private"],
    "two keys that do not match": [key.file.replace(key.public, other.public), "key.public"],
    "another name": [key.file.replace(key.id, other.id), "key.id", { expected: key.id, found: other.id }],
    "a megabyte": [`{"schema":"${"x".repeat(2 ** 20)}"}`, "key.too_large"],
  };
  await visit("reports a faulty key file, and accepts the next", async ({ page }) => {
    for (const [name, [file, why, values]] of Object.entries(keys)) {
      await chooseFile(page, "#key-file", "site.key", file);
      await page.getByText(staff(why, values), { exact: true }).waitFor({ timeout: 5000 });
      assert.equal(await focusedWords(page), staff("key.refused"), name);
    }
    await chooseKey(page, key);
    await paste(page, sealed);
    await shows(page);
  });

  await visit("opens with the right key what the wrong key did not", async ({ page }) => {
    await chooseKey(page, other);
    await paste(page, sealed);
    await refused(page, "other_key", { expected: key.id, found: other.id });
    await chooseKey(page, key);
    await shows(page);
  });
});
