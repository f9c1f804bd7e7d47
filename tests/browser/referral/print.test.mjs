// A person's sheet on paper, and what a site's staff print: read back completely and in order, with nothing cut off.
import assert from "node:assert/strict";
import test from "node:test";
import { launch } from "../support/browser.mjs";
import { answer, press } from "../support/interview.mjs";
import { newKey } from "../support/native.mjs";
import { codes, FORMATS, ink, MM, onPaper, sheetOf } from "../support/paper.mjs";
import { POSSIBLE, WAITING } from "../support/people.mjs";
import { staff, withHanded, withReceiver } from "../support/receive.mjs";
import { agree, begin, choose, look } from "../support/refer.mjs";
import { withStudy } from "../support/study.mjs";
import { text } from "../support/words.mjs";

const MARGIN = 15 * MM;
/** The most that rounding adds to a line. */
const SLACK = 1;
/** The smallest dot that cheap scanners distinguish, and the light dots around a code (ISO/IEC 18004). */
const [DOT, QUIET] = [0.5 * MM, 4];
/** Texts of the last screen about itself, and not about the paper. */
const SCREEN_ALONE = ["refer.ready.untaken", "refer.ways.heading", "refer.letters"];

/** Returns a text without the effects of line breaks. */
const bare = (words) => words.normalize("NFKC").replace(/\s+/g, "");
const wordsOf = (words) => bare(words.map((word) => word.text).join(""));

/** In the page: returns the visible lines of some elements, except those of buttons and folded content. */
const lines = (elements) => {
  const split = (element) => element.innerText.split("\n").map((line) => line.trim());
  const pressed = elements.flatMap((element) => [...element.querySelectorAll("button, summary")].flatMap(split));
  return elements.flatMap(split).filter((line) => line !== "" && !pressed.includes(line));
};
/** In the page: returns what must not be split: list entries; and what must not stand alone: headings. */
const parts = (elements) => {
  const all = (name) => elements.flatMap((element) => [...element.querySelectorAll(name)].map((one) => one.innerText));
  return { entries: all("li"), headings: all("h1, h2, h3, h4, h5, h6") };
};

/** Removes the footer from each page and checks it: which page of how many. */
function withoutFeet(pages, direction = "ltr") {
  return pages.map(({ words, ...page }, at) => {
    const foot = words.filter(({ top }) => top > page.height - MARGIN);
    const numbers = [at + 1, pages.length];
    const told = direction === "ltr" ? numbers : numbers.reverse();
    assert.equal(wordsOf(foot), told.join("/"), "only its number stands below a page");
    for (const { left, right, bottom } of foot) assert.ok(left > 0 && right < page.width && bottom < page.height);
    return { ...page, words: words.filter((word) => !foot.includes(word)) };
  });
}

/** Each line is there completely and in order, and nothing else is. */
function holds(pages, expected) {
  const paper = wordsOf(pages.flatMap(({ words }) => words));
  let at = 0;
  for (const line of expected.map(bare)) {
    assert.equal(paper.slice(at, at + line.length), line);
    at += line.length;
  }
  assert.equal(paper.slice(at), "", "there is more on the paper");
}

/** Each word is within the margins, visible, and overlaps no other. */
function fits({ width, height, words }, page) {
  for (const [at, { text: word, left, top, right, bottom }] of words.entries()) {
    const where = `${word} at ${left}, ${top} to ${right}, ${bottom}`;
    assert.ok(left > MARGIN - SLACK && right < width - MARGIN + SLACK, `${where}: out on a side`);
    assert.ok(top > MARGIN - SLACK && bottom < height - MARGIN + SLACK, `${where}: out above or below`);
    const seen = ink(page, { left, top, right, bottom });
    assert.ok(seen && seen.right - seen.left > (right - left) / 5, `${where}: cannot be seen`);
    const over = (other) => Math.min(right, other.right) - Math.max(left, other.left) > 1;
    const across = (other) => Math.min(bottom, other.bottom) - Math.max(top, other.top) > 3;
    const on = words.slice(at + 1).find((other) => over(other) && across(other));
    assert.equal(on, undefined, `${where}: stands on another word`);
  }
}

