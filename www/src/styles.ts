import css from "./styles.css";

/** One sheet for each document, shared by all elements in it. */
const sheets = new WeakMap<Document, CSSStyleSheet>();

/**
 * Gives a shadow root its styles; says whether the browser can. A constructed sheet needs no leave from the page's
 * policy on inline styles.
 */
export function adoptStyles(root: ShadowRoot): boolean {
  const document = root.ownerDocument;
  const window = document.defaultView;
  if (!window || !("adoptedStyleSheets" in root)) return false;
  let sheet = sheets.get(document);
  if (!sheet) {
    // A sheet belongs to the document whose window made it.
    sheet = new window.CSSStyleSheet();
    sheet.replaceSync(css);
    sheets.set(document, sheet);
  }
  root.adoptedStyleSheets = [sheet];
  return true;
}
