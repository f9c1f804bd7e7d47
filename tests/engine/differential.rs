//! The engine against a second, naive evaluator on NCT07160205. The two agree on fully known answers, the engine is
//! never contradicted where answers are partly known, and it agrees with all completions where little is unknown.

use std::collections::{BTreeMap, BTreeSet};

use crate::support::case::{Case, day};
use crate::support::exact::space::{Domain, everything};
use crate::support::exact::{Person, Space};
use crate::support::load::{IIMPACT, definition, trial};
use crate::support::naive::{Fraction, Naive, Value, Ways, World, calendar, fraction, world};
use crate::support::people::eligible;
use crate::support::people_at_random::Edges;
use crate::support::random::Random;
use crate::support::reconciled::{chosen_only, reconcile, refuse};
use prescreener::engine::{Verdict, relevant};
use prescreener::json::Json;
use prescreener::trial::{Audience, Question, QuestionKind, Trial};
use prescreener::value::{Date, Duration};

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

    /// Draws answers again until none contradict each other.
    fn reconcile(&self, random: &mut Random, case: &mut Case<'_>) {
        reconcile(case, &self.edges, random, &[]);
        refuse(case, &self.naive.definition, random);
    }

    /// Returns, for each criterion, every status that some completion of the open points gives.
    fn statuses(&self, case: &Case<'_>) -> Vec<BTreeSet<&'static str>> {
        let questions: BTreeMap<&str, &Question> = self.trial.keys().collect();
        let value =
            |(key, answer): (&String, &Json)| (key.clone(), world::value(&questions[key.as_str()].kind, answer));
        let mut answers: BTreeMap<_, _> = case.answers.iter().map(value).collect();
        // Answers that were left out make no difference.
        for (key, question) in &questions {
            answers.entry((*key).to_owned()).or_insert_with(|| any(question));
        }
        let fixed = case.fixed.iter().map(|(id, day)| (id.clone(), calendar::parse(&day.to_string()))).collect();
        let anchors = world::anchors(&self.naive.definition, calendar::parse(&case.on.to_string()), &fixed);
        let mut all = vec![BTreeSet::new(); self.naive.definition.criteria.len()];
        for anchors in anchors {
            let world = World::new(answers.clone(), anchors);
            for (place, found) in all.iter_mut().enumerate() {
                found.extend(self.naive.statuses(place, &world));
            }
        }
        all
    }
}

/// Days of assessment near leap days and the ends of months.
const DAYS: [&str; 5] = ["2026-11-22", "2024-02-29", "2025-03-01", "2026-12-31", "2028-03-31"];

/// Draws this many people and visits each.
fn people(seed: u64, count: usize, mut look: impl FnMut(&Both, &mut Random, Case<'_>)) {
    let both = Both::new();
    let questions = both.questions();
    let mut random = Random::new(seed);
    for _ in 0..count {
        let on = day(DAYS[random.below(DAYS.len())]);
        let answers = both.edges.person(&mut random, &questions, on);
        let joining = random.percent(70).then(|| on.plus_days(14 + random.below(15) as i64));
        let mut case = both.case(on, &answers, joining);
        both.reconcile(&mut random, &mut case);
        chosen_only(&mut case);
        look(&both, &mut random, case);
    }
}

/// Returns some answer to a question.
fn any(question: &Question) -> Value {
    // A number question can have millions of values.
    if let QuestionKind::Number { least, .. } = &question.kind {
        return Value::Number(fraction(*least));
    }
    match everything(&question.kind) {
        Domain::Values(values) => values[0].clone(),
        Domain::Days(earliest) => Value::Day(earliest),
    }
}

fn shown(case: &Case<'_>) -> String {
    format!("on {} with {:?}: {}", case.on, case.fixed, case.json())
}

#[test]
fn fully_known_answers_get_the_naive_statuses() {
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
    // The people drawn must reach both statuses of every criterion that has a rule, or the comparison shows little.
    let criteria = &Both::new().naive.definition.criteria;
    let dull = criteria.iter().enumerate().filter(|(place, criterion)| {
        let missing = |status| seen.get(&(*place, status)).is_none_or(|count| *count < 20);
        let never_fails = ["I06", "A01", "A02", "A03"].contains(&criterion.id.as_str());
        // The questions cover only one part of the product.
        let never_met = criterion.id == "E01";
        criterion.rule.is_some() && ((!never_met && missing("met")) || (!never_fails && missing("not_met")))
    });
    assert_eq!(dull.map(|(_, criterion)| &criterion.id).collect::<Vec<_>>(), Vec::<&String>::new());
}

#[test]
fn partly_known_answers_are_never_contradicted() {
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
        // No person found *not eligible* would have passed by answering more.
        if before.verdict.id() == "not_eligible" {
            assert_eq!(exact.verdict(), "not_eligible", "{}\nwas {}", shown(&exact), blurred.json());
        }
    });
    assert!(decided > 5000, "only {decided} statuses were decided");
}

