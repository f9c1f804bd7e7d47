// What the page shows, as data.

import type { RefusedKey } from "./key.ts";
import type { Key, Values } from "./messages.ts";
import type { Opened, Refused } from "./opened.ts";
import type { Outcome } from "./replay.ts";
import type { Trial } from "./trials.ts";

export interface Start {
  readonly is: "start";
  /** Why the last thing did not open. */
  readonly refused?: Refused;
  readonly refusedKey?: RefusedKey;
  /** Something else to say at the top. */
  readonly notice?: readonly [Key, Values?];
}

export interface List {
  readonly is: "list";
  readonly items: readonly (Opened | Refused)[];
}

export interface Shown {
  readonly is: "shown";
  readonly opened: Opened;
  /** Whether its number was opened before. */
  readonly twice: boolean;
  /** Whether it came in the page's address. */
  readonly addressed: boolean;
  /** Nothing where no trial of the page fits. */
  readonly trial: Trial | undefined;
  readonly outcome: Outcome | undefined;
  /** The list that it was picked from. */
  readonly list: List | undefined;
}

export type Screen =
  | { readonly is: "loading" }
  | { readonly is: "failed"; readonly message: string }
  | Start
  | List
  | Shown;

/** What staff can ask for. */
export interface Acts {
  readonly retry: () => void;
  readonly give: (text: string) => void;
  readonly giveFile: (file: File) => void;
  readonly chooseKey: (file: File) => void;
  readonly pick: (item: Opened) => void;
  readonly back: (list: List) => void;
  readonly another: () => void;
  readonly close: () => void;
  readonly save: (opened: Opened) => void;
  readonly print: () => void;
}
