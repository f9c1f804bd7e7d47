// The tablet's outbox: keeps what people hand on, and sends it on whenever there is a network.
import { asPrescreenerError } from "../shared/errors.ts";
import type { Taken } from "../shared/types.ts";
import { keepDelivering, type Sending } from "./outbox/delivery_loop.ts";
import { Outbox, type Waiting } from "./outbox/outbox.ts";

/** What waits, and how sending it goes. */
export interface Standing {
  readonly waiting: readonly Waiting[];
  /** Nothing is sent without an endpoint. */
  readonly sending?: Sending;
  /** Why the browser's store fails, if it does: what is handed on now is not kept. */
  readonly failed?: string | undefined;
  /** The browser has not promised to keep what waits. */
  readonly unsure: boolean;
}

/** What `prescreener-refer` says. Without a site's key nothing is sealed, and nothing is kept here. */
interface Refer extends Event {
  readonly detail?: { readonly id: string; readonly sealed?: string };
  waitUntil?(promise: Promise<unknown>): void;
}

export class Keeping {
  readonly #endpoint: URL | undefined;
  readonly #changed: () => void;
  #standing: Standing = { waiting: [], unsure: false };
  #outbox: Promise<Outbox> | undefined;

  /** `changed` is called whenever it stands otherwise. */
  constructor(endpoint: URL | undefined, changed: () => void) {
    this.#endpoint = endpoint;
    this.#changed = changed;
    this.#use(async () => {}).catch(() => {});
  }

  get standing(): Standing {
    return this.#standing;
  }

  get sends(): boolean {
    return this.#endpoint !== undefined;
  }

  /** Takes over what is handed on within `place`. `taking` hears of each, and whether the disk has it. */
  from(place: EventTarget, taking: (kept: Promise<void>) => void): void {
    place.addEventListener("prescreener-refer", (event: Refer) => {
      const { detail } = event;
      if (detail?.sealed === undefined) return;
      const { id, sealed } = detail;
      const kept = this.#use((outbox) => outbox.put(id, sealed));
      event.waitUntil?.(kept.then((): Taken => ({ news: this.sends ? "queued" : "kept" })));
      taking(kept);
    });
  }

  async remove(ids: readonly string[]): Promise<void> {
    for (const id of ids) await this.#use((outbox) => outbox.remove(id));
  }

  /** Everything that waits as a text for a file, and whose numbers those are. */
  file(): Promise<{ ids: string[]; text: string }> {
    return this.#use(async (outbox) => {
      const ids = (await outbox.waiting()).map(({ id }) => id);
      return { ids, text: await outbox.export() };
    });
  }

  /** Tries once, now. What comes of it is told as always. */
  async send(): Promise<void> {
    const endpoint = this.#endpoint;
    if (!endpoint) return;
    this.#stand({ sending: { doing: "sending" } });
    const delivered = await this.#use((outbox) => outbox.deliver(endpoint));
    this.#stand({ sending: { doing: "resting", delivered } });
  }

  /** The store; where it could not be opened, the next who asks opens it again. */
  #open(): Promise<Outbox> {
    this.#outbox ??= this.#begin().catch((thrown: unknown) => {
      this.#outbox = undefined;
      throw thrown;
    });
    return this.#outbox;
  }

  async #begin(): Promise<Outbox> {
    const outbox = await Outbox.open();
    // Some browsers ask a person first, and nobody may be there to answer.
    void outbox.persisted.then((kept) => this.#stand({ unsure: !kept }));
    if (this.#endpoint) {
      keepDelivering(outbox, this.#endpoint, (sending) => {
        this.#stand({ sending });
        this.#use(async () => {}).catch(() => {});
      });
    }
    return outbox;
  }

  /** Does something with the store. How that went shows in how it stands. */
  async #use<T>(what: (outbox: Outbox) => Promise<T>): Promise<T> {
    try {
      const outbox = await this.#open();
      const done = await what(outbox);
      this.#stand({ waiting: await outbox.waiting(), failed: undefined });
      return done;
    } catch (thrown) {
      this.#stand({ failed: asPrescreenerError(thrown, "environment").message });
      throw thrown;
    }
  }

  #stand(news: Partial<Standing>): void {
    this.#standing = { ...this.#standing, ...news };
    this.#changed();
  }
}
