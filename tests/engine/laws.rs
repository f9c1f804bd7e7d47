//! Laws of assessment, checked on random people for NCT07160205.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::support::case::{Case, day, ruled_out, verdict};
use crate::support::load::{IIMPACT, definition, trial};
use crate::support::naive::Naive;
use crate::support::people_at_random::Edges;
use crate::support::random::Random;
use crate::support::reconciled::{chosen_only, reconcile, refuse};
use prescreener::answers;
use prescreener::definition::Definition;
use prescreener::engine::{Status, assess, blocking};
use prescreener::json::Json;
use prescreener::result::result;
use prescreener::trial::{Audience, Question, Trial};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

static TRIAL: LazyLock<Trial> = LazyLock::new(|| trial(IIMPACT));
static DEFINITION: LazyLock<Definition> = LazyLock::new(|| definition(IIMPACT));
static EDGES: LazyLock<Edges> = LazyLock::new(|| Edges::of(&Naive::new(definition(IIMPACT))));

/// How much of one exact answer is given: none, part, or all.
type Widened = (Json, Option<Json>, Option<Json>);

/// Draws, for each question that a person can answer exactly without a contradiction, that answer, a wider answer that
/// contains it, and a wider one that contains that.
fn widened_answers() -> impl Strategy<Value = BTreeMap<String, Widened>> {
    let questions: Vec<(String, &Question)> = TRIAL.keys().map(|(key, question)| (key.to_owned(), question)).collect();
    // One seed per question, so that a failure shrinks question by question.
    let seeds = prop::collection::vec(any::<u64>(), questions.len());
    let how_much = prop::collection::vec(0_u8..4, questions.len());
    (seeds, how_much, any::<u64>()).prop_map(move |(seeds, how_much, mend)| {
        let mut randoms: Vec<Random> = seeds.into_iter().map(Random::new).collect();
        let mut person = Case::new(&TRIAL, day("2026-11-22"));
        for ((key, question), random) in questions.iter().zip(&mut randoms) {
            person.answers.insert(key.clone(), EDGES.exact(random, question, person.on));
        }
        let mend = &mut Random::new(mend);
        reconcile(&mut person, &EDGES, mend, &[]);
        refuse(&mut person, &DEFINITION, mend);
        chosen_only(&mut person);
        let one = |((key, question), (random, how_much)): (&(String, &Question), (&mut Random, u8))| {
            let exact = person.answers.get(key)?.clone();
            let part = EDGES.blur(random, question, &exact);
            let (more, less) = match how_much {
                0 => (part.clone(), None),
                1 => (Some(exact.clone()), part.clone()),
                2 => (part.clone(), part.as_ref().map(|_| Json::Null)),
                _ => (Some(exact.clone()), Some(exact.clone())),
            };
            Some((key.clone(), (exact, more, less)))
        };
        questions.iter().zip(randoms.iter_mut().zip(how_much)).filter_map(one).collect()
    })
}

fn case(answers: BTreeMap<String, Json>, joining: Option<i64>) -> Case<'static> {
    let mut case = Case::new(&TRIAL, day("2026-11-22"));
    case.answers = answers;
    match joining {
        Some(days) => {
            let on = case.on.plus_days(days);
            case.fix("enrollment", on)
        }
        None => case,
    }
}

fn pick(said: &BTreeMap<String, Widened>, which: fn(&Widened) -> Option<&Json>) -> BTreeMap<String, Json> {
    said.iter().filter_map(|(key, said)| Some((key.clone(), which(said)?.clone()))).collect()
}

/// Returns whether every decided status is unchanged.
fn kept(before: &[Status], after: &[Status]) -> bool {
    before.iter().zip(after).all(|(before, after)| *before == Status::Unknown || before == after)
}

