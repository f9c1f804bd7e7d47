//! The engine against a second, naive evaluator, on NCT07160205: the same on what is fully known, and never contradicted
//! on what is partly known.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::arithmetic_side_effects)]

mod support;

use std::collections::{BTreeMap, BTreeSet};

use prescreener::json::Json;
use prescreener::trial::{Question, Trial};
use prescreener::value::Date;
use support::case::{Case, day};
use support::load::{IIMPACT, definition, trial};
use support::naive::{Naive, World, calendar, world};
use support::people_at_random::Edges;
use support::random::Random;

struct Both {
    trial: Trial,
    naive: Naive,
    edges: Edges,
}

impl Both {
    fn new() -> Both {
        let naive = Naive::new(definition(IIMPACT));
        Both { trial: trial(IIMPACT), edges: Edges::of(&naive), naive }
    }

    fn questions(&self) -> Vec<(String, &Question)> {
        self.trial.keys().map(|(key, question)| (key.to_owned(), question)).collect()
    }

    fn case(&self, on: Date, answers: &BTreeMap<String, Json>, joining: Option<Date>) -> Case<'_> {
        let mut case = Case::new(&self.trial, on);
        case.answers = answers.clone();
        match joining {
            Some(day) => case.fix("enrollment", day),
            None => case,
        }
    }

    /// For each criterion, every status that some way of settling what is open gives.
    fn statuses(&self, case: &Case<'_>) -> Vec<BTreeSet<&'static str>> {
        let questions: BTreeMap<&str, &Question> = self.trial.keys().collect();
        let value =
            |(key, answer): (&String, &Json)| (key.clone(), world::value(&questions[key.as_str()].kind, answer));
        let answers: BTreeMap<_, _> = case.answers.iter().map(value).collect();
        let fixed = case.fixed.iter().map(|(id, day)| (id.clone(), calendar::parse(&day.to_string()))).collect();
        let anchors = world::anchors(&self.naive.definition, calendar::parse(&case.on.to_string()), &fixed);
        let mut all = vec![BTreeSet::new(); self.naive.definition.criteria.len()];
        for anchors in anchors {
            let world = World::new(answers.clone(), anchors);
            for (found, criterion) in all.iter_mut().zip(&self.naive.definition.criteria) {
                found.extend(self.naive.statuses(criterion, &world));
            }
        }
        all
    }
}

/// Days of assessment around leap days and the ends of months.
const DAYS: [&str; 5] = ["2026-11-22", "2024-02-29", "2025-03-01", "2026-12-31", "2028-03-31"];

/// Draws people until so many were looked at.
fn people(seed: u64, count: usize, mut look: impl FnMut(&Both, &mut Random, Case<'_>)) {
    let both = Both::new();
    let questions = both.questions();
    let mut random = Random::new(seed);
    for _ in 0..count {
        let on = day(DAYS[random.below(DAYS.len())]);
        let answers = both.edges.person(&mut random, &questions, on);
        let joining = random.percent(70).then(|| on.plus_days(random.below(40) as i64));
        let case = both.case(on, &answers, joining);
        look(&both, &mut random, case);
    }
}

fn shown(case: &Case<'_>) -> String {
    format!("on {} with {:?}: {}", case.on, case.fixed, case.json())
}

#[test]
fn what_is_fully_known_gets_the_naive_statuses() {
    let mut seen: BTreeMap<(usize, &'static str), usize> = BTreeMap::new();
    people(7, 4000, |both, _, case| {
        let assessed = case.assess();
        for (place, (status, naive)) in assessed.statuses.iter().zip(both.statuses(&case)).enumerate() {
            let only = naive.first().filter(|_| naive.len() == 1).copied().unwrap_or("unknown");
            let id = &both.naive.definition.criteria[place].id;
            assert_eq!(status.id(), only, "{id} {}", shown(&case));
            *seen.entry((place, only)).or_default() += 1;
        }
    });
    // The people drawn must reach both answers of every criterion that has a rule, or the comparison says little.
    let criteria = &Both::new().naive.definition.criteria;
    let dull = criteria.iter().enumerate().filter(|(place, criterion)| {
        let missing = |status| seen.get(&(*place, status)).is_none_or(|count| *count < 20);
        let never_fails = ["I06", "A01"].contains(&criterion.id.as_str());
        criterion.rule.is_some() && (missing("met") || (!never_fails && missing("not_met")))
    });
    assert_eq!(dull.map(|(_, criterion)| &criterion.id).collect::<Vec<_>>(), Vec::<&String>::new());
}

#[test]
fn what_is_partly_known_is_never_contradicted() {
    let mut decided = 0;
    people(8, 1500, |both, random, exact| {
        let questions: BTreeMap<&str, &Question> = both.trial.keys().collect();
        let blurred = exact
            .answers
            .iter()
            .filter_map(|(key, answer)| Some((key.clone(), both.edges.blur(random, questions[key.as_str()], answer)?)));
        let blurred = Case { answers: blurred.collect(), ..exact.clone() };
        let before = blurred.assess();
        for (place, (status, naive)) in before.statuses.iter().zip(both.statuses(&exact)).enumerate() {
            if status.id() != "unknown" {
                decided += 1;
                let id = &both.naive.definition.criteria[place].id;
                assert_eq!(naive, BTreeSet::from([status.id()]), "{id} {}\nwas {}", shown(&exact), blurred.json());
            }
        }
        // Nobody told *not eligible* would have passed by saying more.
        if before.verdict.id() == "not_eligible" {
            assert_eq!(exact.verdict(), "not_eligible", "{}\nwas {}", shown(&exact), blurred.json());
        }
    });
    assert!(decided > 5000, "only {decided} statuses were decided");
}
