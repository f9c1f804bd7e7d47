/** One sheet for each document, shared by all elements in it. */
const sheets = new WeakMap<Document, CSSStyleSheet>();

/** Whether the browser can give a shadow root its styles without leave from the page's policy on inline styles. */
export function hasStyles(root: ShadowRoot): boolean {
  return root.ownerDocument.defaultView !== null && "adoptedStyleSheets" in root;
}

/**
 * The element's own box: room for the first question, so that nothing below moves when it comes, and never as narrow as
 * nothing. A rule of the page for all elements cannot hide it; `hidden` can.
 */
const BOX =
  ":host(:not([hidden])){display:block!important;visibility:inherit!important;min-block-size:48em;min-inline-size:min(100%,18em)}";

/** Gives a shadow root its styles: the element's box, and `css` once it is there. */
export function adoptStyles(root: ShadowRoot, css = ""): void {
  const document = root.ownerDocument;
  const window = document.defaultView;
  if (!window) return;
  const before = sheets.get(document);
  // A sheet belongs to the document whose window made it.
  const sheet = before ?? new window.CSSStyleSheet();
  if (css || !before) sheet.replaceSync(BOX + css);
  sheets.set(document, sheet);
  root.adoptedStyleSheets = [sheet];
}
