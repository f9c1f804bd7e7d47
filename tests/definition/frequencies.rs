//! Rough frequencies: what a definition may state, and what that means for each type of question.

use crate::support::case::{Case, day};
use crate::support::load::{IIMPACT, definition, documents, trial};
use crate::support::naive::Naive;
use crate::support::people::{TODAY, eligible, stranger};
use crate::support::people_at_random::Edges;
use crate::support::random::Random;
use prescreener::diagnostics::Document;
use prescreener::json::Json;
use prescreener::result::result;
use prescreener::trial::{Frequencies, Question, QuestionKind, Trial, WHOLE};
use prescreener::value::{Date, Number, Possible, Truth};

const ALLOTMENT: &str = "tests/data/definitions/allotment/trial.json";

/// Returns a question of the allotment trial, with something added.
fn question(id: &str, added: &str) -> Question {
    let with = |document: &Document| {
        let text = document.content.to_string();
        let own = format!("\"id\":\"{id}\",\"type\"");
        let content = serde_json::from_str(&text.replace(&own, &format!("\"id\":\"{id}\",{added}\"type\""))).unwrap();
        Document { path: document.path.clone(), content }
    };
    let changed: Vec<Document> = documents(ALLOTMENT).iter().map(with).collect();
    let trial = Trial::check(&changed).unwrap_or_else(|findings| panic!("{findings:#?}"));
    trial.questions.into_iter().find(|question| question.id == id).unwrap()
}

/// Returns a short description of the cells of a question with stated frequencies.
fn shares(id: &str, frequencies: &str) -> Vec<String> {
    let added = if frequencies.is_empty() { String::new() } else { format!("\"frequencies\":{frequencies},") };
    let question = question(id, &added);
    let cells = question.shares(day("2026-11-22"));
    assert_eq!(cells.iter().map(|(_, share)| share).sum::<u32>(), WHOLE);
    cells.iter().map(|(cell, share)| format!("{} {share}", show(cell, question.kind.options()))).collect()
}

fn show(cell: &Possible, options: &[String]) -> String {
    let names = |set: u64| {
        let chosen = options.iter().enumerate().filter(|(index, _)| set >> index & 1 == 1);
        chosen.map(|(_, option)| option.as_str()).collect::<Vec<_>>().join("+")
    };
    match cell {
        Possible::Distance(_) => panic!("no answer is a distance"),
        Possible::Truth(truth) => format!("{}", *truth == Truth::True),
        Possible::Number(range) => format!("{}..{}", range.least, range.most),
        Possible::Date(range) => format!("{}..{}", range.least, range.most),
        Possible::One(option) => names(*option),
        Possible::Several { certain, possible } => format!("[{}]{{{}}}", names(*certain), names(possible & !certain)),
    }
}

#[test]
fn without_stated_frequencies_every_answer_is_equally_frequent() {
    assert_eq!(shares("has_dog", ""), ["true 500", "false 500"]);
    assert_eq!(shares("plot", ""), ["small 500", "large 500"]);
    assert_eq!(shares("tools", ""), ["[spade]{rake} 500", "[rake]{} 250", "[none]{} 250", "[]{} 0"]);
    assert_eq!(shares("dog_weight", ""), ["1..22 250", "23..45 250", "46..67 250", "68..90 250"]);
    assert_eq!(
        shares("born_on", ""),
        [
            "1995-03-05..2026-11-22 250",
            "1963-06-14..1995-03-04 250",
            "1931-09-23..1963-06-13 250",
            "1900-01-01..1931-09-22 250"
        ]
    );
}

