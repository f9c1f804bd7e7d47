// Sees to it that the kiosk starts without a network, and that it changes only between two people.
import type { Key } from "./messages.ts";

const WORKER = "kiosk_worker.js";
const PAGE = "kiosk.html";
const POLICY = "prescreener-kiosk";

export interface Offline {
  /** How it stands, for whoever looks after the tablet. */
  tell(key: Key, values?: Readonly<Record<string, string>>): void;
  /** Whether nobody has begun; then the page may be replaced. */
  idle(): boolean;
  /** Nobody may begin while a new version takes over. */
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

/** The worker's address, in the form in which a page that takes no text for code will take it. */
function address(): string {
  const policies = (globalThis as { trustedTypes?: Policies }).trustedTypes;
  policy ??= policies?.createPolicy(POLICY, {
    createScriptURL(wanted) {
      if (wanted !== WORKER) throw new TypeError(`${wanted} is no worker of the kiosk`);
      return wanted;
    },
  });
  return policy?.createScriptURL(WORKER) ?? WORKER;
}
let policy: ReturnType<Policies["createPolicy"]> | undefined;

export async function keepOffline({ tell, idle, hold }: Offline): Promise<void> {
  // Only secure pages have it.
  const container: ServiceWorkerContainer | undefined = navigator.serviceWorker;
  if (!container) return tell("kiosk.offline.none");
  const kept = container.controller !== null;
  let refused = false;
  const lacking = (): void => {
    if (!refused && !kept) tell("kiosk.offline.none");
  };
  const takeOver = (worker: ServiceWorker): void => {
    if (!idle()) return;
    hold(true);
    setTimeout(hold, PATIENCE, false);
    setTimeout(() => worker.postMessage("take over"), SETTLING);
  };
  const follow = (worker: ServiceWorker | null, registration: ServiceWorkerRegistration): void => {
    worker?.addEventListener("statechange", () => {
      if (worker.state === "installed" && registration.active) takeOver(worker);
      // From now on every file is one that was checked.
      if (worker.state === "activated" && idle()) location.replace(location.href);
      if (worker.state === "redundant") lacking();
    });
  };
  tell(kept ? "kiosk.offline.ready" : "kiosk.offline.loading");
  container.addEventListener("message", ({ data }: MessageEvent<{ refused?: string[]; changed?: string }>) => {
    // The warning takes the place of the page: now, or after this person.
    if (data.changed && idle()) location.replace(location.href);
    if (!data.refused) return;
    refused = true;
    tell("kiosk.offline.refused", { files: data.refused.join(", ") });
  });
  container.startMessages();
  try {
    const registration = await container.register(address(), { scope: PAGE, updateViaCache: "none" });
    registration.addEventListener("updatefound", () => follow(registration.installing, registration));
    for (const worker of [registration.installing, registration.waiting]) follow(worker, registration);
    if (registration.waiting) takeOver(registration.waiting);
    if (kept) await registration.update();
  } catch (thrown) {
    console.warn(thrown);
    lacking();
  }
}

/** How long the old version may take to answer the page's last requests, in milliseconds: Chromium waits long for a busy one. */
const SETTLING = 1500;
/** How long a new version may take to take over, in milliseconds. */
const PATIENCE = 4500;
