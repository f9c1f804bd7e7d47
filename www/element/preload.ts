// With a site's key nobody on the way may learn from what is loaded, or when, what was answered. So all that anybody could need
// follows the first question, one after the other in one order; and what fails is asked for again after a while, whatever the
// person does.
import type { Documents } from "../shared/contracts.ts";
import type { Request } from "../shared/requests.ts";

/** After how many seconds it is asked again. */
const AGAIN = 30;

export class Ahead {
  #of: Documents | undefined;
  /** Whether the latest attempt got all there is. */
  there: Promise<boolean> = Promise.resolve(false);

  /**
   * Loads what belongs to some documents until it is there. `words` loads those of the result, and gives whether it could; it is
   * told whether an attempt failed before. `sites`: whether there are clinics to look for, once the words are there.
   */
  async load(
    documents: Documents,
    request: Request,
    words: (again: boolean) => Promise<boolean>,
    sites: () => boolean,
  ): Promise<void> {
    if (this.#of === documents) {
      // Another interview: what is there already needs no request.
      if (await this.there) await words(true);
      return;
    }
    this.#of = documents;
    for (let again = false; this.#of === documents; again = true) {
      if (again) await new Promise((done) => setTimeout(done, AGAIN * 1000));
      if (this.#of !== documents) return;
      this.there = attempt(async () => {
        if (!(await words(again))) return false;
        const { loadAhead } = await import("../referral/refer.ts");
        await loadAhead(documents, request, sites());
        return true;
      });
      if (await this.there) return;
    }
  }

  stop(): void {
    this.#of = undefined;
  }
}

/** What fails is tried again. */
const attempt = (load: () => Promise<boolean>): Promise<boolean> => load().catch(() => false);
