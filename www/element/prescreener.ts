// The package's entry for pages: registers <trial-prescreener>.

import type { PrescreenerEvents } from "../shared/events.ts";
import { TrialPrescreener } from "./element.ts";

export type { ErrorCode, Finding } from "../shared/errors.ts";
export type { PrescreenerEvents, Step, Trouble } from "../shared/events.ts";
export type * from "../shared/types.ts";
export { TrialPrescreener } from "./element.ts";

const NAME = "trial-prescreener";

// A page may load the script twice, also from two addresses; a server has no registry.
if (typeof customElements !== "undefined" && !customElements.get(NAME)) customElements.define(NAME, TrialPrescreener);

declare global {
  interface HTMLElementTagNameMap {
    [NAME]: TrialPrescreener;
  }
  interface HTMLElementEventMap extends PrescreenerEvents {}
}
