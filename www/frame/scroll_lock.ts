// Keeps the page around a frame where it is. Browsers bring into view what receives the focus, and scroll the pages around as
// well: where somebody is in the questions, and how long each screen is, could be read from that. So in this document the focus
// moves without scrolling, and then this window alone scrolls.

/** What can be reached by keys. */
const STOPS = "a[href],button,input,select,textarea,summary,[tabindex]";
/** What keys scroll, as shares of the window; whole ones go to an end. */
const PAGES: Readonly<Record<string, number>> = { PageUp: -0.9, PageDown: 0.9, Home: -1e6, End: 1e6 };
const LINES: Readonly<Record<string, number>> = { ArrowUp: -40, ArrowDown: 40 };

/** From now on nothing in this document scrolls what is around it. */
export function keepStill(): void {
  const { focus } = HTMLElement.prototype;
  HTMLElement.prototype.focus = function (options): void {
    focus.call(this, { ...options, preventScroll: true });
    if (!options?.preventScroll) show(this, false);
  };
  Element.prototype.scrollIntoView = function (): void {
    show(this, true);
  };
  addEventListener("keydown", press);
  addEventListener("click", clickLabel);
}

/** Scrolls this window until an element is in view; `above`: until it is at the top. */
function show(element: Element, above: boolean): void {
  const { top, bottom } = element.getBoundingClientRect();
  const { scrollMarginTop, scrollMarginBottom } = getComputedStyle(element);
  const over = top - Number.parseFloat(scrollMarginTop);
  const under = bottom + Number.parseFloat(scrollMarginBottom) - innerHeight;
  // What is higher than the window is read from its top.
  if (above || over < 0) by(over);
  else if (under > 0) by(Math.min(under, over));
}

function by(top: number): void {
  scrollBy({ top, behavior: "instant" });
}

/** The innermost element that has the focus. */
function focused(): Element | null {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element;
}

/** The keys by which browsers move the focus, or scroll, do the same here. */
function press(event: KeyboardEvent): void {
  const { key, shiftKey, ctrlKey, altKey, metaKey } = event;
  if (event.defaultPrevented || ctrlKey || altKey || metaKey) return;
  const at = focused();
  const done = key === "Tab" ? step(at, shiftKey) : turn(at, event) || scroll(at, event);
  if (done) event.preventDefault();
}

/** Moves the focus on, or back. At either end the browser takes it out of the frame. */
function step(at: Element | null, back: boolean): boolean {
  if (!at || at === document.body) return false;
  const stops = stopsOf(at.getRootNode() as ParentNode, back);
  const side = back ? Node.DOCUMENT_POSITION_PRECEDING : Node.DOCUMENT_POSITION_FOLLOWING;
  const beyond = stops.filter((stop) => stop !== at && at.compareDocumentPosition(stop) & side);
  const next = beyond.at(back ? -1 : 0);
  if (!next) return false;
  next.focus();
  if (next instanceof HTMLInputElement && next.type !== "radio" && next.type !== "checkbox") next.select();
  return true;
}

/** What the keys stop at; of radio buttons that go together only the chosen one, or the one at the near end. */
function stopsOf(root: ParentNode, back: boolean): HTMLElement[] {
  const stops = [...root.querySelectorAll<HTMLElement>(STOPS)].filter(
    (stop) => stop.tabIndex >= 0 && !stop.matches(":disabled") && stop.checkVisibility({ visibilityProperty: true }),
  );
  return stops.filter((stop) => {
    const group = groupOf(stop);
    return !group || stop === (group.find(({ checked }) => checked) ?? group.at(back ? -1 : 0));
  });
}

/** The radio buttons that go together with one; nothing for anything else. */
function groupOf(element: Element | null): HTMLInputElement[] | undefined {
  if (!(element instanceof HTMLInputElement) || element.type !== "radio") return undefined;
  const all = (element.getRootNode() as ParentNode).querySelectorAll<HTMLInputElement>("input[type=radio]");
  return [...all].filter(({ name, form, disabled }) => name === element.name && form === element.form && !disabled);
}

/** Goes to the next radio button, and chooses it. */
function turn(at: Element | null, { key }: KeyboardEvent): boolean {
  const group = groupOf(at);
  const ahead = getComputedStyle(at ?? document.body).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
  const arrows = ["ArrowDown", "ArrowUp", "ArrowLeft", "ArrowRight"];
  if (!group || !arrows.includes(key)) return false;
  const way = key === "ArrowDown" || key === ahead ? 1 : -1;
  const next = group.at((group.indexOf(at as HTMLInputElement) + way) % group.length);
  next?.focus();
  next?.click();
  return true;
}

/** Scrolls this window, where the key is for nothing else. */
function scroll(at: Element | null, { key, shiftKey }: KeyboardEvent): boolean {
  const typed = at instanceof HTMLInputElement && !["radio", "checkbox"].includes(at.type);
  if (at?.matches("textarea,select") || (typed && !(key in PAGES && key.startsWith("Page")))) return false;
  const space = key === " " && !at?.matches("input,button,summary");
  const pages = space ? (shiftKey ? -0.9 : 0.9) : PAGES[key];
  const lines = LINES[key];
  if (pages === undefined && lines === undefined) return false;
  by(lines ?? (pages ?? 0) * innerHeight);
  return true;
}

/** A click on a label gives its control the focus, and the browser brings that into view. */
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
