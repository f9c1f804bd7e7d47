// Looks for a clinic near a place that the person names. The place stays in the module's memory, and goes with it.

import type { Came, Listener } from "../shared/contracts.ts";
import { Clinics, guarded } from "./module.ts";

/** The screen of one search. */
export class Search {
  readonly #stage: HTMLElement;
  readonly #clinics: Clinics;
  readonly #listener: Listener;
  #ended = false;

  /** `sites`: the clinics as JSON. */
  constructor(
    stage: HTMLElement,
    trial: Uint8Array,
    words: string[],
    sites: string,
    headingLevel: number,
    listener: Listener,
  ) {
    const list: unknown = JSON.parse(sites);
    this.#clinics = guarded(() => new Clinics(stage, trial, words, list, headingLevel));
    [this.#stage, this.#listener] = [stage, listener];
  }

  show(): void {
    guarded(() => this.#clinics.render(true));
    this.#listener.step("sites");
  }

  /** Gives `leave` where the person goes back to the result. */
  handle(event: Event): string | undefined {
    return guarded(() => this.#clinics.handle(event));
  }

  speak(trial: Uint8Array, words: string[]): void {
    if (this.#ended) return;
    guarded(() => {
      this.#clinics.speak(trial, words);
      this.#clinics.render(false);
    });
  }

  /** Says what became of something that was handed on before. */
  hear(_came: Came, words: string): void {
    const live = this.#stage.querySelector("[role=status]");
    if (live) live.textContent = words;
  }

  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#clinics.free();
  }
}
