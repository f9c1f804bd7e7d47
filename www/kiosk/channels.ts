// Disables everything by which a person's data could stay on the tablet, or by which the person could leave the page.

/** Events that copy, drag, save or look up. A copied text would outlast the page. */
const LEAKING = ["copy", "cut", "dragstart", "contextmenu"];
/**
 * The channels that the element offers at home and the kiosk does not: saving a file, copying and, without a printer, printing.
 */
const SAVING = ["[data-file]", "[data-action=copy]", "[data-action=file]"];
const PRINTING = "[data-action=paper]";
const hiding = new CSSStyleSheet();

/** Disables copying, dragging, context menus and links on the page. */
export function restrictPage(): void {
  for (const type of LEAKING) document.addEventListener(type, (event) => event.preventDefault(), { capture: true });
  document.addEventListener("click", refuseLinks, { capture: true });
}

/** Hides the channels in the element's screens that would leave data on the tablet. */
export function hideChannels({ shadowRoot }: Element, prints: boolean): void {
  if (!shadowRoot || shadowRoot.adoptedStyleSheets.some((sheet) => sheet === hiding)) return;
  const hidden = prints ? SAVING : [...SAVING, PRINTING];
  hiding.replaceSync(`${hidden.join()}{display:none!important}`);
  shadowRoot.adoptedStyleSheets = [...shadowRoot.adoptedStyleSheets, hiding];
}

function refuseLinks(event: Event): void {
  const link = event.composedPath().some((node) => node instanceof HTMLAnchorElement);
  if (link) event.preventDefault();
}
