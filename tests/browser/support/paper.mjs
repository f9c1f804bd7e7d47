// Printed pages: the sheet as a printer gets it, on paper of a given size, and read back as people and scanners would.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readCodes } from "./codes.mjs";

/** Dots per inch of a simple printer and scanner. */
const DPI = 300;
/** PDF points per millimetre. */
export const MM = 72 / 25.4;
/** Paper sizes in points. */
export const FORMATS = { A4: [210 * MM, 297 * MM], Letter: [8.5 * 72, 11 * 72] };

/**
 * Presses a button that prints. Returns the sheet at that moment: its HTML, its rules, and whether it `stays`
 * afterwards.
 */
export async function sheetOf(page, button) {
  await page.evaluate(() => {
    const { append } = Element.prototype;
    Element.prototype.append = function (...parts) {
      append.apply(this, parts);
      for (const frame of parts.filter((part) => part instanceof HTMLIFrameElement)) {
        const { contentWindow: view, contentDocument: sheet } = frame;
        view.print = () => {
          const rules = sheet.adoptedStyleSheets.flatMap(({ cssRules }) => [...cssRules]);
          const css = rules.map(({ cssText }) => cssText).join("\n");
          window.sheet = { html: sheet.documentElement.outerHTML, title: sheet.title, css };
          view.dispatchEvent(new Event("afterprint"));
          window.sheet.stays = frame.isConnected;
        };
      }
    };
  });
  await button.click();
  return page.evaluate(() => window.sheet);
}

/**
 * Prints a sheet. Returns its pages, each with its size, its words with their positions in points, and its `picture`.
 */
export async function onPaper(browser, { html, css }, format) {
  const folder = mkdtempSync(join(tmpdir(), "prescreener-paper-"));
  const page = await browser.newPage();
  try {
    await page.setContent(`<!doctype html>${html}`);
    await page.addStyleTag({ content: css });
    const path = join(folder, "sheet.pdf");
    await page.pdf({ path, format, preferCSSPageSize: false });
    // Without -raw, columns would be guessed; with it, the order is that of the sheet.
    const pages = read(String(run("pdftotext", ["-raw", "-bbox", path, "-"])));
    run("pdftoppm", ["-r", String(DPI), "-gray", path, join(folder, "page")]);
    const pictures = readdirSync(folder).filter((name) => name.endsWith(".pgm"));
    return pages.map((one, at) => ({ ...one, picture: picture(readFileSync(join(folder, pictures.sort()[at]))) }));
  } finally {
    await page.close();
    rmSync(folder, { recursive: true });
  }
}

const ENTITIES = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** Parses the output of `pdftotext -bbox`. */
function read(xhtml) {
  const places = (tag, names) => names.map((name) => Number(tag.match(new RegExp(`${name}="([^"]+)"`))[1]));
  return xhtml
    .split("<page ")
    .slice(1)
    .map((part) => {
      const [width, height] = places(part, ["width", "height"]);
      const words = [...part.matchAll(/<word ([^>]*)>([^<]*)<\/word>/g)].map(([, tag, letters]) => {
        const [left, top, right, bottom] = places(tag, ["xMin", "yMin", "xMax", "yMax"]);
        return { left, top, right, bottom, text: letters.replace(/&(\w+);/g, (_, name) => ENTITIES[name]) };
      });
      return { width, height, words };
    });
}

/** Returns a page as dots, from dark (0) to light (255), and the file itself, for scanners. */
function picture(file) {
  const [head, width, height] = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(file.toString("latin1", 0, 40));
  return { file, width: Number(width), height: Number(height), dots: file.subarray(head.length) };
}

/** Returns the box, in points, around the dots darker than half in a part of a page; nothing if there are none. */
export function ink({ picture: { width, height, dots } }, { left, top, right, bottom }) {
  const dot = (points, most) => Math.min(most, Math.max(0, Math.round((points * DPI) / 72)));
  const [fromX, toX, fromY, toY] = [dot(left, width), dot(right, width), dot(top, height), dot(bottom, height)];
  const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (let y = fromY; y < toY; y += 1) {
    for (let x = fromX; x < toX; x += 1) {
      if (dots[y * width + x] > 127) continue;
      box.left = Math.min(box.left, x);
      box.right = Math.max(box.right, x + 1);
      box.top = Math.min(box.top, y);
      box.bottom = y + 1;
    }
  }
  if (box.left === Infinity) return undefined;
  return Object.fromEntries(Object.entries(box).map(([side, at]) => [side, (at * 72) / DPI]));
}

/** Returns all codes that a scanner reads off a page. */
export const codes = ({ picture: { file } }) => readCodes(file);

function run(command, args) {
  const { status, stdout, stderr, error } = spawnSync(command, args, { maxBuffer: 2 ** 26 });
  if (status !== 0) throw new Error(`${command} failed: ${error ?? stderr}`);
  return stdout;
}
