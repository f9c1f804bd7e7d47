// How the package's own pages tell the element where it stands. Anywhere else it is in a host's page, and says what such a
// page could see; no attribute changes that.

/** `frame`: in a frame of another origin; `alone`: on a page that is nobody else's. */
type Place = "frame" | "alone";

/** The same in every file of the package, as each is bundled by itself. */
const KEY = Symbol.for("prescreener.place");

/** Says where an element stands, before it begins. */
export function place(element: Element, at: Place): void {
  Reflect.set(element, KEY, at);
}

/** Where an element stands, as far as that was said. */
export function placeOf(element: Element): string | undefined {
  return Reflect.get(element, KEY);
}
