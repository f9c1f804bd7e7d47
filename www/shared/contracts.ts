// The interfaces between the element, its session and the code that the session loads.

import type { Capabilities, Embedding } from "./embedding.ts";
import type { PrescreenerError } from "./errors.ts";
import type { Step } from "./events.ts";
import type { Request } from "./requests.ts";
import type { Disclosed } from "./types.ts";

/** The element's settings, from its attributes, its properties and its page. */
export interface Settings {
  /** The trial's address as written, and the address that it is relative to. */
  readonly trial: string | null;
  readonly base: string;
  /** The languages to try, best first. */
  readonly languages: readonly string[];
  readonly audience: string;
  readonly order: string;
  readonly assessedOn: string;
  readonly anchors: Readonly<Record<string, string>>;
  readonly headingLevel: number;
  /** The address of the exit button, which every screen then has. */
  readonly exit: string | null;
  /** The attribute `disclose` as written; the engine interprets it. */
  readonly disclose: string | null;
  /** Returns whether the person has declined the disclosure on this visit. */
  readonly declined: () => boolean;
  /** How the element is embedded; undefined in a host's page. */
  readonly embedding: Embedding | undefined;
  /** What the page can do with a referral; undefined in a host's page. */
  readonly capabilities: Capabilities | undefined;
  /** Returns the receiver of referrals, as the attributes name it now. */
  readonly receiver: () => Receiver;
  /** Fetches a file. */
  readonly request: Request;
}

/** The receiver of referrals. */
export interface Receiver {
  /** The site's public key, and the address of its receiving page; empty for the definition's. */
  readonly site_key: string;
  readonly receiver: string;
  /** Whether a form sends the element's value, and whether it sends it in an address: then never an unsealed one. */
  readonly form: boolean;
  readonly form_by_address: boolean;
}

/** The events of a session, for the element. */
export interface Listener {
  ready(): void;
  /**
   * Another screen is shown: `question`, `check`, `result`, `referral` or `sites`; or `closed`, in place of the first question.
   * Undefined if the page may not know which.
   */
  step(screen: Step["screen"] | undefined): void;
  /** A result is shown. `disclosed` is the part of it that the page may have. */
  result(disclosed: Disclosed): void;
  /** The person agreed to share something: the event for the page, and the element's value in a form. */
  refer(event: Event, value: string): void;
  /** The person declined the disclosure. */
  declined(): void;
  /** An error occurred after which the person can go on. */
  error(error: PrescreenerError): void;
  /** The person leaves the page: nothing of the session may remain. */
  left(): void;
  /** The session has failed and is over. `focus`: whether the person caused it, so that the focus may move. */
  failed(error: PrescreenerError, focus: boolean): void;
}

/** The delivery status of one referral. `number`: the HTTP status or the seconds that the status names; 0 for none. */
export interface Delivery {
  readonly id: string;
  readonly status: string;
  readonly number: number;
}

/** The files of a trial in one language. */
export interface Documents {
  /** The compiled trial. */
  readonly trial: Uint8Array;
  /** The messages of the questions. */
  readonly messages: string;
  /** Loads the messages of the result, which the first screens do not need. A load that failed can be tried again. */
  readonly result: () => Promise<string>;
  /** Loads the messages of the referral. */
  readonly referral: () => Promise<string>;
  /** Loads the clinics, as JSON. */
  readonly sites: () => Promise<string>;
  readonly language: string;
}
