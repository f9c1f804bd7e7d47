// Rendered by the server and by the browser. Both import the package.
import "prescreener/element";
import { createElement, useCallback, useState } from "react";

export function App() {
  const [verdict, setVerdict] = useState("");
  // When hydrating, React gives a custom element neither its listeners nor its properties.
  const ref = useCallback((element) => {
    const hear = ({ detail }) => setVerdict(detail.verdict);
    element.addEventListener("prescreener-result", hear);
    return () => element.removeEventListener("prescreener-result", hear);
  }, []);
  const element = { trial: "compiled/nct07160205/trial.bin", "assessed-on": "2026-11-22", disclose: "answers", ref };
  return [
    createElement("trial-prescreener", { key: "screener", ...element }, "Call 555-0100"),
    createElement("output", { key: "verdict" }, verdict),
  ];
}