#[test]
fn stated_frequencies_are_used() {
    assert_eq!(shares("has_dog", r#"{ "yes": "0.1" }"#), ["true 100", "false 900"]);
    assert_eq!(shares("has_dog", r#"{ "yes": 0.125 }"#), ["true 125", "false 875"]);
    assert_eq!(shares("has_dog", r#"{ "yes": 1 }"#), ["true 1000", "false 0"]);
    assert_eq!(shares("plot", r#"{ "large": "0.2" }"#), ["small 800", "large 200"]);
    assert_eq!(shares("plot", r#"{ "small": "0.3", "large": "0.7" }"#), ["small 300", "large 700"]);
}

#[test]
fn several_options_have_independent_frequencies() {
    assert_eq!(
        shares("tools", r#"{ "spade": "0.9", "rake": "0.6" }"#),
        ["[spade]{rake} 900", "[rake]{} 60", "[none]{} 40", "[]{} 0"]
    );
    assert_eq!(
        shares("tools", r#"{ "spade": "0.2" }"#),
        ["[spade]{rake} 200", "[rake]{} 400", "[none]{} 400", "[]{} 0"]
    );
}

#[test]
fn numbers_and_days_fall_into_buckets() {
    assert_eq!(
        shares("dog_weight", r#"[{ "to": 10, "share": "0.3" }, { "to": "40", "share": "0.6" }]"#),
        ["1..10 300", "11..40 600", "41..90 100"]
    );
    assert_eq!(
        shares("tool_weight", r#"[{ "to": "2.5", "share": "0.25" }, { "to": "20", "share": "0.75" }]"#),
        ["0..2.5 250", "2.6..20 750"]
    );
    assert_eq!(
        shares("born_on", r#"[{ "within": "4 weeks", "share": "0.2" }, { "within": "1 year", "share": "0.5" }]"#),
        ["2026-10-25..2026-11-22 200", "2025-11-22..2026-10-24 500", "1900-01-01..2025-11-21 300"]
    );
}

#[test]
fn buckets_end_where_the_question_begins() {
    let question = question("born_on", r#""frequencies":[{ "within": "4 weeks", "share": "0.2" }],"#);
    let cells = |on| question.shares(day(on)).into_iter().map(|(cell, share)| (show(&cell, &[]), share)).collect();
    let expected: Vec<(String, u32)> = vec![("1900-01-01..1900-01-10".to_owned(), 1000)];
    let got: Vec<(String, u32)> = cells("1900-01-10");
    assert_eq!(got, expected);
    let got: Vec<(String, u32)> = cells("1899-05-01");
    assert_eq!(got, [("1899-05-01..1899-05-01".to_owned(), 1000)]);
}

#[test]
fn a_question_is_not_private_unless_that_is_stated() {
    assert_eq!(question("has_dog", "").intimacy, 0);
    assert_eq!(question("has_dog", "\"intimacy\":2,").intimacy, 2);
}

/// Returns whether an exact value lies in a cell.
fn holds(cell: &Possible, exact: &Json, question: &Question) -> bool {
    let options = question.kind.options();
    let bit = |id: &str| 1_u64 << options.iter().position(|option| option == id).unwrap();
    match (cell, exact) {
        (Possible::Truth(truth), Json::Bool(yes)) => *truth == Truth::from(*yes),
        (Possible::One(set), Json::Text(option)) => set & bit(option) != 0,
        (Possible::Several { certain, possible }, Json::List(chosen)) => {
            let chosen = chosen.iter().map(|option| bit(option.as_text().unwrap())).sum::<u64>();
            certain & !chosen == 0 && chosen & !possible == 0
        }
        (Possible::Number(range), Json::Text(number)) => {
            let number = Number::parse(number).unwrap();
            range.least <= number && number <= range.most
        }
        (Possible::Date(range), Json::Text(on)) => (range.least..=range.most).contains(&day(on)),
        _ => panic!("{exact} is no answer to {}", question.id),
    }
}

#[test]
fn every_answer_lies_in_one_cell() {
    let mut random = Random::new(71);
    for path in [IIMPACT, ALLOTMENT] {
        let edges = Edges::of(&Naive::new(definition(path)));
        let trial = trial(path);
        for question in &trial.questions {
            for _ in 0..200 {
                let on = day(TODAY).plus_days(-(random.below(1_000) as i64));
                let exact = edges.exact(&mut random, question, on);
                let cells = question.shares(on);
                assert_eq!(cells.iter().map(|(_, share)| share).sum::<u32>(), WHOLE, "{}", question.id);
                let holding = cells.iter().filter(|(cell, _)| holds(cell, &exact, question)).count();
                assert_eq!(holding, 1, "{} {exact} on {on}", question.id);
            }
        }
    }
}

#[test]
fn the_shipped_trial_states_the_frequencies_of_every_question() {
    for question in trial(IIMPACT).questions {
        let id = &question.id;
        match question.frequencies.as_ref().unwrap_or_else(|| panic!("{id} states nothing")) {
            Frequencies::Options(shares) => assert_eq!(shares.len(), question.kind.options().len(), "{id}"),
            Frequencies::Days(_) => assert!(matches!(question.kind, QuestionKind::Date { .. }), "{id}"),
            Frequencies::Numbers(_) => assert!(matches!(question.kind, QuestionKind::Number { .. }), "{id}"),
            Frequencies::Yes(yes) => assert!((1..1000).contains(yes), "{id}"),
        }
    }
}

fn without_frequencies(mut trial: Trial) -> Trial {
    for question in &mut trial.questions {
        (question.frequencies, question.intimacy) = (None, 0);
    }
    trial
}

#[test]
fn frequencies_are_packed_in_few_bytes() {
    let stated = trial(IIMPACT);
    let bytes = stated.pack();
    let unpacked = Trial::unpack(&bytes).unwrap();
    assert_eq!(unpacked.questions, stated.questions);
    let more = bytes.len() - without_frequencies(stated).pack().len();
    println!("{more} of {} bytes", bytes.len());
    assert!(more < 500, "{more} bytes");
}

#[test]
fn damaged_frequencies_cause_no_panic() {
    let bytes = trial(IIMPACT).pack();
    let mut random = Random::new(73);
    for _ in 0..1_000 {
        let mut damaged = bytes.clone();
        let index = random.below(damaged.len());
        damaged[index] = random.below(256) as u8;
        let Ok(trial) = Trial::unpack(&damaged) else { continue };
        for question in &trial.questions {
            let cells = question.shares(day(TODAY));
            assert!(cells.iter().all(|(_, share)| *share <= WHOLE), "{}", question.id);
        }
    }
}

#[test]
fn frequencies_change_no_verdict_and_no_reason() {
    let (stated, silent) = (trial(IIMPACT), without_frequencies(trial(IIMPACT)));
    let edges = Edges::of(&Naive::new(definition(IIMPACT)));
    let mut random = Random::new(72);
    let on: Date = day(TODAY);
    let keys: Vec<(String, &Question)> = stated.keys().map(|(key, question)| (key.to_owned(), question)).collect();
    let mut cases: Vec<(Case<'_>, Case<'_>)> = vec![(eligible(&stated), eligible(&silent))];
    for _ in 0..40 {
        let exact = edges.person(&mut random, &keys, on);
        let drawn = keys
            .iter()
            .filter_map(|(key, question)| Some((key.clone(), edges.blur(&mut random, question, &exact[key])?)));
        let answers = drawn.collect();
        cases.push((Case { answers, ..stranger(&stated) }, stranger(&silent)));
        let last = cases.last_mut().unwrap();
        last.1.answers = last.0.answers.clone();
    }
    for (with, without) in cases {
        let (a, b) = (with.read(), without.read());
        let outcome =
            |case: &Case<'_>, answers| result(case.trial, answers, &case.setting(), &case.assess(), "en").to_string();
        assert_eq!(outcome(&with, &a), outcome(&without, &b));
    }
}