/// Returns values that represent all that a question accepts, as far as the trial's rules can distinguish them; `None`
/// if there is no such set.
fn representative_values(key: &str, question: &Question, case: &Case<'_>) -> Option<Vec<Value>> {
    let decimals = |all: &[&str]| all.iter().map(|one| Value::Number(Fraction::parse(one))).collect();
    Some(match (&question.kind, key) {
        (QuestionKind::YesNo | QuestionKind::One { .. }, _) => match everything(&question.kind) {
            Domain::Values(values) => values,
            Domain::Days(_) => return None,
        },
        (_, "onset_age") => decimals(&["0", "17", "18", "39", "40", "120"]),
        (_, "mmt8_bilateral") => decimals(&["0", "142", "143", "150"]),
        (_, "cdasi_activity") => decimals(&["0", "6", "7", "100"]),
        (_, "oxygen_saturation") => decimals(&["0", "93.9", "94", "100"]),
        (_, "lvef") => decimals(&["0", "29.9", "30", "100"]),
        (QuestionKind::Date { earliest }, _) => {
            let joining =
                case.fixed.first().map_or((14..=28).map(|wait| case.on.plus_days(wait)).collect(), |x| vec![x.1]);
            let windows = [28, 31, 56, 84, 87].map(Duration::Days);
            let anchors = joining.iter().chain([&case.on]);
            let mut days: Vec<Date> = anchors
                .flat_map(|day| windows.map(|by| [day.before(by), day.before(by).plus_days(1)]))
                .flatten()
                .collect();
            let grown = case.on.before(Duration::Months(12 * 18));
            // Some are old enough for every other answer, but not older than a lifetime.
            let old = [80, 121].map(|years| case.on.before(Duration::Months(12 * years)));
            days.extend([*earliest, old[0], old[1], grown, grown.plus_days(1), case.on]);
            days.retain(|day| (*earliest..=case.on).contains(day));
            days.sort_unstable();
            days.dedup();
            days.into_iter().map(|day| Value::Day(calendar::parse(&day.to_string()))).collect()
        }
        _ => return None,
    })
}

/// Returns a nearly eligible person with two to six unknown answers, at most one of them a date, and the possible
/// values of each. An answer that only a clinic knows may come from the person, and then counts as unknown.
fn little_unknown<'a>(both: &'a Both, random: &mut Random) -> (Case<'a>, BTreeMap<String, Domain>) {
    let mut case = eligible(&both.trial);
    if random.percent(60) {
        let joining = case.on.plus_days(14 + random.below(15) as i64);
        case = case.fix("enrollment", joining);
    }
    // For some people the only obstacle is a recently changed medicine, so they must wait.
    let waits = random.percent(25);
    if waits {
        let changed = case.on.plus_days(-(random.below(60) as i64));
        case = case.with(&format!("immunosuppressant_changed_on.methotrexate={changed}"));
    }
    let questions = both.questions();
    for (key, question) in &questions {
        if (!waits && random.percent(10)) || !case.answers.contains_key(key) {
            case.answers.insert(key.clone(), both.edges.exact(random, question, case.on));
        }
    }
    reconcile(&mut case, &both.edges, random, &[]);
    let mut domains: BTreeMap<String, Domain> = questions
        .iter()
        .map(|(key, question)| {
            let known = case.answers.get(key).map(|said| Domain::Values(vec![world::value(&question.kind, said)]));
            // A date left out must not contradict the others.
            let any = || match question.kind {
                QuestionKind::Date { .. } => Domain::Values(vec![Value::Day(calendar::parse(&case.on.to_string()))]),
                _ => Domain::Values(vec![any(question)]),
            };
            (key.clone(), known.unwrap_or_else(any))
        })
        .collect();
    chosen_only(&mut case);
    let (mut unknown, mut dated) = (0, false);
    let wanted = 2 + random.below(5);
    while unknown < wanted {
        let (key, question) = random.pick(&questions);
        let date = matches!(question.kind, QuestionKind::Date { .. });
        if let Some(values) = representative_values(key, question, &case).filter(|_| !(date && dated)) {
            dated |= date;
            unknown += 1;
            domains.insert(key.clone(), Domain::Values(values));
            if question.asked_of == Audience::Clinic && random.percent(50) {
                case = case.from(key, "person");
                continue;
            }
            case.answers.remove(key);
            if random.percent(15) {
                case.answers.insert(key.clone(), Json::Null);
            }
        }
    }
    // The provenance of the remaining answers changes nothing.
    for (key, question) in &questions {
        let own = if question.asked_of == Audience::Clinic { "record" } else { "person" };
        if case.answers.contains_key(key) && !case.from.contains_key(key) && random.percent(30) {
            let from = *random.pick(&[own, "examined"]);
            case = case.from(key, from);
        }
    }
    (case, domains)
}

