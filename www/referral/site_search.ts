// The search for a clinic near a place that the person names. The place stays in the module's memory, and is dropped with it.

import type { Delivery, Listener } from "../shared/contracts.ts";
import { Clinics, guarded } from "./module.ts";

/** The screen of the search. */
export class SiteSearch {
  readonly #stage: HTMLElement;
  readonly #clinics: Clinics;
  readonly #listener: Listener;
  #ended = false;

  /** `sites`: the clinics as JSON. */
  constructor(
    stage: HTMLElement,
    trial: Uint8Array,
    messages: string[],
    sites: string,
    headingLevel: number,
    listener: Listener,
  ) {
    const list: unknown = JSON.parse(sites);
    this.#clinics = guarded(() => new Clinics(stage, trial, messages, list, headingLevel));
    [this.#stage, this.#listener] = [stage, listener];
  }

  show(): void {
    guarded(() => this.#clinics.render(true));
    this.#listener.step("sites");
  }

  /** Handles an event. Returns `leave` if the person goes back to the result. */
  handle(event: Event): string | undefined {
    return guarded(() => this.#clinics.handle(event));
  }

  setLanguage(trial: Uint8Array, messages: string[]): void {
    if (this.#ended) return;
    guarded(() => {
      this.#clinics.set_language(trial, messages);
      this.#clinics.render(false);
    });
  }

  /** Announces the delivery status of an earlier referral. */
  update(_delivery: Delivery, message: string): void {
    const live = this.#stage.querySelector("[role=status]");
    if (live) live.textContent = message;
  }

  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#clinics.free();
  }
}
