// Notices that nobody is there any more. By what clocks show, not by counting: a tablet that slept is behind in its counting.

export interface Watched {
  /** Nobody did anything for long; so many seconds are left. Called again as they pass. */
  warn(seconds: number): void;
  /** Nobody came back. */
  over(): void;
}

/** What people do. Keyboards on the screen press no keys, so what they write counts as well. */
const SIGNS = [
  ...["pointerdown", "pointermove", "touchstart", "touchmove", "wheel", "scroll", "keydown"],
  ...["input", "beforeinput", "compositionupdate", "click"],
];
/** When the tablet may have slept. */
const WAKING = ["visibilitychange", "pageshow", "resume"];
const TICK = 1000;

export class Idle {
  idle: number;
  readonly #warning: number;
  readonly #watched: Watched;
  readonly #listening = new AbortController();
  readonly #timer: ReturnType<typeof setInterval>;
  #since = now();
  #warned = false;

  /** In milliseconds: how long nothing may happen, and how long the warning stands. */
  constructor(idle: number, warning: number, watched: Watched) {
    this.idle = idle;
    this.#warning = warning;
    this.#watched = watched;
    const { signal } = this.#listening;
    for (const type of SIGNS) document.addEventListener(type, () => this.#sign(), { capture: true, signal });
    for (const type of WAKING) addEventListener(type, () => this.#look(), { capture: true, signal });
    this.#timer = setInterval(() => this.#look(), TICK);
  }

  stop(): void {
    this.#listening.abort();
    clearInterval(this.#timer);
  }

  /** Somebody is there. */
  renew(): void {
    this.#since = now();
    this.#warned = false;
  }

  /** The touch that wakes a tablet may be the next person's: first it is looked how late it is. */
  #sign(): void {
    this.#look();
    // Under a warning only its own buttons count.
    if (!this.#warned) this.renew();
  }

  #look(): void {
    if (this.#listening.signal.aborted) return;
    const left = this.idle + this.#warning - passed(this.#since);
    if (left <= 0) {
      this.stop();
      this.#watched.over();
    } else if (left <= this.#warning) {
      this.#warned = true;
      this.#watched.warn(Math.ceil(left / 1000));
    }
  }
}

/** One clock may stand still while the tablet sleeps, the other may be set back: whichever shows more is right. */
function now(): readonly [number, number] {
  return [Date.now(), performance.now()];
}

function passed([wall, steady]: readonly [number, number]): number {
  return Math.max(Date.now() - wall, performance.now() - steady);
}
