// What a page writes, by the published types.
import type { TrialPrescreener } from "prescreener/element";

const element = document.createElement("trial-prescreener");
const same: TrialPrescreener = element;
element.anchors = { enrollment: "2026-12-06" };
// @ts-expect-error: a day is a text
element.anchors = { enrollment: new Date() };
// @ts-expect-error: the result is the element's to say
element.result = undefined;

element.addEventListener("prescreener-result", ({ detail }) =>
  console.log(detail.verdict, same.result?.criteria.length),
);
element.addEventListener("prescreener-step", ({ detail }) => {
  // @ts-expect-error: no such screen
  if (detail.screen === "questions") return;
});
addEventListener("prescreener-error", (event) => {
  if (event instanceof CustomEvent) console.log(event.detail);
});
document.body.addEventListener("prescreener-error", ({ detail }) =>
  console.log(detail.code, detail.findings?.[0]?.path),
);
