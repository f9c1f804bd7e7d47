// The outbox of a kiosk: sealed referrals wait on the device until they have left. OUTBOX.md describes it as a whole.
import { PrescreenerError } from "../../shared/errors.ts";
import { type Copy, openCopy, type Waiting } from "./file_copy.ts";
import { checkEndpoint, type Kept, post } from "./post.ts";
import { byTime, NAME, openStore, refused, transact } from "./store.ts";

/** A sealed referral that has not left yet. All that is kept of it. */
export type { Waiting } from "./file_copy.ts";
export type { Kept } from "./post.ts";

/** What came of one round of sending. */
export interface Delivered {
  /** How many the endpoint has confirmed. */
  readonly left: number;
  /** How many still wait, tried or not. */
  readonly remain: number;
  /** Those that were tried and stay, and why. */
  readonly kept: readonly Kept[];
}

/** A UUID made at random (RFC 9562, version 4): other versions hold a time, a device's address or somebody's name. */
const ID = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;
/** `ps`, version 1, and at least the key's id, `enc` and a tag: see src/referral/sealing. At most 16 KiB. */
const SEALED = /^cHMB[\w-]{75,21842}$/;

/**
 * Keeps sealed referrals in IndexedDB until somebody has them. Every method rejects with a `PrescreenerError` of the code
 * `environment` when the browser's store fails.
 */
export class Outbox {
  /** Whether the browser has promised never to drop the store by itself. It may ask a person first. */
  readonly persisted: Promise<boolean>;
  readonly #database: IDBDatabase;
  readonly #copy: Copy | undefined;
  /** Tells every tab that something was put. */
  readonly #channel = new BroadcastChannel(NAME);
  /** Those that ended a round before its end; they go last in the next, so that they stop no other. */
  readonly #last = new Set<string>();
  #gone = false;

  private constructor(database: IDBDatabase, copy: Copy | undefined) {
    this.#database = database;
    this.#copy = copy;
    // It was taken away: cleared by a person, dropped by the browser, or failed. Opening it again would hide the loss.
    database.onclose = () => {
      this.#gone = true;
    };
    // Whoever wants to delete it has to wait; a newer version of this page need not.
    database.onversionchange = ({ newVersion }) => {
      if (newVersion === null) return;
      this.#gone = true;
      database.close();
    };
    this.persisted = Promise.resolve(navigator.storage?.persist?.() ?? false).catch(() => false);
  }

  /** Opens the browser's store, asks the browser to keep it for good, and brings back what only the copy has. */
  static async open(): Promise<Outbox> {
    if (!navigator.locks) throw new PrescreenerError("environment", "The outbox needs https and a newer browser");
    const { database, lost } = await openStore();
    const copy = await openCopy();
    if (lost && (!copy || copy.fresh)) {
      database.close();
      throw new PrescreenerError("environment", "The outbox was damaged, and what waited in it is lost; open it again");
    }
    const outbox = new Outbox(database, copy);
    // While another tab sends, something may be gone from the one and not yet from the other; that tab has looked itself.
    await navigator.locks.request(NAME, { ifAvailable: true }, (lock) => lock && outbox.#bringBack());
    return outbox;
  }

  async #bringBack(): Promise<void> {
    const known = new Set((await this.waiting()).map(({ id }) => id));
    for (const waiting of (await this.#copy?.all()) ?? []) {
      if (!known.has(waiting.id)) await this.#transact("readwrite", (store) => store.put(waiting));
    }
  }

  /**
   * Keeps a sealed referral. Resolves once the disk has it; when it rejects, tell the person to take another way. The same
   * id is kept once, as it came first.
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
    // The copy is for a day on which the browser loses the store: without one, it is kept all the same.
    if (known === undefined) await this.#copy?.put(waiting).catch(() => {});
    this.#channel.postMessage("put");
  }

  /** Everything that waits, oldest first. */
  waiting(): Promise<readonly Waiting[]> {
    return this.#transact("readonly", (store) => byTime(store).getAll() as IDBRequest<Waiting[]>);
  }

  /** Forgets one: somebody has it. */
  async remove(id: string): Promise<void> {
    await this.#transact("readwrite", (store) => store.delete(id));
    await this.#copy?.remove(id);
    this.#last.delete(id);
  }

  /** Everything that waits as a text for a file: one sealed text a line, oldest first. */
  async export(): Promise<string> {
    return (await this.waiting()).map(({ sealed }) => `${sealed}\n`).join("");
  }

  /**
   * Tries each once, oldest first, and forgets those that the endpoint has confirmed. A round ends early when the endpoint
   * asks for a pause or does not answer in time. Waits while another tab is sending. Rejects when `signal` stops it; what
   * has left by then has left.
   */
  async deliver(endpoint: URL, signal?: AbortSignal): Promise<Delivered> {
    checkEndpoint(endpoint);
    return navigator.locks.request(NAME, signal ? { signal } : {}, () => this.#round(endpoint, signal));
  }

  async #round(endpoint: URL, signal?: AbortSignal): Promise<Delivered> {
    const ids = (await this.#transact("readonly", (store) => byTime(store).getAllKeys())) as string[];
    const late = ids.filter((id) => this.#last.has(id));
    const kept: Kept[] = [];
    let left = 0;
    for (const id of [...ids.filter((id) => !this.#last.has(id)), ...late]) {
      signal?.throwIfAborted();
      // Somebody may have taken it by code or file meanwhile.
      const waiting = await this.#transact("readonly", (store) => store.get(id) as IDBRequest<Waiting | undefined>);
      if (!waiting) continue;
      const why = await post(endpoint, waiting, signal);
      if (!why) {
        await this.remove(id);
        left++;
        continue;
      }
      kept.push(why);
      if (why.status !== 429 && why.why !== "timeout" && why.pause === undefined) continue;
      this.#last.add(id);
      break;
    }
    return { left, remain: await this.#transact("readonly", (store) => store.count()), kept };
  }

  #transact<T>(mode: "readonly" | "readwrite", ask: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
    if (this.#gone) return Promise.reject(refused("gone"));
    return transact(this.#database, mode, ask);
  }
}
