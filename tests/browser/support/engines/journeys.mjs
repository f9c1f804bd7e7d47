// The journeys that every engine must carry a person through. Each opens a page of its own.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { pkg } from "../../../../www/tools/paths.mjs";
import { CSP } from "../../../../www/tools/serve.mjs";
import { path as axe, complaints } from "../axe.mjs";
import { onHeading, tabTo } from "../keyboard.mjs";
import { screen } from "../native.mjs";
import { EXCLUDED, POSSIBLE, WAITING, WAITING_UNTIL } from "../people.mjs";
import { openSite } from "../site.mjs";
import { failure, heard, ready, TODAY } from "../study.mjs";
import { inWords, optionLabel, text } from "../words.mjs";
import { kiosk, sealed } from "./handed.mjs";
import { visitor } from "./visitor.mjs";

const ELEMENT = `<trial-prescreener trial="/pkg/compiled/nct07160205/trial.bin" assessed-on="${TODAY}" disclose="answers"`;
const WITHOUT_WASM = CSP.replace(" 'wasm-unsafe-eval'", "");
const SESSION = ["en.first.txt", "en.result.txt", "en.txt", "engine_bg.wasm", "session.js", "trial.bin"];

/** A host's page. `before`, `after`: what stands around the element; `attributes`: more of the element's own. */
const host = ({ before = "", attributes = "", after = "" } = {}) => `<!doctype html><html lang="en"><head>
  <meta charset="utf-8"><title>A page</title><link rel="icon" href="data:,">
  <link rel="stylesheet" href="/host.css"><script type="module" src="/pkg/prescreener.js"></script></head>
  <body>${before}${ELEMENT} loading="eager" ${attributes}><p>Call us.</p></trial-prescreener>${after}</body></html>`;

/** Serves a site, opens a page of it and calls `fn` with the person, the site's log and what went wrong on the page. */
async function visit(page, { path = "/host.html", html, css = "", ...options }, fn) {
  const instead = { "/host.html": html ?? host(), "/host.css": css, ...options.instead };
  const site = await openSite({ ...options, instead });
  try {
    await page.goto(new URL(path, site.url).href);
    const wrong = () => page.evaluate(() => window.wrong);
    await fn(visitor(page), { site, wrong });
  } finally {
    await page.goto("about:blank");
    await site.close();
  }
}

/** Fails unless the latest result is the native program's, byte for byte. Gives it. */
async function result(page) {
  await page.waitForFunction(() => window.heard.some(({ name }) => name === "result"));
  const { detail, json } = (await heard(page, "result")).at(-1);
  assert.equal(json, screen(detail));
  return detail;
}

async function byPointer(page) {
  await visit(page, {}, async (person, { wrong }) => {
    await ready(page);
    assert.deepEqual(await person.answer(POSSIBLE), Object.keys(POSSIBLE));
    await person.press("finish");
    assert.equal(await person.heading(), text("verdict.potentially_eligible.heading"));
    assert.equal((await result(page)).verdict, "potentially_eligible");
    assert.deepEqual(await wrong(), []);
  });
}

async function withoutWasm(page) {
  await visit(page, { csp: WITHOUT_WASM }, async (person, { site }) => {
    await ready(page);
    await person.answer(EXCLUDED);
    await person.press("finish");
    assert.equal((await result(page)).verdict, "not_eligible");
    assert.ok(
      site.requests.some((path) => path.endsWith("/engine_plain.js")),
      "the plain engine was loaded",
    );
  });
}

