// The kiosk's store of sealed referrals: an IndexedDB database behind promises that always settle.
import { PrescreenerError } from "../../shared/errors.ts";

/** The name of the database and of everything that belongs to it. */
export const NAME = "prescreener-outbox";
const STORE = "waiting";
const BY_TIME = "since";

/** How long the browser may take for one step, in milliseconds, while a person waits. */
const TIMEOUT = 10_000;

/** Returns the error for a store that fails. It never contains a referral. */
export function storeError(cause: unknown): PrescreenerError {
  const name = cause instanceof Error ? cause.name : String(cause);
  if (name === "PrescreenerError") return cause as PrescreenerError;
  const message =
    name === "QuotaExceededError"
      ? "The store of this browser is full. Make room on this device, or empty the outbox"
      : `The store of this browser cannot be used (${name}). Allow this page to keep data, and look at the device's disk`;
  return new PrescreenerError("environment", message);
}

/** Returns the result of `work`. If it takes too long, calls `onTimeout` and rejects. */
async function withTimeout<T>(work: Promise<T>, onTimeout?: () => void): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      onTimeout?.();
      reject(new DOMException("", "TimeoutError"));
    }, TIMEOUT);
  });
  try {
    return await Promise.race([work, timeout]);
  } catch (error) {
    throw storeError(error);
  } finally {
    clearTimeout(timer);
  }
}

/** Opens the database, or creates it. `lost`: whether the browser has deleted a damaged one. */
export function openStore(): Promise<{ database: IDBDatabase; lost: boolean }> {
  // A database that opens after the timeout must not stay open.
  let waiting = true;
  const opened = new Promise<{ database: IDBDatabase; lost: boolean }>((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    let lost = false;
    request.onupgradeneeded = (event) => {
      request.result.createObjectStore(STORE, { keyPath: "id" }).createIndex(BY_TIME, BY_TIME);
      // Only Chromium reports that it has deleted a damaged database.
      lost = (event as { dataLoss?: string }).dataLoss === "total";
    };
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      const database = request.result;
      if (waiting) resolve({ database, lost });
      else database.close();
    };
  });
  return withTimeout(opened, () => {
    waiting = false;
  });
}

/**
 * Runs one transaction with one request. Resolves when the transaction is complete, which for a write means that the data is on
 * the disk. If it rejects, nothing is stored, except perhaps after a timeout.
 */
export function transact<T>(
  database: IDBDatabase,
  mode: "readonly" | "readwrite",
  makeRequest: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  let transaction: IDBTransaction | undefined;
  const done = new Promise<T>((resolve, reject) => {
    transaction = database.transaction(STORE, mode, { durability: "strict" });
    const request = makeRequest(transaction.objectStore(STORE));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = () => reject(transaction?.error ?? request.error);
  });
  return withTimeout(done, () => {
    try {
      transaction?.abort();
    } catch {
      // It is being committed, with an unknown outcome.
    }
  });
}

/** Returns the store's index by time, oldest first. */
export const byTime = (store: IDBObjectStore): IDBIndex => store.index(BY_TIME);
