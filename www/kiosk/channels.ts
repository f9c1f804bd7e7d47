// Closes the ways by which something of a person could stay on the tablet, or lead away from the page.

/** What copies, drags, saves or looks up. What was copied would outlast the page. */
const TAKING = ["copy", "cut", "dragstart", "contextmenu"];
/** What the element offers at home and must not here: to save a file, to copy, and, unless there is a printer, to print. */
const KEEPING = ["[data-file]", "[data-action=copy]", "[data-action=file]"];
const PRINTING = "[data-action=paper]";

export function closeWaysOut(): void {
  for (const type of TAKING) document.addEventListener(type, (event) => event.preventDefault(), { capture: true });
  document.addEventListener("click", refuseLinks, { capture: true });
}

/** Takes from the element's screens what would keep something on the tablet. */
export function closeWaysOf({ shadowRoot }: Element, prints: boolean): void {
  if (!shadowRoot || shadowRoot.adoptedStyleSheets.some((sheet) => sheet === closed)) return;
  const ways = prints ? KEEPING : [...KEEPING, PRINTING];
  closed.replaceSync(`${ways.join()}{display:none!important}`);
  shadowRoot.adoptedStyleSheets = [...shadowRoot.adoptedStyleSheets, closed];
}
const closed = new CSSStyleSheet();

function refuseLinks(event: Event): void {
  const link = event.composedPath().some((node) => node instanceof HTMLAnchorElement);
  if (link) event.preventDefault();
}
