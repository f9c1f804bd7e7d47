// The screens of what was opened: a list to pick from, and one referral.
import { describe, guarded } from "../referral/module.ts";
import { button, el, title } from "./dom.ts";
import { short } from "./key.ts";
import { day, type Key, type Language } from "./messages.ts";
import type { Opened, Refused } from "./opened.ts";
import type { Outcome } from "./replay.ts";
import type { Say } from "./start.ts";
import type { Acts, List, Shown } from "./state.ts";
import type { Named } from "./trials.ts";

const VERDICTS = ["not_eligible", "not_yet", "incomplete", "potentially_eligible"] as const;

export function drawList({ items }: List, language: Language, say: Say, acts: Acts): HTMLElement[] {
  const first = new Map<string, number>();
  const line = (item: Opened | Refused, at: number): HTMLElement => {
    const number = String(at + 1);
    const since = item.since === undefined ? undefined : say("receive.list.since", { date: day(language, item.since) });
    if (!("referral" in item)) {
      const [heading, text] = [
        say(`receive.refused.${item.why}.heading`),
        say(`receive.refused.${item.why}.text`, item.values),
      ];
      return el("li", { class: "wrong" }, el("p", { class: "title" }, heading), el("p", {}, text), said(since));
    }
    const { id } = item.referral;
    const before = first.get(id);
    if (before === undefined) first.set(id, at + 1);
    return el(
      "li",
      {},
      el("p", { class: "title" }, verdict(item, language, say)),
      el("p", {}, say(`receive.share.${item.referral.shares}`)),
      el("p", {}, say("receive.id", { id })),
      said(since),
      before === undefined
        ? undefined
        : el("p", { class: "note" }, say("receive.list.twice", { number: String(before) })),
      button(say("receive.list.show", { number }), () => acts.pick(item)),
    );
  };
  return [
    title(say("receive.list.heading", { count: String(items.length) })),
    el("p", {}, say("receive.list.lead")),
    el("ol", { class: "list" }, ...items.map(line)),
    el("p", { class: "acts" }, button(say("receive.another"), acts.another), button(say("receive.close"), acts.close)),
  ];
}

const said = (text: string | undefined): HTMLElement | undefined =>
  text === undefined ? undefined : el("p", {}, text);

function verdict({ referral }: Opened, language: Language, say: Say): string {
  const known = VERDICTS.find((one) => one === referral.result.verdict);
  return say(`receive.verdict.${known ?? "unknown"}`, { date: day(language, referral.result.eligible_from) });
}

/** One referral: what it comes to, how it came, what the replay says, and all that it holds. */
export function drawShown(
  screen: Shown,
  known: readonly Named[],
  language: Language,
  say: Say,
  acts: Acts,
): HTMLElement[] {
  const { opened, trial, twice, addressed, outcome, list } = screen;
  const { id, shares } = opened.referral;
  const facts = el(
    "section",
    { class: "facts" },
    el("p", {}, say("receive.id", { id })),
    el("p", {}, say(`receive.share.${shares}`)),
    el("p", {}, opened.sealed === undefined ? say("receive.plain") : say("receive.sealed", { key: opened.sealed })),
    addressed && opened.sealed === undefined ? el("p", { class: "note" }, say("receive.address")) : undefined,
    twice ? el("p", { class: "note" }, say("receive.twice")) : undefined,
  );
  const described = el("div", { class: "described" });
  if (trial) {
    const words = trial.words[language];
    described.lang = words.language;
    guarded(() => describe(described, trial.trial, words.texts, opened.referral, 2));
  }
  const letters = JSON.stringify(opened.referral);
  return [
    title(verdict(opened, language, say)),
    facts,
    outcome ? checked(outcome, say) : otherRules(opened, known, say),
    el(
      "p",
      { class: "acts" },
      list && button(say("receive.back"), () => acts.back(list)),
      button(say("receive.another"), acts.another, { class: "main" }),
      button(say("receive.save"), () => acts.save(opened)),
      button(say("receive.print"), acts.print),
      button(say("receive.close"), acts.close),
    ),
    described,
    el("details", {}, el("summary", {}, say("receive.letters")), el("p", { class: "data", dir: "ltr" }, letters)),
  ];
}

function checked(outcome: Outcome, say: Say): HTMLElement {
  const heading: Key = `receive.check.${outcome.is}`;
  const truth = el("p", {}, say("receive.check.truth"));
  const head = [el("h2", {}, say(heading)), el("p", {}, say(`${heading}.text`))];
  if (outcome.is === "differs") {
    const engine = outcome.differences.find(({ path }) => path === "result.engine");
    const values = { held: short(engine?.held ?? ""), computed: short(engine?.computed ?? "") };
    const version = engine && el("p", { class: "note" }, say("receive.check.engine", values));
    const side = (key: Key, value: unknown): HTMLElement[] => [
      el("dt", {}, say(key)),
      el("dd", { class: "data", dir: "ltr" }, value === null ? say("receive.check.nothing") : JSON.stringify(value)),
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

/** No trial of the page fits: what was found, and what the page has. */
function otherRules({ referral }: Opened, known: readonly Named[], say: Say): HTMLElement {
  const named = ({ id, version, digest }: Partial<Named>): HTMLElement =>
    el("dd", {}, say("receive.check.version", { id: short(id), version: short(version), digest: short(digest) }));
  return el(
    "section",
    { class: "check wrong" },
    el("h2", {}, say("receive.check.rules")),
    el("p", {}, say("receive.check.rules.text")),
    el(
      "dl",
      {},
      el("dt", {}, say("receive.check.found")),
      named(referral.result.trial ?? {}),
      el("dt", {}, say("receive.check.expected")),
      ...known.map(named),
    ),
  );
}
