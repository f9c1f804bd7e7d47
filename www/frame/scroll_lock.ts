// Keeps a frame from scrolling its host. A browser scrolls an element that receives the focus into view, and scrolls the host as
// well, which could learn from that where the person is in the questions and how long each screen is. So in this document the
// focus moves without scrolling, and then this window alone scrolls.

/** The elements that can be reached with Tab. */
const TAB_STOPS = "a[href],button,input,select,textarea,summary,[tabindex]";
/** How far keys scroll, as multiples of the window's height; the huge ones reach an end. */
const PAGES: Readonly<Record<string, number>> = { PageUp: -0.9, PageDown: 0.9, Home: -1e6, End: 1e6 };
/** How far keys scroll, in CSS pixels. */
const LINES: Readonly<Record<string, number>> = { ArrowUp: -40, ArrowDown: 40 };

/** Keeps this document from scrolling its host from now on. */
export function lockHostScroll(): void {
  const { focus } = HTMLElement.prototype;
  HTMLElement.prototype.focus = function (options): void {
    focus.call(this, { ...options, preventScroll: true });
    if (!options?.preventScroll) reveal(this, false);
  };
  Element.prototype.scrollIntoView = function (): void {
    reveal(this, true);
  };
  addEventListener("keydown", press);
  addEventListener("click", clickLabel);
}

/** Scrolls this window until an element is in view; with `toTop`, until it is at the top. */
function reveal(element: Element, toTop: boolean): void {
  const { top, bottom } = element.getBoundingClientRect();
  const { scrollMarginTop, scrollMarginBottom } = getComputedStyle(element);
  const above = top - Number.parseFloat(scrollMarginTop);
  const below = bottom + Number.parseFloat(scrollMarginBottom) - innerHeight;
  // An element that is higher than the window is shown from its top.
  if (toTop || above < 0) scrollWindow(above);
  else if (below > 0) scrollWindow(Math.min(below, above));
}

function scrollWindow(top: number): void {
  scrollBy({ top, behavior: "instant" });
}

/** Returns the innermost element that has the focus. */
function focusedElement(): Element | null {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element;
}

/** Handles the keys by which browsers move the focus or scroll. */
function press(event: KeyboardEvent): void {
  const { key, shiftKey, ctrlKey, altKey, metaKey } = event;
  if (event.defaultPrevented || ctrlKey || altKey || metaKey) return;
  const focused = focusedElement();
  const handled = key === "Tab" ? moveFocus(focused, shiftKey) : chooseRadio(focused, event) || scroll(focused, event);
  if (handled) event.preventDefault();
}

/** Moves the focus forward, or back. At either end the browser moves it out of the frame. */
function moveFocus(focused: Element | null, back: boolean): boolean {
  if (!focused || focused === document.body) return false;
  const stops = stopsOf(focused.getRootNode() as ParentNode, back);
  const side = back ? Node.DOCUMENT_POSITION_PRECEDING : Node.DOCUMENT_POSITION_FOLLOWING;
  const candidates = stops.filter((stop) => stop !== focused && focused.compareDocumentPosition(stop) & side);
  const next = candidates.at(back ? -1 : 0);
  if (!next) return false;
  next.focus();
  if (next instanceof HTMLInputElement && next.type !== "radio" && next.type !== "checkbox") next.select();
  return true;
}

/** Returns the tab stops in `root`; of a radio group only the checked button, or the one at the near end. */
function stopsOf(root: ParentNode, back: boolean): HTMLElement[] {
  const stops = [...root.querySelectorAll<HTMLElement>(TAB_STOPS)].filter(
    (stop) => stop.tabIndex >= 0 && !stop.matches(":disabled") && stop.checkVisibility({ visibilityProperty: true }),
  );
  return stops.filter((stop) => {
    const group = groupOf(stop);
    return !group || stop === (group.find(({ checked }) => checked) ?? group.at(back ? -1 : 0));
  });
}

/** Returns the group of a radio button. Returns `undefined` for any other element. */
function groupOf(element: Element | null): HTMLInputElement[] | undefined {
  if (!(element instanceof HTMLInputElement) || element.type !== "radio") return undefined;
  const all = (element.getRootNode() as ParentNode).querySelectorAll<HTMLInputElement>("input[type=radio]");
  return [...all].filter(({ name, form, disabled }) => name === element.name && form === element.form && !disabled);
}

/** Checks the next or the previous radio button of the group. */
function chooseRadio(focused: Element | null, { key }: KeyboardEvent): boolean {
  const group = groupOf(focused);
  const forward = getComputedStyle(focused ?? document.body).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
  const arrows = ["ArrowDown", "ArrowUp", "ArrowLeft", "ArrowRight"];
  if (!group || !arrows.includes(key)) return false;
  const step = key === "ArrowDown" || key === forward ? 1 : -1;
  const next = group.at((group.indexOf(focused as HTMLInputElement) + step) % group.length);
  next?.focus();
  next?.click();
  return true;
}

/** Scrolls this window, if the key has no other function. */
function scroll(focused: Element | null, { key, shiftKey }: KeyboardEvent): boolean {
  const isText = focused instanceof HTMLInputElement && !["radio", "checkbox"].includes(focused.type);
  if (focused?.matches("textarea,select") || (isText && !(key in PAGES && key.startsWith("Page")))) return false;
  const space = key === " " && !focused?.matches("input,button,summary");
  const pages = space ? (shiftKey ? -0.9 : 0.9) : PAGES[key];
  const lines = LINES[key];
  if (pages === undefined && lines === undefined) return false;
  scrollWindow(lines ?? (pages ?? 0) * innerHeight);
  return true;
}

/** Handles a click on a label: the browser would focus its control and scroll it into view. */
function clickLabel(event: MouseEvent): void {
  const [target] = event.composedPath();
  if (event.defaultPrevented || !(target instanceof Element)) return;
  const label = target.closest("label");
  const control = label?.control;
  if (!control || target.closest("input,button,select,textarea,a")) return;
  event.preventDefault();
  control.focus({ preventScroll: true });
  if (control instanceof HTMLInputElement && ["radio", "checkbox"].includes(control.type)) control.click();
}
