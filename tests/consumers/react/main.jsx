import "prescreener/element";
import trial from "prescreener/compiled/nct07160205.js";
import { StrictMode, useState } from "react";
import { createRoot } from "react-dom/client";

const anchors = {};

function App() {
  const [verdict, setVerdict] = useState("");
  const hear = ({ detail }) => setVerdict(detail.verdict);
  return (
    <>
      <trial-prescreener
        trial={trial}
        assessed-on="2026-11-22"
        disclose="answers"
        anchors={anchors}
        onprescreener-result={hear}
      >
        Call 555-0100
      </trial-prescreener>
      <output>{verdict}</output>
    </>
  );
}

createRoot(document.querySelector("main")).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
