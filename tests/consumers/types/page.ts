// A page's code, by the published types.
import type { TrialPrescreener } from "prescreener/element";

const element = document.createElement("trial-prescreener");
const same: TrialPrescreener = element;
element.anchors = { enrollment: "2026-12-06" };
// @ts-expect-error: a day is a text
element.anchors = { enrollment: new Date() };
// @ts-expect-error: the result is the element's to say
element.result = undefined;

element.addEventListener("prescreener-result", ({ detail }) => {
  // @ts-expect-error: the host may learn nothing
  console.log(detail.verdict);
  if (!detail) return;
  console.log(detail.verdict, detail.eligible_from, same.result?.verdict);
  // @ts-expect-error: nor may it learn why
  console.log(detail.criteria);
  if ("criteria" in detail) console.log(detail.criteria.length, detail.answers);
});
element.addEventListener("prescreener-step", ({ detail }) => {
  // @ts-expect-error: no such screen
  if (detail?.screen === "questions") return;
  // @ts-expect-error: the host may not learn which
  console.log(detail.screen);
});
addEventListener("prescreener-error", (event) => {
  if (event instanceof CustomEvent) console.log(event.detail);
});
document.body.addEventListener("prescreener-error", ({ detail }) =>
  console.log(detail.code, detail.findings?.[0]?.path),
);
