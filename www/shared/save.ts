// Saves a file that the page itself made.

/** How long the browser has to begin, in milliseconds: some look the address up a while after the click. */
const LIFE = 10_000;

/**
 * Saves `content` under a name. Its address names a blob of this page, which is gone soon after: browsers write the address of
 * each download to their history, and an address that held the content would leave it there.
 */
export function saveFile(document: Document, name: string, type: string, content: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([content], { type: `${type};charset=utf-8` }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), LIFE);
}