async function byKeyboard(page) {
  const { keyboard } = page;
  await visit(page, {}, async (person) => {
    await ready(page);
    await tabTo(page, optionLabel("diagnosis", "dermatomyositis"));
    await keyboard.press("Space");
    await keyboard.press("Enter");
    await onHeading(page, text("question.date_of_birth"));
    await tabTo(page, text("label.year"));
    await keyboard.type("1980");
    await keyboard.press("Enter");
    await onHeading(page, text("question.can_attend_visits"));
    await tabTo(page, text("answer.yes"));
    await keyboard.press("Space");
    await keyboard.press("Enter");
    await onHeading(page, text("question.dmso_reaction"));
    await tabTo(page, text("answer.yes"));
    await keyboard.press("ArrowDown");
    await tabTo(page, text("action.back"), { key: "Shift+Tab" });
    await keyboard.press("Enter");
    await onHeading(page, text("question.can_attend_visits"));
    await tabTo(page, text("label.why"));
    await keyboard.press("Space");
    assert.equal(await page.evaluate(isOpen), true);
    await tabTo(page, text("action.continue"));
    await keyboard.press("Space");
    await onHeading(page, text("question.dmso_reaction"));
    await tabTo(page, text("answer.yes"));
    await keyboard.press("Space");
    await tabTo(page, text("action.continue"));
    await keyboard.press("Enter");
    await onHeading(page, text("check.confirm.heading"));
    await tabTo(page, text("action.confirm"));
    await keyboard.press("Enter");
    await onHeading(page, text("verdict.not_eligible.heading"));
    assert.deepEqual((await result(page)).answers, EXCLUDED_BY_KEYBOARD);
    assert.equal(await person.read(".progress"), "");
  });
}
const EXCLUDED_BY_KEYBOARD = {
  diagnosis: "dermatomyositis",
  date_of_birth: "1980",
  can_attend_visits: true,
  dmso_reaction: true,
};
const isOpen = () => document.querySelector("trial-prescreener").shadowRoot.querySelector("details").open;

async function mistakes(page) {
  await visit(page, {}, async (person, { wrong }) => {
    await ready(page);
    await person.enter("diagnosis", "dermatomyositis");
    await person.press("continue");
    await person.click(text("action.continue"));
    await page.waitForFunction(() => document.activeElement?.shadowRoot?.activeElement?.id === "summary");
    assert.match(await person.read("[role=alert]"), new RegExp(text("problem.date_empty").slice(0, 12)));
    await person.click(text("problem.date_empty"));
    await page.waitForFunction(() => document.activeElement?.shadowRoot?.activeElement?.id === "month");
    await person.date("1980-03");
    await person.press("continue");
    assert.equal(await person.asked(), "can_attend_visits");
    assert.deepEqual(await wrong(), []);
  });
}

async function changes(page) {
  await visit(page, {}, async (person) => {
    await ready(page);
    await person.answer(WAITING, null);
    await person.press("finish");
    assert.ok((await person.heading()).includes(inWords(WAITING_UNTIL)));
    assert.equal((await result(page)).eligible_from, WAITING_UNTIL);
    await person.press("revise");
    await person.click(`${text("action.change")} ${text("question.immunosuppressants")}`);
    await page.waitForFunction(() => window.heard.at(-1).json.includes("question"));
    const methotrexate = await page.evaluate(idOf, optionLabel("immunosuppressants", "methotrexate"));
    assert.equal(await person.holds(methotrexate), true);
    await person.enter("immunosuppressants", ["none"]);
    assert.equal(await person.holds(methotrexate), false, "none clears the others");
    await person.press("continue");
    await person.answer({}, null);
    await person.press("back");
    await person.press("continue");
    await person.press("finish");
    assert.deepEqual((await result(page)).answers.immunosuppressants, ["none"]);
  });
}

/** In the page: the id of the field with this label. */
function idOf(label) {
  const labels = [...document.querySelector("trial-prescreener").shadowRoot.querySelectorAll("label")];
  return labels.find(({ textContent }) => textContent.trim() === label).htmlFor;
}

