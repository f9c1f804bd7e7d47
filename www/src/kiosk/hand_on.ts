// Takes what a person hands on, for delivery when there is a network.

/** Where it is kept until then. */
export interface Keeps {
  put(id: string, sealed: string): Promise<unknown>;
}

/** What `prescreener-refer` says. Without a site's key nothing is sealed, and nothing is kept here. */
interface Refer extends Event {
  readonly detail?: { readonly id: string; readonly sealed?: string };
  waitUntil?(promise: Promise<unknown>): void;
}

/** Takes over what is handed on within `place`. */
export function handOn(place: EventTarget, keeps: Keeps): void {
  place.addEventListener("prescreener-refer", (event: Refer) => {
    const { detail } = event;
    if (detail?.sealed !== undefined) event.waitUntil?.(keeps.put(detail.id, detail.sealed));
  });
}
