// Prints a sheet of its own, and nothing of the page around.
import css from "./print.css";

/** Prints `heading` and copies of `parts`, in the language of `from`, on whatever paper the printer has. */
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
  // What printers write above each page, and offer as a file's name.
  sheet.title = heading;
  sheet.body.replaceChildren(title, ...Array.from(parts, (part) => part.cloneNode(true)));
  for (const folded of sheet.querySelectorAll("details")) folded.open = true;
  // Nothing of it stays once the printer has it.
  view.addEventListener("afterprint", () => frame.remove());
  view.print();
}
