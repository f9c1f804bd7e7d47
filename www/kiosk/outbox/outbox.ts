// The outbox of a kiosk: stores sealed referrals on the device until they are delivered. OUTBOX.md describes it.
import { PrescreenerError } from "../../shared/errors.ts";
import { type Copy, openCopy, type Waiting } from "./file_copy.ts";
import { checkEndpoint, type Kept, post } from "./post.ts";
import { byTime, NAME, openStore, storeError, transact } from "./store.ts";

export type { Waiting } from "./file_copy.ts";
export type { Kept } from "./post.ts";

/** The outcome of one round of delivery. */
export interface Delivered {
  /** The number that the endpoint has confirmed. */
  readonly left: number;
  /** The number that still wait, tried or not. */
  readonly remain: number;
  /** Those that were tried and remain, with the reasons. */
  readonly kept: readonly Kept[];
}

/** A random UUID (RFC 9562, version 4): other versions contain a time, a device's address or a name. */
const ID = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;
/** `ps`, version 1, and at least the key's id, `enc` and a tag: see src/referral/sealing. At most 16 KiB. */
const SEALED = /^cHMB[\w-]{75,21842}$/;

/**
 * Stores sealed referrals in IndexedDB until they are delivered or collected. Every method rejects with a `PrescreenerError` with the
 * code `environment` if the browser's store fails.
 */
export class Outbox {
  /** Whether the browser has promised not to delete the store by itself. It may ask a person first. */
  readonly persisted: Promise<boolean>;
  readonly #database: IDBDatabase;
  readonly #copy: Copy | undefined;
  /** Notifies every tab of a new referral. */
  readonly #channel = new BroadcastChannel(NAME);
  /** The ids that ended a round early. They are last in the next round, so that they block no others. */
  readonly #last = new Set<string>();
  #gone = false;

  private constructor(database: IDBDatabase, copy: Copy | undefined) {
    this.#database = database;
    this.#copy = copy;
    // The database was cleared, deleted by the browser, or failed. Opening it again would hide the loss.
    database.onclose = () => {
      this.#gone = true;
    };
    // Closes for a newer version of this page, but not for a deletion.
    database.onversionchange = ({ newVersion }) => {
      if (newVersion === null) return;
      this.#gone = true;
      database.close();
    };
    this.persisted = Promise.resolve(navigator.storage?.persist?.() ?? false).catch(() => false);
  }

  /** Opens the store, asks the browser to persist it, and restores referrals that only the copy has. */
  static async open(): Promise<Outbox> {
    if (!navigator.locks) throw new PrescreenerError("environment", "The outbox needs https and a newer browser");
    const { database, lost } = await openStore();
    const copy = await openCopy();
    if (lost && (!copy || copy.fresh)) {
      database.close();
      throw new PrescreenerError("environment", "The outbox was damaged, and what waited in it is lost; open it again");
    }
    const outbox = new Outbox(database, copy);
    // Not while another tab delivers, which may have removed a referral from the store and not yet from the copy.
    await navigator.locks.request(NAME, { ifAvailable: true }, (lock) => lock && outbox.#restore());
    return outbox;
  }

  async #restore(): Promise<void> {
    const known = new Set((await this.waiting()).map(({ id }) => id));
    for (const waiting of (await this.#copy?.all()) ?? []) {
      if (!known.has(waiting.id)) await this.#transact("readwrite", (store) => store.put(waiting));
    }
  }

  /**
   * Stores a sealed referral. Resolves once it is on the disk. If it rejects, the person needs another channel. A second referral
   * with the same id is ignored.
   */
  async put(id: string, sealed: string): Promise<void> {
    if (!ID.test(id)) throw new TypeError("The id is not a random UUID in small letters");
    if (!SEALED.test(sealed)) throw new TypeError("This is not a sealed text, so it is not stored");
    const waiting: Waiting = { id, sealed, since: new Date().toISOString() };
    const known = await this.#transact("readwrite", (store) => {
      const known = store.getKey(id);
      known.onsuccess = () => {
        if (known.result === undefined) store.add(waiting);
      };
      return known;
    });
    // The referral is stored even if the copy fails.
    if (known === undefined) await this.#copy?.put(waiting).catch(() => {});
    this.#channel.postMessage("put");
  }

  /** Returns everything that waits, oldest first. */
  waiting(): Promise<readonly Waiting[]> {
    return this.#transact("readonly", (store) => byTime(store).getAll() as IDBRequest<Waiting[]>);
  }

  /** Removes a referral that was delivered or collected. */
  async remove(id: string): Promise<void> {
    await this.#transact("readwrite", (store) => store.delete(id));
    await this.#copy?.remove(id);
    this.#last.delete(id);
  }

  /** Returns everything that waits as the text of a file: one sealed referral per line, oldest first. */
  async export(): Promise<string> {
    return (await this.waiting()).map(({ sealed }) => `${sealed}\n`).join("");
  }

  /**
   * Tries to deliver each referral once, oldest first, and removes those that the endpoint confirms. A round ends early if the
   * endpoint asks for a pause or does not respond in time. Waits while another tab delivers. Rejects if `signal` aborts it, which
   * does not undo what was delivered.
   */
  async deliver(endpoint: URL, signal?: AbortSignal): Promise<Delivered> {
    checkEndpoint(endpoint);
    return navigator.locks.request(NAME, signal ? { signal } : {}, () => this.#round(endpoint, signal));
  }

  async #round(endpoint: URL, signal?: AbortSignal): Promise<Delivered> {
    const ids = (await this.#transact("readonly", (store) => byTime(store).getAllKeys())) as string[];
    const last = ids.filter((id) => this.#last.has(id));
    const kept: Kept[] = [];
    let left = 0;
    for (const id of [...ids.filter((id) => !this.#last.has(id)), ...last]) {
      signal?.throwIfAborted();
      // Staff may have collected it by code or file meanwhile.
      const waiting = await this.#transact("readonly", (store) => store.get(id) as IDBRequest<Waiting | undefined>);
      if (!waiting) continue;
      const failure = await post(endpoint, waiting, signal);
      if (!failure) {
        await this.remove(id);
        left++;
        continue;
      }
      kept.push(failure);
      if (failure.status !== 429 && failure.why !== "timeout" && failure.pause === undefined) continue;
      this.#last.add(id);
      break;
    }
    return { left, remain: await this.#transact("readonly", (store) => store.count()), kept };
  }

  #transact<T>(mode: "readonly" | "readwrite", makeRequest: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
    if (this.#gone) return Promise.reject(storeError("gone"));
    return transact(this.#database, mode, makeRequest);
  }
}
