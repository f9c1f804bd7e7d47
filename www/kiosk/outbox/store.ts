// The kiosk's store of sealed referrals: an IndexedDB database, as promises that end in any case.
import { PrescreenerError } from "../../shared/errors.ts";

/** The database, and the name of everything that goes with it. */
export const NAME = "prescreener-outbox";
const STORE = "waiting";
const BY_TIME = "since";

/** How long the browser may take for one step, in milliseconds. A person is waiting for the answer. */
const PATIENCE = 10_000;

/** The error for a store that cannot be used. Never holds what was to be stored. */
export function refused(cause: unknown): PrescreenerError {
  const name = cause instanceof Error ? cause.name : String(cause);
  if (name === "PrescreenerError") return cause as PrescreenerError;
  const message =
    name === "QuotaExceededError"
      ? "The store of this browser is full. Make room on this device, or empty the outbox"
      : `The store of this browser cannot be used (${name}). Allow this page to keep data, and look at the device's disk`;
  return new PrescreenerError("environment", message);
}

/** Rejects when `work` is not done in time; `late` is called then. */
async function inTime<T>(work: Promise<T>, late?: () => void): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const patience = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      late?.();
      reject(new DOMException("", "TimeoutError"));
    }, PATIENCE);
  });
  try {
    return await Promise.race([work, patience]);
  } catch (error) {
    throw refused(error);
  } finally {
    clearTimeout(timer);
  }
}

/** Opens the database and makes it if it is not there; and tells whether the browser threw a damaged one away. */
export function openStore(): Promise<{ database: IDBDatabase; lost: boolean }> {
  // A browser that answers after the time is up must not hold the database open.
  let given = true;
  const opened = new Promise<{ database: IDBDatabase; lost: boolean }>((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    let lost = false;
    request.onupgradeneeded = (event) => {
      request.result.createObjectStore(STORE, { keyPath: "id" }).createIndex(BY_TIME, BY_TIME);
      // Chromium alone tells that it found the database damaged and threw it away.
      lost = (event as { dataLoss?: string }).dataLoss === "total";
    };
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      const database = request.result;
      if (given) resolve({ database, lost });
      else database.close();
    };
  });
  return inTime(opened, () => {
    given = false;
  });
}

/**
 * One transaction with one request. Resolves when the transaction is complete, which for a write means that the device's
 * disk has it; when it rejects, nothing of it is stored, unless the browser did not answer in time.
 */
export function transact<T>(
  database: IDBDatabase,
  mode: "readonly" | "readwrite",
  ask: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  let transaction: IDBTransaction | undefined;
  const done = new Promise<T>((resolve, reject) => {
    transaction = database.transaction(STORE, mode, { durability: "strict" });
    const request = ask(transaction.objectStore(STORE));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = () => reject(transaction?.error ?? request.error);
  });
  return inTime(done, () => {
    try {
      transaction?.abort();
    } catch {
      // It is being written, and nobody can tell whether it will be.
    }
  });
}

/** The same store by time, oldest first. */
export const byTime = (store: IDBObjectStore): IDBIndex => store.index(BY_TIME);