/** Checks what stays together, and how full the pages are. */
function hangsTogether(pages, { entries, headings }, most) {
  assert.ok(pages.length <= most, `${pages.length} pages`);
  const written = pages.map(({ words }) => wordsOf(words));
  for (const entry of entries)
    assert.ok(
      written.some((page) => page.includes(bare(entry))),
      `torn: ${entry}`,
    );
  for (const [at, { words, height }] of pages.entries()) {
    assert.ok(words.length > 0, `page ${at + 1} is blank`);
    if (at === pages.length - 1) continue;
    const alone = headings.find((heading) => written[at].endsWith(bare(heading)));
    assert.equal(alone, undefined, `at the end of page ${at + 1}`);
    assert.ok(Math.max(...words.map(({ bottom }) => bottom)) > height * 0.7, `page ${at + 1} is half empty`);
  }
}

/** The code reads back as the link, is large enough, and has space around it. */
function scans(pages, { link, modules, hint, next }) {
  const [first] = pages;
  const place = (line) => {
    const at = first.words.findIndex((_, from) => wordsOf(first.words.slice(from)).startsWith(bare(line)));
    assert.notEqual(at, -1, `not on the first page: ${line}`);
    return at;
  };
  const [above, below] = [place(next) - 1, place(next)].map((at) => first.words[at]);
  assert.ok(place(hint) < place(next));
  const zone = { left: 0, right: first.width, top: above.bottom, bottom: below.top };
  const code = ink(first, zone);
  assert.ok(code, "there is no code");
  const [wide, high] = [code.right - code.left, code.bottom - code.top];
  assert.ok(Math.abs(wide - high) < SLACK, "it is a square");
  const dot = wide / modules;
  assert.ok(dot >= DOT && wide >= 75 * MM && wide <= 100 * MM, `${wide / MM} mm wide, ${dot / MM} mm a dot`);
  const around = [code.left, first.width - code.right, code.top - zone.top, zone.bottom - code.bottom];
  assert.ok(
    Math.min(...around) >= QUIET * dot - SLACK,
    `light around it: ${around.map((points) => points / dot)} dots`,
  );
  assert.deepEqual(codes(first), [link]);
}

/** Prints on each paper size and checks everything on it. */
async function check(t, browser, sheet, { expected, together, most, code }) {
  assert.equal(sheet.stays, false, "nothing of it stays in the page");
  assert.equal(sheet.title, expected[0]);
  for (const [format, [width, height]] of Object.entries(FORMATS)) {
    await t.test(`on ${format}`, async () => {
      const printed = await onPaper(browser, sheet, format);
      for (const page of printed) {
        assert.ok(Math.abs(page.width - width) < 1.5 && Math.abs(page.height - height) < 1.5, `${page.width}`);
      }
      const pages = withoutFeet(printed);
      holds(pages, expected);
      for (const page of pages) fits(page, page);
      hangsTogether(pages, together, most);
      if (code) scans(pages, code);
      else for (const page of pages) assert.deepEqual(codes(page), []);
    });
  }
}

/** Goes from the first question to the sheet; returns what was shown before and after consent, and what is printed. */
async function walk({ page, widget, heard }, { person, otherwise, share, language }) {
  const speak = async (to, heading) => {
    await widget.evaluate((element, tag) => element.setAttribute("lang", tag), to);
    await widget.getByRole("heading", { name: text(heading, to), exact: true }).waitFor();
  };
  await answer(widget, person, otherwise);
  await press(widget, "finish");
  await begin(widget);
  await choose(widget, share);
  await look(widget);
  const handed = widget.locator(".result > section:not(.lead)");
  await speak(language, "refer.preview.heading");
  const before = [await handed.evaluateAll(lines), await handed.evaluateAll(parts)];
  // The language may change once more before printing.
  await speak("en", "refer.preview.heading");
  await agree(widget);
  await speak(language, "refer.ready.heading");
  const screen = widget.locator(".screen");
  const after = await screen.evaluateAll(lines);
  const viewBox = await widget.locator("#code svg").getAttribute("viewBox");
  const button = widget.getByRole("button", { name: text("refer.way.paper", language), exact: true });
  const sheet = await sheetOf(page, button);
  const link = await widget.locator("#letters").textContent();
  const [{ detail }] = await heard("refer");
  return { link, before, after, modules: viewBox.split(" ")[2] - 2 * QUIET, sheet, id: detail.id };
}

