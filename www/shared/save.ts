// Saves a file that the page itself generates.

/** How long the address is valid, in milliseconds: some browsers resolve it a while after the click. */
const LIFETIME = 10_000;

/**
 * Saves `content` under a name. Browsers write the address of each download to their history: a data address would leave the
 * content there, but the address of a blob, which is soon revoked, does not.
 */
export function saveFile(document: Document, name: string, type: string, content: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([content], { type: `${type};charset=utf-8` }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), LIFETIME);
}
