// Prints a sheet of its own, and nothing of the page around.
import css from "./print.css";

/** Prints `heading`, `parts` and `letters`, in the language of `from`, on whatever paper the printer has. */
export function printSheet(
  from: HTMLElement,
  heading: string,
  parts: readonly (Node | undefined)[],
  letters: string,
): void {
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
  const last = sheet.createElement("p");
  last.className = "letters";
  last.dir = "ltr";
  last.textContent = letters;
  sheet.body.replaceChildren(title, ...parts.filter((part) => part !== undefined), last);
  for (const folded of sheet.querySelectorAll("details")) folded.open = true;
  // Nothing of it stays once the printer has it.
  view.addEventListener("afterprint", () => frame.remove());
  view.print();
}
