// What the worker shows in place of the kiosk where kept files are not those that are listed. It loads nothing but a style
// sheet, and no script: any of them may be what was changed.
import en from "./messages/en.json";
import es from "./messages/es.json";

/** The query of the address under which the published files are fetched anew. */
export const MEND = "mend";

/**
 * The screen, in every language of the kiosk, as nobody could choose one. `tried`: whether the files were asked for, and did not
 * come.
 */
export function changedPage(changed: readonly string[], tried: boolean): Response {
  const [first = "", ...others] = [en, es].map(({ texts }, place) => {
    const language = ["en", "es"][place];
    const part = (tag: string, text: string): string => `<${tag}>${escaped(text)}</${tag}>`;
    return [
      `<section lang="${language}">`,
      part(place === 0 ? "h1" : "h2", texts["kiosk.changed"]),
      part("p", texts["kiosk.changed.person"]),
      part("p", texts["kiosk.changed.staff"]),
      part("p", texts["kiosk.changed.files"].replace("{files}", changed.join(", "))),
      tried ? part("p", texts["kiosk.changed.network"]) : "",
      `<form><input type="hidden" name="${MEND}">${part("button", texts["kiosk.changed.mend"])}</form></section>`,
    ].join("");
  });
  const head = `<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><title>${escaped(en.texts["kiosk.changed"])}</title><link rel="stylesheet" href="kiosk.css">`;
  const html = `<!doctype html><html lang="en"><head>${head}</head><body><main>${first}${others.join("")}</main></body></html>`;
  return new Response(html, { headers: HEADERS });
}

const HEADERS = {
  "Cache-Control": "no-store",
  "Content-Security-Policy":
    "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  "Content-Type": "text/html; charset=utf-8",
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
};

const escaped = (text: string): string => text.replace(/[&<>]/g, (letter) => `&#${letter.charCodeAt(0)};`);
