// Lets the package's own pages declare to the element how they embed it. Without a declaration the element assumes a host's page,
// and discloses on screen what such a page could see; no attribute changes that.

/** `frame`: in a frame of another origin; `alone`: on a page that belongs to no host. */
export type Embedding = "frame" | "alone";

/** What a page of the package can do with a referral: pass it on, print it. */
export interface Capabilities {
  readonly passes: boolean;
  readonly prints: boolean;
}

/** Registered symbols: each file of the package is bundled by itself. */
const [EMBEDDING, CAPABILITIES] = [Symbol.for("prescreener.place"), Symbol.for("prescreener.ways")];

/** Declares how an element is embedded, before it starts. */
export function declareEmbedding(element: Element, embedding: Embedding, capabilities?: Capabilities): void {
  Reflect.set(element, EMBEDDING, embedding);
  Reflect.set(element, CAPABILITIES, capabilities);
}

/** Returns the declared capabilities of the page, if any. */
export function capabilitiesOf(element: Element): Capabilities | undefined {
  return Reflect.get(element, CAPABILITIES);
}

/** Returns how an element is declared to be embedded, if it is. */
export function embeddingOf(element: Element): Embedding | undefined {
  return Reflect.get(element, EMBEDDING);
}