#[test]
fn with_little_unknown_the_engine_agrees_with_all_completions() {
    let both = Both::new();
    let mut random = Random::new(9);
    let (mut spared, mut asked, mut waiting, mut too_many, mut not_counted, mut ruled) = (0, 0, 0, 0, 0, 0);
    for _ in 0..520 {
        let (case, domains) = little_unknown(&both, &mut random);
        let naive = Naive::new(both.naive.definition.clone());
        let space = Space::limited(naive, calendar::parse(&case.on.to_string()), &domains, &Ways::some);
        let person = Person::of(&space, &case);
        not_counted += usize::from(both.naive.counted_answers(&case.answers, &case.from) != case.answers);
        let today = person.on(&space, person.on);
        let assessed = case.assess();
        let told: Vec<&str> = assessed.statuses.iter().map(|status| status.id()).collect();
        assert_eq!(told, space.statuses(&today), "{}", shown(&case));
        let passes = space.passes(&today);
        let ruled_out = matches!(assessed.verdict, Verdict::NotEligible | Verdict::NotYet(_));
        assert_eq!(ruled_out, !passes, "{}", shown(&case));
        // An unknown date may be any day up to the day considered, so it has other possible values on that day.
        let dated = both.trial.keys().any(|(key, question)| {
            matches!(question.kind, QuestionKind::Date { .. })
                && matches!(&domains[key], Domain::Values(values) if values.len() > 1)
        });
        let looked_at = match assessed.verdict {
            Verdict::NotYet(_) if dated => continue,
            Verdict::NotYet(day) => calendar::parse(&day.to_string()),
            _ => person.on,
        };
        if looked_at > person.on {
            waiting += 1;
            let clear = |day| space.passes(&person.on(&space, day));
            assert_eq!((clear(looked_at - 1), clear(looked_at)), (false, true), "{}", shown(&case));
        }
        let slots = relevant(&both.trial, &case.read(), &case.setting());
        let Some([law, most]) = space.relevant_between(&person, looked_at) else {
            too_many += 1;
            continue;
        };
        let within = law.iter().all(|slot| slots.contains(slot)) && slots.iter().all(|slot| most.contains(slot));
        assert!(within, "{slots:?} {law:?} {most:?} {}", shown(&case));
        if law != most {
            ruled += 1;
            continue;
        }
        let left = space.left_to_ask(&person, &law);
        assert_eq!(assessed.next, left.first().copied(), "{}", shown(&case));
        if passes {
            assert_eq!(assessed.verdict == Verdict::Incomplete, !left.is_empty(), "{}", shown(&case));
            asked += usize::from(!left.is_empty());
            spared += usize::from(law.len() < person.answers.iter().filter(|said| said.is_none()).count());
        }
    }
    let dull = ruled > 100 || spared < 50 || asked < 50 || waiting < 20 || too_many > 30 || not_counted < 50;
    assert!(
        !dull,
        "{spared} spared a question, {asked} asked one, {waiting} waiting, {too_many} too large to compare, {not_counted} not counted, {ruled} spared by consistency rules alone"
    );
}