/** What is missing or refused, with the code of the failure and how its screen begins. */
const FAILURES = [
  { instead: { "/pkg/compiled/nct07160205/trial.bin": 404 }, code: "load" },
  { instead: { "/pkg/session.js": 404 }, code: "load" },
  { instead: { "/pkg/engine_bg.wasm": "<!doctype html>" }, code: "wasm" },
  { instead: { "/pkg/compiled/nct07160205/trial.bin": "<!doctype html>" }, code: "definition" },
  { csp: WITHOUT_WASM, instead: { "/pkg/engine_plain.js": 404 }, code: "wasm" },
];
const BEGINS = {
  load: "These questions could not be loaded",
  wasm: "These questions cannot run in this browser",
  definition: "These questions cannot be shown",
};

async function failures(page) {
  for (const { code, ...options } of FAILURES) {
    await visit(page, options, async (person) => {
      const { detail } = await failure(page);
      const told = JSON.stringify(options);
      assert.equal(detail.code, code, told);
      assert.equal(await person.heading(), BEGINS[code], told);
      const fallback = await page.evaluate(() => document.querySelector("trial-prescreener p").offsetHeight);
      assert.ok(fallback > 0, "the host's own content is shown");
    });
  }
}

async function styles(page) {
  await visit(page, { csp: CSP }, async (_, { wrong }) => {
    await ready(page);
    const found = await page.evaluate(() => {
      const { shadowRoot } = document.querySelector("trial-prescreener");
      const style = (selector) => getComputedStyle(shadowRoot.querySelector(selector));
      return {
        sheets: shadowRoot.adoptedStyleSheets.length > 0,
        inline: shadowRoot.querySelectorAll("style, link, [style]").length,
        target: Number.parseFloat(style("button").minHeight),
        button: style(".action").backgroundColor,
        option: style(".option").display,
      };
    });
    assert.deepEqual(found, { sheets: true, inline: 0, target: 44, button: "rgb(15, 90, 140)", option: "flex" });
    assert.deepEqual(await wrong(), []);
  });
}

/** The English words under the name of a language that is written from the right. */
async function rightToLeft(page) {
  const folder = join(pkg, "compiled", "nct07160205");
  const read = (file) => readFile(join(folder, file), "utf8");
  const instead = {
    "/pkg/compiled/nct07160205/ar.txt": await read("en.txt"),
    "/pkg/compiled/nct07160205/ar.result.txt": await read("en.result.txt"),
  };
  await visit(page, { instead, html: host({ attributes: 'lang="ar"' }) }, async (person, { wrong }) => {
    await ready(page);
    await person.enter("diagnosis", "dermatomyositis");
    await person.press("continue");
    const [box, words, edge] = await page.evaluate(() => {
      const { shadowRoot } = document.querySelector("trial-prescreener");
      const left = (selector) => shadowRoot.querySelector(selector).getBoundingClientRect().left;
      return [left(".option input"), left(".option label"), shadowRoot.querySelector("[dir]").dir];
    });
    assert.ok(box > words, `the box at ${box} stands right of its words at ${words}`);
    assert.equal(edge, "rtl");
    await person.answer({ date_of_birth: "1980", can_attend_visits: true, dmso_reaction: true });
    await person.press("finish");
    assert.equal(await person.heading(), text("verdict.not_eligible.heading"));
    assert.deepEqual(await wrong(), []);
  });
}

const names = (requests) => requests.map((path) => path.split("/").at(-1)).filter((name) => SESSION.includes(name));

async function facade(page) {
  const html = host({ before: '<div id="gap"></div>' }).replace(' loading="eager"', "");
  await visit(page, { html, css: "#gap { height: 500vh }" }, async (person, { site, wrong }) => {
    await page.waitForFunction(() => customElements.get("trial-prescreener") !== undefined);
    await new Promise((resolve) => setTimeout(resolve, 300));
    assert.deepEqual(names(site.requests), []);
    await page.evaluate(() => document.querySelector("trial-prescreener").scrollIntoView());
    await ready(page);
    assert.equal(await person.asked(), "diagnosis");
    // The words of the result come behind the first question.
    await person.answer(EXCLUDED);
    await person.press("finish");
    assert.deepEqual(names(site.requests).sort(), SESSION);
    assert.deepEqual(await wrong(), []);
  });
}

