/** One style sheet for each document, shared by all elements in it. */
const sheets = new WeakMap<Document, CSSStyleSheet>();

/** Returns whether the browser has constructed style sheets, which a page's policy on inline styles does not affect. */
export function hasStyles(root: ShadowRoot): boolean {
  return root.ownerDocument.defaultView !== null && "adoptedStyleSheets" in root;
}

/**
 * The element's own box: room for the first question, so that nothing below moves when it is shown, and a minimum width. A page's
 * rule for all elements cannot hide it; `hidden` can.
 */
const BOX =
  ":host(:not([hidden])){display:block!important;visibility:inherit!important;min-block-size:48em;min-inline-size:min(100%,18em)}";

/** Sets the styles of a shadow root: the element's box, and `css` once it is loaded. */
export function adoptStyles(root: ShadowRoot, css = ""): void {
  const document = root.ownerDocument;
  const window = document.defaultView;
  if (!window) return;
  const existing = sheets.get(document);
  // A sheet belongs to the document whose window created it.
  const sheet = existing ?? new window.CSSStyleSheet();
  if (css || !existing) sheet.replaceSync(BOX + css);
  sheets.set(document, sheet);
  root.adoptedStyleSheets = [sheet];
}
