// JSX for <trial-prescreener> in React 19: `import type {} from "prescreener/react"`.
import type { DetailedHTMLProps, HTMLAttributes } from "react";
import type { Anchors, Audience, Day, Disclose, PrescreenerEvents, TrialPrescreener } from "./prescreener.js";

type Listeners = {
  readonly [Name in keyof PrescreenerEvents as `on${Name}`]?: (event: PrescreenerEvents[Name]) => void;
};

/**
 * The attributes, the property `anchors`, and the events as props.
 *
 * @example
 * ```tsx
 * import "prescreener/element";
 * import type {} from "prescreener/react";
 *
 * <trial-prescreener trial={trial} onprescreener-refer={(event) => event.waitUntil(send(event.detail))}>
 *   Call 555-0100
 * </trial-prescreener>;
 * ```
 */
export interface TrialPrescreenerProps
  extends DetailedHTMLProps<HTMLAttributes<TrialPrescreener>, TrialPrescreener>,
    Listeners {
  readonly trial: string;
  readonly audience?: Audience;
  readonly order?: "definition" | "shortest";
  readonly "assessed-on"?: Day;
  readonly "heading-level"?: 1 | 2 | 3 | 4 | 5 | 6 | "1" | "2" | "3" | "4" | "5" | "6";
  readonly loading?: "eager";
  readonly exit?: string;
  readonly disclose?: Disclose;
  readonly "site-key"?: string;
  readonly receiver?: string;
  readonly anchors?: Anchors;
}

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "trial-prescreener": TrialPrescreenerProps;
    }
  }
}
