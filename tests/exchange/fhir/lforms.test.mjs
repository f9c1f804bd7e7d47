// The questionnaire in a third-party form: NLM's lforms, in a real Chromium.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { launch } from "../../browser/support/browser.mjs";
import { fhir } from "./tool.mjs";

const lforms = fileURLToPath(new URL("node_modules/lforms/dist/lforms/", import.meta.url));
const FILES = ["webcomponent/assets/lib/zone.min.js", "webcomponent/lhc-forms.js", "fhir/R4/lformsFHIR.min.js"];
const PAGE = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Form</title>
<link rel="stylesheet" href="/webcomponent/styles.css"><div id="form"></div>
${FILES.map((file) => `<script src="/${file}"></script>`).join("\n")}</html>`;
const TYPES = { ".js": "text/javascript", ".css": "text/css" };
const ABSENT = "http://terminology.hl7.org/CodeSystem/data-absent-reason|asked-unknown";
const YES = "http://terminology.hl7.org/CodeSystem/v2-0136|Y";

let server;
let browser;
let page;
let questionnaire;

before(async () => {
  questionnaire = JSON.parse(await fhir("questionnaire"));
  server = createServer(async ({ url }, response) => {
    const path = new URL(url, "http://localhost").pathname;
    const type = path === "/" ? "text/html" : TYPES[extname(path)];
    const content = path === "/" ? PAGE : await readFile(join(lforms, path)).catch(() => undefined);
    response.writeHead(content && type ? 200 : 404, { "content-type": type ?? "text/plain" }).end(content);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  browser = await launch();
  page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  await page.waitForFunction(() => window.LForms?.Util && window.LForms?.FHIR);
});

after(async () => {
  await browser?.close();
  server?.close();
});

/** Puts a form on the page; `response` holds the answers filled in already. */
async function show(response) {
  await page.evaluate(
    async ([form, filled]) => {
      let shown = window.LForms.Util.convertFHIRQuestionnaireToLForms(form, "R4");
      if (filled) {
        shown = window.LForms.Util.mergeFHIRDataIntoLForms("QuestionnaireResponse", filled, shown, "R4");
      }
      await window.LForms.Util.addFormToPage(shown, "form");
    },
    [questionnaire, response],
  );
}

/** Returns the form's output, converted back to answers. */
async function readBack() {
  const response = await page.evaluate(() =>
    window.LForms.Util.getFormFHIRData("QuestionnaireResponse", "R4", "#form"),
  );
  return JSON.parse(await fhir("answers", ["--date=2026-11-22"], JSON.stringify(response)));
}

const system = (question) => `urn:x-prescreener:nct07160205:${question}`;
const element = (id) => page.locator(`[id="${id}"]`);
const question = (key) => element(`item-${key}/1`);
const choose = (key, code) => element(`${key}/1|${code}`).click();
const fill = (key, text) => element(`${key}/1`).fill(text);

test("every question without a condition is there, with its options, and no follow-up", async () => {
  await show();
  const [waiting, open] = [[], []];
  for (const item of questionnaire.item) {
    const own = item.enableWhen?.every(({ operator }) => operator === "exists") ?? true;
    (own ? open : waiting).push(item.linkId);
  }
  assert.ok(open.length > 40 && waiting.length > 40);
  await question("will_use_contraception").waitFor({ state: "detached" });
  for (const key of open) assert.equal(await question(key).count(), 1, key);
  for (const key of waiting) assert.equal(await question(key).count(), 0, key);
  const { item } = questionnaire;
  const steroids = item.find(({ linkId }) => linkId === "steroids");
  for (const { valueCoding } of steroids.answerOption) {
    const id = `steroids/1|${valueCoding.system}|${valueCoding.code}`;
    assert.equal((await element(id).innerText()).trim(), valueCoding.display);
  }
  assert.equal((await question("heliotrope").innerText()).includes("I don’t know"), true);
});

test("an answer opens its follow-ups, and the form's answers are converted back", async () => {
  await show();
  assert.deepEqual(await readBack(), {});
  await choose("heliotrope", YES);
  await choose("gottron_sign", ABSENT);
  await choose("onset_age/unknown", ABSENT);
  await choose("steroids", `${system("steroids")}|prednisone`);
  await question("steroid_dose.prednisone").waitFor();
  assert.equal(await question("steroid_dose.deflazacort").count(), 0);
  await choose("steroids", `${system("steroids")}|deflazacort`);
  await question("steroid_dose.deflazacort").waitFor();
  await fill("steroid_dose.prednisone", "7.5");
  await choose("steroid_frequency.prednisone", `${system("steroid_frequency")}|daily`);
  await choose("muscle_biopsy", `${system("muscle_biopsy")}|report_known`);
  await question("biopsy_active").waitFor();
  await choose("biopsy_active", YES);
  await question("biopsy_on").waitFor();
  await fill("lvef", "60");
  await page.keyboard.press("Tab");
  assert.deepEqual(await readBack(), {
    steroids: ["prednisone", "deflazacort"],
    "steroid_frequency.prednisone": "daily",
    "steroid_dose.prednisone": 7.5,
    onset_age: { unknown: true },
    heliotrope: true,
    gottron_sign: { unknown: true },
    muscle_biopsy: "report_known",
    biopsy_active: true,
    lvef: 60,
  });
  // With an answer, *I don't know* is not needed.
  assert.equal(await question("lvef/unknown").count(), 0);
});

test("the form shows answers written by the tool and returns them", async () => {
  const said = {
    date_of_birth: "1980-03-05",
    steroids: ["prednisone"],
    "steroid_frequency.prednisone": "weekly",
    "steroid_dose.prednisone": 20,
    hydroxychloroquine: true,
    hydroxychloroquine_changed_on: "2026-01-02",
    onset_age: 41,
    dysphagia: { unknown: true },
    muscle_biopsy: { unknown: true },
  };
  await show(JSON.parse(await fhir("response", ["--date=2026-11-22"], JSON.stringify(said))));
  await question("hydroxychloroquine_changed_on").waitFor();
  assert.equal(await element("onset_age/1").inputValue(), "41");
  assert.deepEqual(await readBack(), said);
});
