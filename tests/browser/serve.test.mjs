// The page is served under the policy that the strictest embedding site would set.
import assert from "node:assert/strict";
import test from "node:test";
import { CSP } from "../../www/tools/serve.mjs";
import { launch, withPage } from "./support/browser.mjs";

test("the server", async (t) => {
  const browser = await launch();
  t.after(() => browser.close());

  await t.test("sends the strict policy with the page", async () => {
    await withPage({ browser }, async ({ response }) => {
      const headers = response.headers();
      assert.equal(headers["content-security-policy"], CSP);
      assert.equal(headers["cache-control"], "no-store");
    });
  });

  await t.test("sends another policy when asked to", async () => {
    await withPage({ browser, csp: "default-src 'none'" }, async ({ response }) => {
      assert.equal(response.headers()["content-security-policy"], "default-src 'none'");
    });
  });

  await t.test("sends wasm as wasm", async () => {
    await withPage({ browser, path: null }, async ({ context, url }) => {
      const response = await context.request.head(`${url}pkg/engine_bg.wasm`);
      assert.equal(response.headers()["content-type"], "application/wasm");
    });
  });

  await t.test("serves nothing from outside its folders", async () => {
    await withPage({ browser, path: null }, async ({ url }) => {
      for (const path of [
        "..%2fCargo.toml",
        "%2e%2e/Cargo.toml",
        "pkg/..%2f..%2fCargo.toml",
        ".npmrc",
        "node_modules/esbuild/package.json",
      ]) {
        const { status } = await fetch(url + path);
        assert.equal(status, 404, path);
      }
    });
  });

  await t.test("reports a violation of the policy", async () => {
    await withPage({ browser, path: "/healthz" }, async ({ page, violations }) => {
      await page.evaluate(() => {
        const image = document.createElement("img");
        image.src = "https://elsewhere.invalid/pixel.png";
        document.body.append(image);
      });
      for (let frame = 0; frame < 200 && violations.length === 0; frame += 1) {
        await page.evaluate(() => new Promise(requestAnimationFrame));
      }
      assert.deepEqual(
        violations.map(({ directive }) => directive),
        ["img-src"],
      );
    });
  });
});
