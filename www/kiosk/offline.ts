// Makes the kiosk start without a network, and updates it only between two people.
import type { Key } from "./messages.ts";

const WORKER = "kiosk_worker.js";
const PAGE = "kiosk.html";
const POLICY = "prescreener-kiosk";

export interface OfflineHost {
  /** Shows the status to the staff. */
  showStatus(key: Key, values?: Readonly<Record<string, string>>): void;
  /** Returns whether no person has begun, so that the page may be replaced. */
  idle(): boolean;
  /** Disables the start while a new version takes over, or enables it again. */
  hold(on: boolean): void;
}

interface Policies {
  createPolicy(
    name: string,
    rules: { createScriptURL(address: string): string },
  ): {
    createScriptURL(address: string): string;
  };
}

/** Returns the worker's address, as a trusted script address where Trusted Types are required. */
function workerAddress(): string {
  const policies = (globalThis as { trustedTypes?: Policies }).trustedTypes;
  policy ??= policies?.createPolicy(POLICY, {
    createScriptURL(address) {
      if (address !== WORKER) throw new TypeError(`${address} is no worker of the kiosk`);
      return address;
    },
  });
  return policy?.createScriptURL(WORKER) ?? WORKER;
}
let policy: ReturnType<Policies["createPolicy"]> | undefined;

/** Registers the worker that caches the kiosk's files, and follows its updates. */
export async function keepOffline({ showStatus, idle, hold }: OfflineHost): Promise<void> {
  // Only secure pages have service workers.
  const container: ServiceWorkerContainer | undefined = navigator.serviceWorker;
  if (!container) return showStatus("kiosk.offline.none");
  const cached = container.controller !== null;
  let refused = false;
  const reportMissing = (): void => {
    if (!refused && !cached) showStatus("kiosk.offline.none");
  };
  const takeOver = (worker: ServiceWorker): void => {
    if (!idle()) return;
    hold(true);
    setTimeout(hold, TAKEOVER, false);
    setTimeout(() => worker.postMessage("take over"), SETTLING);
  };
  const follow = (worker: ServiceWorker | null, registration: ServiceWorkerRegistration): void => {
    worker?.addEventListener("statechange", () => {
      if (worker.state === "installed" && registration.active) takeOver(worker);
      // From now on every file is verified.
      if (worker.state === "activated" && idle()) location.replace(location.href);
      if (worker.state === "redundant") reportMissing();
    });
  };
  showStatus(cached ? "kiosk.offline.ready" : "kiosk.offline.loading");
  container.addEventListener("message", ({ data }: MessageEvent<{ refused?: string[]; changed?: string }>) => {
    // The worker's warning replaces the page: now, or after this person.
    if (data.changed && idle()) location.replace(location.href);
    if (!data.refused) return;
    refused = true;
    showStatus("kiosk.offline.refused", { files: data.refused.join(", ") });
  });
  container.startMessages();
  try {
    const registration = await container.register(workerAddress(), { scope: PAGE, updateViaCache: "none" });
    registration.addEventListener("updatefound", () => follow(registration.installing, registration));
    for (const worker of [registration.installing, registration.waiting]) follow(worker, registration);
    if (registration.waiting) takeOver(registration.waiting);
    if (cached) await registration.update();
  } catch (thrown) {
    console.warn(thrown);
    reportMissing();
  }
}

/** How long the old worker gets for the page's last requests, in milliseconds: Chromium waits long for a busy one. */
const SETTLING = 1500;
/** How long the start is disabled for a new version, in milliseconds. */
const TAKEOVER = 4500;
