// The kiosk's use of the outbox: stores referrals, and delivers them whenever there is a network.
import { asPrescreenerError } from "../shared/errors.ts";
import type { Taken } from "../shared/types.ts";
import { keepDelivering, type Sending } from "./outbox/delivery_loop.ts";
import { Outbox, type Waiting } from "./outbox/outbox.ts";

/** The referrals that wait, and the state of their delivery. */
export interface OutboxState {
  readonly waiting: readonly Waiting[];
  /** The state of delivery; missing without an endpoint. */
  readonly sending?: Sending;
  /** Why the browser's store fails, if it does. New referrals are not stored then. */
  readonly failed?: string | undefined;
  /** Whether the browser may delete the store. */
  readonly unsure: boolean;
}

/** The event `prescreener-refer`. Unsealed referrals are not stored. */
interface Refer extends Event {
  readonly detail?: { readonly id: string; readonly sealed?: string };
  waitUntil?(promise: Promise<unknown>): void;
}

export class OutboxSession {
  readonly #endpoint: URL | undefined;
  readonly #changed: () => void;
  #state: OutboxState = { waiting: [], unsure: false };
  #outbox: Promise<Outbox> | undefined;

  /** Opens the outbox. Calls `changed` after every change of the state. */
  constructor(endpoint: URL | undefined, changed: () => void) {
    this.#endpoint = endpoint;
    this.#changed = changed;
    this.#use(async () => {}).catch(() => {});
  }

  get state(): OutboxState {
    return this.#state;
  }

  /** Whether there is an endpoint to deliver to. */
  get sends(): boolean {
    return this.#endpoint !== undefined;
  }

  /** Stores the referrals of an element. Calls `onStore` for each, with the promise of the write. */
  accept(element: EventTarget, onStore: (stored: Promise<void>) => void): void {
    element.addEventListener("prescreener-refer", (event: Refer) => {
      const { detail } = event;
      if (detail?.sealed === undefined) return;
      const { id, sealed } = detail;
      const stored = this.#use((outbox) => outbox.put(id, sealed));
      event.waitUntil?.(stored.then((): Taken => ({ news: this.sends ? "queued" : "kept" })));
      onStore(stored);
    });
  }

  /** Removes referrals that the site has. */
  async remove(ids: readonly string[]): Promise<void> {
    for (const id of ids) await this.#use((outbox) => outbox.remove(id));
  }

  /** Returns everything that waits as the text of a file, and its ids. */
  export(): Promise<{ ids: string[]; text: string }> {
    return this.#use(async (outbox) => {
      const ids = (await outbox.waiting()).map(({ id }) => id);
      return { ids, text: await outbox.export() };
    });
  }

  /** Tries to deliver once, now. The state shows the outcome. */
  async send(): Promise<void> {
    const endpoint = this.#endpoint;
    if (!endpoint) return;
    this.#update({ sending: { doing: "sending" } });
    const delivered = await this.#use((outbox) => outbox.deliver(endpoint));
    this.#update({ sending: { doing: "resting", delivered } });
  }

  /** Returns the open outbox. If opening failed, the next call opens it again. */
  #open(): Promise<Outbox> {
    this.#outbox ??= this.#start().catch((thrown: unknown) => {
      this.#outbox = undefined;
      throw thrown;
    });
    return this.#outbox;
  }

  async #start(): Promise<Outbox> {
    const outbox = await Outbox.open();
    // Not awaited: some browsers ask a person first.
    void outbox.persisted.then((persisted) => this.#update({ unsure: !persisted }));
    if (this.#endpoint) {
      keepDelivering(outbox, this.#endpoint, (sending) => {
        this.#update({ sending });
        this.#use(async () => {}).catch(() => {});
      });
    }
    return outbox;
  }

  /** Runs an action with the outbox. The state shows whether it succeeded. */
  async #use<T>(action: (outbox: Outbox) => Promise<T>): Promise<T> {
    try {
      const outbox = await this.#open();
      const result = await action(outbox);
      this.#update({ waiting: await outbox.waiting(), failed: undefined });
      return result;
    } catch (thrown) {
      this.#update({ failed: asPrescreenerError(thrown, "environment").message });
      throw thrown;
    }
  }

  #update(change: Partial<OutboxState>): void {
    this.#state = { ...this.#state, ...change };
    this.#changed();
  }
}
