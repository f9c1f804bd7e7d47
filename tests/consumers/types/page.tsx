// The same as JSX.

import type { TrialPrescreener } from "prescreener/element";
import type {} from "prescreener/react";
import { useRef } from "react";

export function Page() {
  const ref = useRef<TrialPrescreener>(null);
  return (
    <>
      <trial-prescreener
        ref={ref}
        trial="/trial.bin"
        lang="es"
        audience="clinic"
        heading-level={3}
        anchors={{ enrollment: "2026-12-06" }}
        disclose="verdict"
        onprescreener-result={({ detail }) => console.log(detail?.verdict, ref.current?.result)}
      >
        Call 555-0100
      </trial-prescreener>
      {/* @ts-expect-error: nothing by that name can be told */}
      <trial-prescreener trial="/trial.bin" disclose="all" />
      {/* @ts-expect-error: which trial? */}
      <trial-prescreener />
      {/* @ts-expect-error: nobody by that name */}
      <trial-prescreener trial="/trial.bin" audience="doctor" />
    </>
  );
}
