// The screens of opened referrals: a list to choose from, and one referral.
import { describe, guarded } from "../referral/module.ts";
import { button, el, title } from "./dom.ts";
import { short } from "./key.ts";
import { day, type Key, type Language } from "./messages.ts";
import type { Opened, Refused } from "./opened.ts";
import type { Outcome } from "./replay.ts";
import type { Text } from "./start.ts";
import type { Actions, List, Shown } from "./state.ts";
import type { TrialName } from "./trials.ts";

const VERDICTS = ["not_eligible", "not_yet", "incomplete", "potentially_eligible"] as const;

/** Draws a list of referrals. */
export function drawList({ items }: List, language: Language, text: Text, actions: Actions): HTMLElement[] {
  const first = new Map<string, number>();
  const line = (item: Opened | Refused, index: number): HTMLElement => {
    const number = String(index + 1);
    const since =
      item.since === undefined ? undefined : text("receive.list.since", { date: day(language, item.since) });
    if (!("referral" in item)) {
      const [heading, body] = [
        text(`receive.refused.${item.why}.heading`),
        text(`receive.refused.${item.why}.text`, item.values),
      ];
      return el("li", { class: "wrong" }, el("p", { class: "title" }, heading), el("p", {}, body), optional(since));
    }
    const { id } = item.referral;
    const before = first.get(id);
    if (before === undefined) first.set(id, index + 1);
    return el(
      "li",
      {},
      el("p", { class: "title" }, verdict(item, language, text)),
      el("p", {}, text(`receive.share.${item.referral.shares}`)),
      el("p", {}, text("receive.id", { id })),
      optional(since),
      before === undefined
        ? undefined
        : el("p", { class: "note" }, text("receive.list.twice", { number: String(before) })),
      button(text("receive.list.show", { number }), () => actions.choose(item)),
    );
  };
  return [
    title(text("receive.list.heading", { count: String(items.length) })),
    el("p", {}, text("receive.list.lead")),
    el("ol", { class: "list" }, ...items.map(line)),
    el(
      "p",
      { class: "acts" },
      button(text("receive.another"), actions.another),
      button(text("receive.close"), actions.close),
    ),
  ];
}

const optional = (content: string | undefined): HTMLElement | undefined =>
  content === undefined ? undefined : el("p", {}, content);

function verdict({ referral }: Opened, language: Language, text: Text): string {
  const known = VERDICTS.find((one) => one === referral.result.verdict);
  return text(`receive.verdict.${known ?? "unknown"}`, { date: day(language, referral.result.eligible_from) });
}

/** Draws one referral: the verdict, its origin, the outcome of the replay, and all data. */
export function drawShown(
  screen: Shown,
  known: readonly TrialName[],
  language: Language,
  text: Text,
  actions: Actions,
): HTMLElement[] {
  const { opened, trial, twice, addressed, outcome, list } = screen;
  const { id, shares } = opened.referral;
  const facts = el(
    "section",
    { class: "facts" },
    el("p", {}, text("receive.id", { id })),
    el("p", {}, text(`receive.share.${shares}`)),
    el("p", {}, opened.sealed === undefined ? text("receive.plain") : text("receive.sealed", { key: opened.sealed })),
    addressed && opened.sealed === undefined ? el("p", { class: "note" }, text("receive.address")) : undefined,
    twice ? el("p", { class: "note" }, text("receive.twice")) : undefined,
  );
  const described = el("div", { class: "described" });
  if (trial) {
    const messages = trial.messages[language];
    described.lang = messages.language;
    guarded(() => describe(described, trial.trial, messages.texts, opened.referral, 2));
  }
  const json = JSON.stringify(opened.referral);
  return [
    title(verdict(opened, language, text)),
    facts,
    outcome ? drawOutcome(outcome, text) : drawOtherTrial(opened, known, text),
    el(
      "p",
      { class: "acts" },
      list && button(text("receive.back"), () => actions.back(list)),
      button(text("receive.another"), actions.another, { class: "main" }),
      button(text("receive.save"), () => actions.save(opened)),
      button(text("receive.print"), actions.print),
      button(text("receive.close"), actions.close),
    ),
    described,
    el("details", {}, el("summary", {}, text("receive.letters")), el("p", { class: "data", dir: "ltr" }, json)),
  ];
}

function drawOutcome(outcome: Outcome, text: Text): HTMLElement {
  const heading: Key = `receive.check.${outcome.is}`;
  const truth = el("p", {}, text("receive.check.truth"));
  const head = [el("h2", {}, text(heading)), el("p", {}, text(`${heading}.text`))];
  if (outcome.is === "differs") {
    const engine = outcome.differences.find(({ path }) => path === "result.engine");
    const values = { held: short(engine?.held ?? ""), computed: short(engine?.computed ?? "") };
    const version = engine && el("p", { class: "note" }, text("receive.check.engine", values));
    const side = (key: Key, value: unknown): HTMLElement[] => [
      el("dt", {}, text(key)),
      el("dd", { class: "data", dir: "ltr" }, value === null ? text("receive.check.nothing") : JSON.stringify(value)),
    ];
    const items = outcome.differences.map(({ path, held, computed }) =>
      el(
        "li",
        {},
        el("p", { class: "title data", dir: "ltr" }, path),
        el("dl", {}, ...side("receive.check.held", held), ...side("receive.check.computed", computed)),
      ),
    );
    return el("section", { class: "check wrong" }, ...head, version, el("ul", {}, ...items), truth);
  }
  if (outcome.is === "impossible") {
    const items = outcome.findings.map(({ path, message }) => el("li", { lang: "en" }, `${path}: ${message}`));
    return el("section", { class: "check wrong" }, ...head, el("ul", { class: "data" }, ...items), truth);
  }
  return el("section", { class: outcome.is === "same" ? "check same" : "check" }, ...head, truth);
}

/** Draws the trial that the referral was made with and the page does not have, and those that it has. */
function drawOtherTrial({ referral }: Opened, known: readonly TrialName[], text: Text): HTMLElement {
  const trialName = ({ id, version, digest }: Partial<TrialName>): HTMLElement =>
    el("dd", {}, text("receive.check.version", { id: short(id), version: short(version), digest: short(digest) }));
  return el(
    "section",
    { class: "check wrong" },
    el("h2", {}, text("receive.check.rules")),
    el("p", {}, text("receive.check.rules.text")),
    el(
      "dl",
      {},
      el("dt", {}, text("receive.check.found")),
      trialName(referral.result.trial ?? {}),
      el("dt", {}, text("receive.check.expected")),
      ...known.map(trialName),
    ),
  );
}
