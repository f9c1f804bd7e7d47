// With a site key, an observer of the network must not learn from the files that are loaded, or from when they are loaded, what
// the person answered. So everything that could be needed is loaded after the first question, one file after the other in a fixed
// order, and tried again after a while if it fails, whatever the person does.
import type { Documents } from "../shared/contracts.ts";
import type { Request } from "../shared/requests.ts";

/** After how many seconds a failed load is tried again. */
const RETRY = 30;

export class Preloader {
  #documents: Documents | undefined;
  /** Whether the latest attempt loaded everything. */
  loaded: Promise<boolean> = Promise.resolve(false);

  /**
   * Loads everything for some documents, and tries until it succeeds. `result` loads the messages of the result and returns whether
   * it succeeded; its argument is whether an earlier attempt failed. `sites` returns, after that, whether there are clinics.
   */
  async load(
    documents: Documents,
    request: Request,
    result: (isRetry: boolean) => Promise<boolean>,
    sites: () => boolean,
  ): Promise<void> {
    if (this.#documents === documents) {
      // Another interview: the loaded files need no request.
      if (await this.loaded) await result(true);
      return;
    }
    this.#documents = documents;
    for (let isRetry = false; this.#documents === documents; isRetry = true) {
      if (isRetry) await new Promise((done) => setTimeout(done, RETRY * 1000));
      if (this.#documents !== documents) return;
      this.loaded = attempt(async () => {
        if (!(await result(isRetry))) return false;
        const { loadAhead } = await import("../referral/refer.ts");
        await loadAhead(documents, request, sites());
        return true;
      });
      if (await this.loaded) return;
    }
  }

  stop(): void {
    this.#documents = undefined;
  }
}

/** Returns whether a load succeeded. */
const attempt = (load: () => Promise<boolean>): Promise<boolean> => load().catch(() => false);
