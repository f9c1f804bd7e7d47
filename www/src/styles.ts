/** One sheet for each document, shared by all elements in it. */
const sheets = new WeakMap<Document, CSSStyleSheet>();

/** Whether the browser can give a shadow root its styles without leave from the page's policy on inline styles. */
export function hasStyles(root: ShadowRoot): boolean {
  return root.ownerDocument.defaultView !== null && "adoptedStyleSheets" in root;
}

/** Gives a shadow root its styles. */
export function adoptStyles(root: ShadowRoot, css: string): void {
  const document = root.ownerDocument;
  const window = document.defaultView;
  if (!window) return;
  let sheet = sheets.get(document);
  if (!sheet) {
    // A sheet belongs to the document whose window made it.
    sheet = new window.CSSStyleSheet();
    sheet.replaceSync(css);
    sheets.set(document, sheet);
  }
  root.adoptedStyleSheets = [sheet];
}