test("a referral on paper", async (t) => {
  const browser = await launch();
  t.after(() => browser.close());
  const receiver = "https://site.example/receive.html";
  const sealed = { "site-key": newKey().public, receiver };
  const people = {
    "all answers": { person: POSSIBLE, share: "answers", most: 6 },
    "the result alone": { person: WAITING, otherwise: null, share: "verdict", most: 2 },
  };
  const ways = { "in English": ["en", { receiver }], "in Spanish, sealed": ["es", sealed] };
  for (const [what, { most, ...person }] of Object.entries(people)) {
    for (const [way, [language, attributes]] of Object.entries(ways)) {
      await t.test(`${what}, ${way}`, (own) =>
        withStudy({ browser, attributes }, async (opened) => {
          const { before, after, modules, sheet, link, id } = await walk(opened, { ...person, language });
          const [preview, together] = before;
          const alone = SCREEN_ALONE.map((key) => text(key, language));
          const [lead, ways] = alone;
          assert.ok(after.includes(lead) && after.includes(ways), after.join("\n"));
          assert.ok(
            preview.includes(id) && link.startsWith(attributes["site-key"] ? receiver : "#referral="),
            "a sheet that is not read proves nothing",
          );
          const letters = text("refer.letters", language);
          const hint = text("refer.code", language);
          const told = after.filter((line) => ![...alone, hint].includes(line));
          const expected = [...told, hint, letters, link, ...preview];
          const code = { link, modules, hint, next: letters };
          await check(own, browser, sheet, { expected, together, most, code });
        }),
      );
    }
  }

  await t.test("from right to left", async () => {
    await withStudy({ browser, attributes: { receiver } }, async (opened) => {
      const { sheet, link } = await walk(opened, { person: POSSIBLE, share: "answers", language: "en" });
      const html = sheet.html.replace('dir="ltr"', 'dir="rtl"');
      assert.notEqual(html, sheet.html);
      const pages = withoutFeet(await onPaper(browser, { ...sheet, html }, "A4"), "rtl");
      for (const page of pages) fits(page, page);
      assert.deepEqual(codes(pages[0]), [link]);
    });
  });
});

test("what the staff print", async (t) => {
  const browser = await launch();
  t.after(() => browser.close());
  let referral;
  await withHanded({ browser, answers: POSSIBLE }, ({ handed }) => {
    referral = handed.referral;
  });
  // Text without a break opportunity, as long as possible.
  const edited = structuredClone(referral);
  edited.result.verdict = "not_eligible";
  edited.also = { ...referral.result.answers, steroids: ["x".repeat(300)] };
  const cases = {
    "in English": ["en", referral, 5],
    "in Spanish": ["es", referral, 5],
    "with differences": ["en", edited, 6],
  };
  for (const [name, [language, given, most]] of Object.entries(cases)) {
    await t.test(name, (own) =>
      withReceiver({ browser, query: `?lang=${language}` }, async ({ page }) => {
        await page.locator("#given").fill(JSON.stringify(given));
        await page.getByRole("button", { name: staff("open", {}, language), exact: true }).click();
        await page.locator(".described").waitFor();
        const main = page.locator("main");
        const [expected, together] = [await main.evaluateAll(lines), await main.evaluateAll(parts)];
        assert.ok(expected.includes(given.id), "a sheet that is not read proves nothing");
        const sheet = await sheetOf(page, page.getByRole("button", { name: staff("print", {}, language) }));
        await check(own, browser, sheet, { expected, together, most });
      }),
    );
  }
});