/** In the page: everything that a person can operate or is led by. */
function operable() {
  const { shadowRoot } = document.querySelector("trial-prescreener");
  return [...shadowRoot.querySelectorAll("#heading, input, button")];
}

async function spoken(page) {
  await visit(page, {}, async (person) => {
    await ready(page);
    const date = ["month", "day", "year"].map((part) => ["textbox", text(`label.${part}`)]);
    const unknown = (role) => [role, text("label.unknown")];
    const next = ["button", text("action.continue")];
    const back = ["button", text("action.back")];
    const options = ["dermatomyositis", "polymyositis", "other_myositis", "still_looking", "no"];
    assert.deepEqual(await page.spoken(operable), [
      ["button", text("page.decline.answers")],
      ["heading", text("question.diagnosis")],
      ...options.map((option) => ["radio", optionLabel("diagnosis", option)]),
      unknown("radio"),
      next,
    ]);
    await person.enter("diagnosis", "dermatomyositis");
    await person.press("continue");
    assert.deepEqual(await page.spoken(operable), [
      back,
      ["heading", text("question.date_of_birth")],
      ...date,
      unknown("checkbox"),
      next,
    ]);
    await person.enter("date_of_birth", "1980");
    await person.press("continue");
    const choices = ["yes", "no"].map((answer) => ["radio", text(`answer.${answer}`)]);
    const question = ["heading", text("question.can_attend_visits")];
    assert.deepEqual(await page.spoken(operable), [back, question, ...choices, unknown("radio"), next]);
  });
}

async function narrow(page) {
  const css = "body { width: 320px; margin: 0 } p { margin: 0 }";
  await visit(page, { css }, async (person) => {
    await ready(page);
    for (let key = await person.asked(); key; key = await person.asked()) {
      assert.deepEqual(await page.evaluate(wide), [], key);
      await person.enter(key, key in POSSIBLE ? POSSIBLE[key] : null);
      await person.press("continue");
    }
    assert.deepEqual(await page.evaluate(wide), [], "the answers");
    await person.press("finish");
    assert.deepEqual(await page.evaluate(wide), [], "the result");
  });
}

/** In the page: what sticks out of the element. */
function wide() {
  const element = document.querySelector("trial-prescreener");
  const edge = element.getBoundingClientRect().right + 0.5;
  const out = [...element.shadowRoot.querySelectorAll("*")].filter((one) => one.getBoundingClientRect().right > edge);
  return out.map(({ localName, className }) => `${localName}.${className}`);
}

/** Every screen of the gallery, written from the right. */
async function examined(page) {
  const instead = { "/axe.js": await readFile(axe, "utf8") };
  await visit(page, { path: "/gallery.html?lang=ar", instead }, async () => {
    await page.waitForFunction(() => document.documentElement.dataset.done !== undefined);
    await page.evaluate(() => import("/axe.js").then(() => true));
    assert.deepEqual(await complaints(page), []);
  });
}

/** By name. */
export const journeys = {
  "the whole interview by pointer; the result is the native program's": byPointer,
  "an interview by keyboard alone": byKeyboard,
  "a mistake, and the way to mend it": mistakes,
  "back, a changed answer, and another result": changes,
  "what is missing or refused ends in a failure screen": failures,
  "a policy that refuses WebAssembly: the plain engine takes its place": withoutWasm,
  "styles under a strict policy": styles,
  "a language that is written from the right": rightToLeft,
  "nothing is loaded before the element is near": facade,
  "roles and names, as the engine tells them to a screen reader": spoken,
  "320 px: nothing sticks out of the element": narrow,
  "axe finds nothing on any screen": examined,
  "a result is handed on sealed, and the site opens and verifies it": sealed(visit, host),
  "a clinic's tablet without a network: handed on, cleared, and kept for the staff": kiosk,
};
