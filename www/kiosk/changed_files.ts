// The page that the worker shows in place of the kiosk if cached files differ from the list. It loads a style sheet but no script:
// any script may be the changed file.
import en from "./messages/en.json";
import es from "./messages/es.json";

/** The query with which the page is requested to fetch the changed files anew. */
export const REPAIR = "mend";

/** Returns the page, in every language of the kiosk. `tried`: whether fetching the files anew has failed. */
export function changedPage(changed: readonly string[], tried: boolean): Response {
  const [first = "", ...others] = [en, es].map(({ texts }, index) => {
    const language = ["en", "es"][index];
    const part = (tag: string, text: string): string => `<${tag}>${escapeHtml(text)}</${tag}>`;
    return [
      `<section lang="${language}">`,
      part(index === 0 ? "h1" : "h2", texts["kiosk.changed"]),
      part("p", texts["kiosk.changed.person"]),
      part("p", texts["kiosk.changed.staff"]),
      part("p", texts["kiosk.changed.files"].replace("{files}", changed.join(", "))),
      tried ? part("p", texts["kiosk.changed.network"]) : "",
      `<form><input type="hidden" name="${REPAIR}">${part("button", texts["kiosk.changed.mend"])}</form></section>`,
    ].join("");
  });
  const head = `<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><title>${escapeHtml(en.texts["kiosk.changed"])}</title><link rel="stylesheet" href="kiosk.css">`;
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

const escapeHtml = (text: string): string => text.replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`);
