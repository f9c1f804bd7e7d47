// The package's entry: registers <trial-prescreener>.
import { type PrescreenerEvents, TrialPrescreener } from "./element.ts";

export type { Anchors, PrescreenerEvents } from "./element.ts";
export { TrialPrescreener } from "./element.ts";
export type { ErrorCode, Finding } from "./errors.ts";

const NAME = "trial-prescreener";

// A page may load the script twice, or by two roads.
if (!customElements.get(NAME)) customElements.define(NAME, TrialPrescreener);

declare global {
  interface HTMLElementTagNameMap {
    [NAME]: TrialPrescreener;
  }
  interface HTMLElementEventMap extends PrescreenerEvents {}
}
