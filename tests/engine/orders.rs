//! The order of asking chooses among the questions left, and changes nothing else.

use crate::support::case::{Case, day};
use crate::support::load::{IIMPACT, definition, trial};
use crate::support::naive::Naive;
use crate::support::people::{TODAY, stranger};
use crate::support::people_at_random::Edges;
use crate::support::random::Random;
use prescreener::diagnostics::Document;
use prescreener::engine::{Order, Setting, assess, left};
use prescreener::json::Json;
use prescreener::trial::{Audience, Question, Trial};

#[test]
fn every_order_is_found_by_its_name() {
    for order in [Order::Definition, Order::Shortest] {
        assert_eq!(Order::parse(order.id()), Some(order));
    }
    assert_eq!(Order::parse("longest"), None);
    assert_eq!(Order::default(), Order::Definition);
}

fn in_order(case: &Case<'_>, order: Order) -> Setting {
    let mut setting = case.setting();
    setting.order = order;
    setting
}

#[test]
fn the_order_changes_only_which_question_comes_next() {
    let trial = trial(IIMPACT);
    let edges = Edges::of(&Naive::new(definition(IIMPACT)));
    let keys: Vec<(String, &Question)> = trial.keys().map(|(key, question)| (key.to_owned(), question)).collect();
    let mut random = Random::new(91);
    for _ in 0..60 {
        let person = edges.person(&mut random, &keys, day(TODAY));
        let known = random.below(100);
        let mut case = stranger(&trial);
        for (key, question) in &keys {
            if random.percent(known)
                && let Some(said) = edges.blur(&mut random, question, &person[key])
            {
                case.answers.insert(key.clone(), said);
            }
        }
        case.audience = if random.percent(50) { Audience::Participant } else { Audience::Clinic };
        let answers = case.read();
        let [listed, shortest] = [Order::Definition, Order::Shortest].map(|order| in_order(&case, order));
        let left = left(&trial, &answers, &listed);
        let [mut a, mut b] = [&listed, &shortest].map(|setting| assess(&trial, &answers, setting));
        assert_eq!(a.next, left.first().copied());
        assert!(if left.is_empty() { b.next.is_none() } else { left.contains(&b.next.unwrap()) });
        assert_eq!(assess(&trial, &answers, &shortest).next, b.next);
        (a.next, b.next, b.exact) = (None, None, a.exact);
        assert_eq!(a, b);
    }
}

/// Returns the questions asked of a person who answers all of them with yes, where all rules must hold.
fn asked(questions: &[(&str, &str)], rules: &[&str]) -> Vec<String> {
    let word = |text: &str| Json::Text(text.to_owned());
    let list = questions
        .iter()
        .map(|(id, more)| serde_json::from_str(&format!(r#"{{ "id": "{id}", "type": "yes_no"{more} }}"#)).unwrap());
    let criteria = rules.iter().enumerate().map(|(place, rule)| {
        Json::object([
            ("id", Json::Text(format!("C{place}"))),
            ("kind", word("inclusion")),
            ("strength", word("binding")),
            ("judged_by", word("participant")),
            ("rule", word(rule)),
            ("source", Json::texts(["S"])),
            ("confidence", word("one_source")),
        ])
    });
    let content = Json::object([
        ("schema", word("prescreener/trial/1")),
        ("id", word("ORDERED")),
        ("version", word("1")),
        ("registry", Json::object([("name", word("none")), ("url", word("")), ("updated", word(TODAY))])),
        ("sources", Json::List(vec![Json::object([("id", word("S")), ("title", word("none"))])])),
        ("questions", Json::List(list.collect())),
        ("order", Json::texts(questions.iter().map(|(id, _)| *id))),
        ("criteria", Json::List(criteria.collect())),
    ]);
    let trial = Trial::check(&[Document { path: "ordered.json".to_owned(), content }]).unwrap();
    let mut case = stranger(&trial);
    let mut asked = Vec::new();
    while let Some(slot) = assess(&trial, &case.read(), &in_order(&case, Order::Shortest)).next {
        let key = trial.slots[slot].key.clone();
        case.answers.insert(key.clone(), Json::Bool(true));
        asked.push(key);
    }
    asked
}

#[test]
fn a_question_likely_to_rule_out_comes_first() {
    let questions = [
        ("likely", r#", "frequencies": { "yes": "0.9" }"#),
        ("rare", r#", "frequencies": { "yes": "0.1" }"#),
        ("even", ""),
    ];
    assert_eq!(asked(&questions, &["likely", "rare", "even"]), ["rare", "even", "likely"]);
}

#[test]
fn ties_are_broken_by_intimacy_and_then_by_listed_order() {
    let questions = [("close", r#", "intimacy": 2"#), ("near", r#", "intimacy": 1"#), ("far", ""), ("away", "")];
    assert_eq!(asked(&questions, &["close", "near", "far", "away"]), ["far", "away", "near", "close"]);
}

#[test]
fn a_question_comes_once_it_applies() {
    let questions = [("after", r#", "ask_when": "first", "frequencies": { "yes": "0.01" }"#), ("first", "")];
    assert_eq!(asked(&questions, &["not first or after"]), ["first", "after"]);
}
