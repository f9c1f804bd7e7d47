// The state of the page, as data.

import type { RefusedKey } from "./key.ts";
import type { Key, Values } from "./messages.ts";
import type { Opened, Refused } from "./opened.ts";
import type { Outcome } from "./replay.ts";
import type { Trial } from "./trials.ts";

export interface Start {
  readonly is: "start";
  /** Why the last referral did not open. */
  readonly refused?: Refused;
  /** Why the last key file was refused. */
  readonly refusedKey?: RefusedKey;
  /** Another message at the top. */
  readonly notice?: readonly [Key, Values?];
}

export interface List {
  readonly is: "list";
  readonly items: readonly (Opened | Refused)[];
}

export interface Shown {
  readonly is: "shown";
  readonly opened: Opened;
  /** Whether a referral with this id was opened before. */
  readonly twice: boolean;
  /** Whether it was in the page's address. */
  readonly addressed: boolean;
  /** The trial that it was made with; undefined if the page does not have it. */
  readonly trial: Trial | undefined;
  readonly outcome: Outcome | undefined;
  /** The list that it was chosen from. */
  readonly list: List | undefined;
}

export type Screen =
  | { readonly is: "loading" }
  | { readonly is: "failed"; readonly message: string }
  | Start
  | List
  | Shown;

/** The actions of staff. */
export interface Actions {
  readonly retry: () => void;
  readonly enter: (text: string) => void;
  readonly enterFile: (file: File) => void;
  readonly chooseKey: (file: File) => void;
  readonly choose: (item: Opened) => void;
  readonly back: (list: List) => void;
  readonly another: () => void;
  readonly close: () => void;
  readonly save: (opened: Opened) => void;
  readonly print: () => void;
}
