// Prints parts of a page on a sheet of their own.
import css from "./print.css";

/** Prints `heading` and copies of `parts`, in the language of `from`, and nothing else of the page. */
export function printSheet(from: HTMLElement, heading: string, parts: Iterable<Node>): void {
  const document = from.ownerDocument;
  const frame = document.createElement("iframe");
  frame.className = "sheet";
  frame.setAttribute("aria-hidden", "true");
  frame.tabIndex = -1;
  from.append(frame);
  const [sheet, view] = [frame.contentDocument, frame.contentWindow as (Window & typeof globalThis) | null];
  if (!sheet || !view) return;
  const style = new view.CSSStyleSheet();
  style.replaceSync(css);
  sheet.adoptedStyleSheets = [style];
  sheet.documentElement.lang = from.lang;
  sheet.documentElement.dir = from.dir;
  const title = sheet.createElement("h1");
  title.textContent = heading;
  // Browsers print it above each page, and suggest it as a file name.
  sheet.title = heading;
  sheet.body.replaceChildren(title, ...Array.from(parts, (part) => part.cloneNode(true)));
  for (const details of sheet.querySelectorAll("details")) details.open = true;
  view.addEventListener("afterprint", () => frame.remove());
  view.print();
}
