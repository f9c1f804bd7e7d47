// How the package's own pages tell the element where it stands. Anywhere else it is in a host's page, and says what such a
// page could see; no attribute changes that.

/** `frame`: in a frame of another origin; `alone`: on a page that is nobody else's. */
type Place = "frame" | "alone";

/** What a page that is nobody else's does with what is handed on: whether it passes that on, and whether it prints. */
export interface Ways {
  readonly passes: boolean;
  readonly prints: boolean;
}

/** The same in every file of the package, as each is bundled by itself. */
const [KEY, WAYS] = [Symbol.for("prescreener.place"), Symbol.for("prescreener.ways")];

/** Says where an element stands, before it begins. */
export function place(element: Element, at: Place, ways?: Ways): void {
  Reflect.set(element, KEY, at);
  Reflect.set(element, WAYS, ways);
}

/** What the page does with what is handed on, as far as that was said. */
export function waysOf(element: Element): Ways | undefined {
  return Reflect.get(element, WAYS);
}

/** Where an element stands, as far as that was said. */
export function placeOf(element: Element): string | undefined {
  return Reflect.get(element, KEY);
}