fn joining() -> impl Strategy<Value = Option<i64>> {
    prop::option::of(14_i64..=28)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, rng_seed: RngSeed::Fixed(51), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn learning_more_never_changes_a_decided_status(said in widened_answers(), joining in joining()) {
        let less = case(pick(&said, |said| said.2.as_ref()), joining).assess();
        let more = case(pick(&said, |said| said.1.as_ref()), joining).assess();
        let all = case(pick(&said, |said| Some(&said.0)), joining).assess();
        prop_assert!(kept(&less.statuses, &more.statuses));
        prop_assert!(kept(&more.statuses, &all.statuses));
        for (before, after) in [(&less, &more), (&more, &all)] {
            match before.verdict.id() {
                "not_eligible" => prop_assert_eq!(after.verdict.id(), "not_eligible"),
                "not_yet" => prop_assert!(ruled_out(after)),
                _ => {}
            }
        }
    }

    #[test]
    fn fixing_the_day_of_joining_never_changes_a_decided_status(said in widened_answers(), days in 14_i64..=28) {
        let answers = pick(&said, |said| said.1.as_ref());
        prop_assert!(kept(&case(answers.clone(), None).assess().statuses, &case(answers, Some(days)).assess().statuses));
    }

    #[test]
    fn withdrawing_an_answer_settles_nothing(said in widened_answers(), joining in joining(), place in 0_usize..60) {
        // If an unknown answer counted as a no, withdrawing an answer would decide some criteria or reverse them.
        let mut answers = pick(&said, |said| said.1.as_ref());
        let before = case(answers.clone(), joining).assess();
        let Some(key) = answers.keys().nth(place % answers.len().max(1)).cloned() else { return Ok(()) };
        answers.insert(key, Json::Null);
        let after = case(answers, joining).assess();
        prop_assert!(kept(&after.statuses, &before.statuses));
    }

    #[test]
    fn rules_treat_all_kinds_of_unknown_alike(said in widened_answers(), joining in joining()) {
        let silent = |how: Option<Json>| {
            let mut answers = pick(&said, |said| said.1.as_ref());
            for answer in answers.values_mut().filter(|answer| matches!(answer, Json::Null)) {
                *answer = how.clone().unwrap_or(Json::Null);
            }
            case(answers, joining).assess()
        };
        let word = |word: &str| Some(Json::object([(word, Json::Bool(true))]));
        let (null, unknown, declined) = (silent(None), silent(word("unknown")), silent(word("declined")));
        prop_assert_eq!(&null.statuses, &unknown.statuses);
        prop_assert_eq!(&null.statuses, &declined.statuses);
        prop_assert_eq!(verdict(&null), verdict(&unknown));
        prop_assert_eq!(verdict(&null), verdict(&declined));
        // The rules treat an unasked question the same; only what is left to ask differs.
        let answers = pick(&said, |said| said.1.as_ref().filter(|said| !matches!(said, Json::Null)));
        prop_assert_eq!(&null.statuses, &case(answers, joining).assess().statuses);
    }

    #[test]
    fn the_order_of_answers_does_not_matter(said in widened_answers(), joining in joining(), seed in any::<u64>()) {
        let case = case(pick(&said, |said| said.1.as_ref()), joining);
        let Json::Object(mut entries) = case.json() else { panic!("no object") };
        let mut random = Random::new(seed);
        for place in (1..entries.len()).rev() {
            entries.swap(place, random.below(place + 1));
        }
        let shuffled = answers::read(&TRIAL, &Json::Object(entries), case.on).unwrap();
        let setting = case.setting();
        let again = result(&TRIAL, &shuffled, &setting, &assess(&TRIAL, &shuffled, &setting), "en");
        prop_assert_eq!(again.to_string(), case.result().to_string());
    }

    #[test]
    fn the_same_answers_give_the_same_bytes_and_the_result_can_be_replayed(said in widened_answers(), joining in joining()) {
        let case = case(pick(&said, |said| said.1.as_ref()), joining);
        let first = case.result();
        prop_assert_eq!(first.to_string(), case.result().to_string());
        // The result itself holds everything needed to assess again, even after it was written as text.
        let read: Json = serde_json::from_str(&first.to_string()).unwrap();
        let mut replayed = Case::new(&TRIAL, day(read.get("assessed_on").unwrap().as_text().unwrap()));
        replayed.audience = Audience::parse(read.get("audience").unwrap().as_text().unwrap()).unwrap();
        let Some(Json::Object(answers)) = read.get("answers") else { panic!("no answers") };
        replayed.answers = answers.iter().cloned().collect();
        if let Some(Json::Object(anchors)) = read.get("anchors") {
            for (anchor, on) in anchors {
                replayed = replayed.fix(anchor, day(on.as_text().unwrap()));
            }
        }
        prop_assert_eq!(replayed.result().to_string(), first.to_string());
    }

    #[test]
    fn the_verdict_follows_from_the_statuses(said in widened_answers(), joining in joining()) {
        let said_case = case(pick(&said, |said| said.1.as_ref()), joining);
        let assessed = said_case.assess();
        let word = assessed.verdict.id();
        // Some criterion rules out, or several that cannot all be met together do.
        prop_assert_eq!(ruled_out(&assessed), !blocking(&TRIAL, &said_case.read(), &said_case.setting()).is_empty());
        prop_assert!(ruled_out(&assessed) || !assessed.statuses.contains(&Status::NotMet));
        let next = assessed.next.is_some();
        prop_assert_eq!(word == "incomplete", next && !ruled_out(&assessed));
        prop_assert!(word != "not_eligible" || !next);
    }

    #[test]
    fn once_nothing_is_left_to_ask_no_unasked_answer_can_rule_out(said in widened_answers(), joining in joining()) {
        // Questions are asked one by one and answered exactly until none that matters is left.
        let exact = pick(&said, |said| Some(&said.0));
        let keys: Vec<&str> = TRIAL.keys().map(|(key, _)| key).collect();
        let mut asked = case(BTreeMap::new(), joining);
        let assessed = loop {
            let assessed = asked.assess();
            let Some(next) = assessed.next else { break assessed };
            asked.answers.insert(keys[next].to_owned(), exact[keys[next]].clone());
        };
        if ruled_out(&assessed) {
            return Ok(());
        }
        prop_assert_eq!(assessed.verdict.id(), "potentially_eligible");
        let all = case(exact, joining).assess();
        prop_assert_eq!(all.verdict.id(), "potentially_eligible", "{}", asked.json());
    }
}
