// Detects that the person has left. It reads clocks and counts no ticks: a tablet that slept has missed ticks.

export interface IdleListener {
  /** There was no input for long. Called every second with the seconds that are left. */
  warn(seconds: number): void;
  /** The time is over. */
  over(): void;
}

/** Events of input. On-screen keyboards press no keys, so edits count as well. */
const INPUT = [
  ...["pointerdown", "pointermove", "touchstart", "touchmove", "wheel", "scroll", "keydown"],
  ...["input", "beforeinput", "compositionupdate", "click"],
];
/** Events after which the tablet may have slept. */
const WAKING = ["visibilitychange", "pageshow", "resume"];
const TICK = 1000;

export class Idle {
  idle: number;
  readonly #warning: number;
  readonly #listener: IdleListener;
  readonly #listening = new AbortController();
  readonly #timer: ReturnType<typeof setInterval>;
  #since = now();
  #warned = false;

  /** `idle` and `warning` are the times without input before the warning and of the warning, in milliseconds. */
  constructor(idle: number, warning: number, listener: IdleListener) {
    this.idle = idle;
    this.#warning = warning;
    this.#listener = listener;
    const { signal } = this.#listening;
    for (const type of INPUT) document.addEventListener(type, () => this.#input(), { capture: true, signal });
    for (const type of WAKING) addEventListener(type, () => this.#check(), { capture: true, signal });
    this.#timer = setInterval(() => this.#check(), TICK);
  }

  stop(): void {
    this.#listening.abort();
    clearInterval(this.#timer);
  }

  /** Starts the time again and ends the warning. */
  renew(): void {
    this.#since = now();
    this.#warned = false;
  }

  /** Handles input. First checks the time, as the touch that wakes a tablet may be the next person's. */
  #input(): void {
    this.#check();
    // Under a warning only its own buttons count.
    if (!this.#warned) this.renew();
  }

  #check(): void {
    if (this.#listening.signal.aborted) return;
    const left = this.idle + this.#warning - elapsed(this.#since);
    if (left <= 0) {
      this.stop();
      this.#listener.over();
    } else if (left <= this.#warning) {
      this.#warned = true;
      this.#listener.warn(Math.ceil(left / 1000));
    }
  }
}

/** Reads both clocks: the steady one may stop while the tablet sleeps, the other may be set back. */
function now(): readonly [number, number] {
  return [Date.now(), performance.now()];
}

/** Returns the longer time that the two clocks show, in milliseconds. */
function elapsed([wall, steady]: readonly [number, number]): number {
  return Math.max(Date.now() - wall, performance.now() - steady);
}
