// What the element, its session and what that loads promise each other, as types.

import type { Ways } from "./embedding.ts";
import type { PrescreenerError } from "./errors.ts";
import type { Step } from "./events.ts";
import type { Request } from "./requests.ts";
import type { Disclosed } from "./types.ts";

/** What the element was given. */
export interface Settings {
  /** The address of the trial, and what it may be relative to. */
  readonly trial: string | null;
  readonly base: string;
  readonly languages: readonly string[];
  readonly audience: string;
  readonly order: string;
  readonly assessedOn: string;
  readonly anchors: Readonly<Record<string, string>>;
  readonly headingLevel: number;
  /** Where a button on every screen leads, out of the page. */
  readonly exit: string | null;
  /** What the page asks to be told before anything is handed on, and where the element stands; the engine looks at the values. */
  readonly disclose: string | null;
  /** Whether the person has declined that on this visit. */
  readonly declined: () => boolean;
  readonly place: string | undefined;
  /** What that place does with what is handed on, where it is nobody else's page. */
  readonly ways: Ways | undefined;
  /** To whom a result is handed on, as far as the element knows. */
  readonly receiver: () => Receiver;
  /** How to fetch a file. */
  readonly request: Request;
}

/** To whom a result is handed on. */
export interface Receiver {
  /** The site's public key, and the address of its receiving page; empty for the definition's. */
  readonly site_key: string;
  readonly receiver: string;
  /** Whether a form sends what the element holds, and whether in an address: then nothing plain. */
  readonly form: boolean;
  readonly form_by_address: boolean;
}

/** What the element is told. */
export interface Listener {
  ready(): void;
  /**
   * Another screen is shown: `question`, `check`, `result`, `referral` or `sites`; or `closed`, in place of the first question.
   * Nothing where the page is not to know which.
   */
  step(screen: Step["screen"] | undefined): void;
  /** The result is shown, and this is what the page is told of it. */
  result(told: Disclosed): void;
  /** The person agreed to hand something on: the event for the page, and the element's value in a form. */
  refer(event: Event, value: string): void;
  /** The person wants the page to be told nothing from here on. */
  declined(): void;
  /** Something went wrong, and the person can go on. */
  troubled(error: PrescreenerError): void;
  /** The person leaves the page: nothing of the session may stay. */
  left(): void;
  /** The session is over. `focus`: whether by what the person did, so that the focus may move. */
  lost(error: PrescreenerError, focus: boolean): void;
}

/** What is known of the way of something that was handed on. `number`: what the news names, a status or seconds; 0 for none. */
export interface Came {
  readonly id: string;
  readonly news: string;
  readonly number: number;
}

/** Everything the engine needs to know about a trial, in one language. */
export interface Documents {
  /** The compiled trial. */
  readonly trial: Uint8Array;
  /** The words of the questions. */
  readonly words: string;
  /** The words of the result, which nobody need wait for at first. Loaded once; a failure may be tried again. */
  readonly later: () => Promise<string>;
  /** The words of handing a result on. */
  readonly referral: () => Promise<string>;
  /** The clinics, as JSON. */
  readonly sites: () => Promise<string>;
  readonly language: string;
}
