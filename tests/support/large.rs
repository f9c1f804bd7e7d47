//! Definitions far larger than any trial's: one of many similar departments, each with questions of every kind, and one
//! in which everything is connected.

use prescreener::diagnostics::Document;
use prescreener::json::Json;
use prescreener::trial::QuestionKind;

use super::load::json;
use super::random::Random;

/// The numbers of questions and of criteria in a department.
pub const DEPARTMENT: usize = 20;

/// Returns the definition with this many departments and one score.
pub fn documents(departments: usize) -> Vec<Document> {
    let ids: Vec<String> = (0..departments).map(|place| format!("d{place}")).collect();
    let next = |place: usize| &ids[(place * 7 + 3) % departments];
    let all = |part: fn(&str) -> Vec<String>| ids.iter().flat_map(|id| part(id)).collect::<Vec<_>>();
    let criteria = ids.iter().enumerate().flat_map(|(place, id)| criteria(id, next(place)));
    document(&[
        ("anchors", anchors()),
        ("questions", all(questions)),
        ("lists", all(lists)),
        ("tables", all(tables)),
        ("values", all(values)),
        ("scores", vec![score(&ids)]),
        ("criteria", criteria.collect()),
    ])
}

/// Returns a definition of these parts, each a JSON text.
fn document(parts: &[(&str, Vec<String>)]) -> Vec<Document> {
    let mut text = r#"{ "schema": "prescreener/trial/1", "id": "LARGE", "version": "1",
        "registry": { "name": "none", "url": "https://example.org", "updated": "2026-01-01" },
        "sources": [{ "id": "S", "title": "Made up" }]"#
        .to_owned();
    for (name, part) in parts {
        text += &format!(",\"{name}\": [{}]", part.join(","));
        if *name == "questions" {
            let ids: Vec<String> = part.iter().map(|question| json(question).get("id").unwrap().to_string()).collect();
            text += &format!(",\"order\": [{}]", ids.join(","));
        }
    }
    vec![Document { path: "large.json".to_owned(), content: json(&(text + "}")) }]
}

fn anchors() -> Vec<String> {
    vec![
        r#"{ "id": "screening", "from": "assessment", "days": [0, 0] }"#.to_owned(),
        r#"{ "id": "enrollment", "from": "screening", "days": [14, 28] }"#.to_owned(),
    ]
}

fn questions(d: &str) -> Vec<String> {
    let mut questions: Vec<String> =
        (0..8).map(|n| format!(r#"{{ "id": "{d}_finding_{n}", "type": "yes_no" }}"#)).collect();
    for n in 0..2 {
        let options = r#"["mild", "severe", "past", "never"]"#;
        questions.push(format!(r#"{{ "id": "{d}_stage_{n}", "type": "choice", "options": {options} }}"#));
    }
    for n in 0..4 {
        let when =
            if n == 3 { format!(r#", "ask_when": "{d}_stage_0 is one of (mild, severe)""#) } else { String::new() };
        questions.push(format!(
            r#"{{ "id": "{d}_level_{n}", "type": "number", "unit": "mg", "min": "0.5", "max": "500", "decimals": 1{when} }}"#
        ));
    }
    for n in 0..3 {
        let when = if n == 1 { format!(r#", "ask_when": "{d}_finding_1""#) } else { String::new() };
        questions.push(format!(r#"{{ "id": "{d}_seen_{n}", "type": "date", "earliest": "1950-01-01"{when} }}"#));
    }
    questions.push(format!(
        r#"{{ "id": "{d}_drugs", "type": "choices", "options": ["amber", "birch", "cedar", "dune", "other", "none"],
             "exclusive": ["none"] }}"#
    ));
    questions.push(format!(
        r#"{{ "id": "{d}_dose", "type": "number", "unit": "mg", "min": "0", "max": "500", "decimals": 2,
             "for_each": "{d}_drugs", "in": "{d}_converted" }}"#
    ));
    questions.push(format!(
        r#"{{ "id": "{d}_changed", "type": "date", "earliest": "1950-01-01", "for_each": "{d}_drugs" }}"#
    ));
    questions
}

fn lists(d: &str) -> Vec<String> {
    vec![format!(r#"{{ "id": "{d}_converted", "of": "{d}_drugs", "options": ["amber", "birch", "cedar", "dune"] }}"#)]
}

fn tables(d: &str) -> Vec<String> {
    vec![format!(
        r#"{{ "id": "{d}_equal", "by": "{d}_drugs", "unit": "mg", "rows": [
             {{ "option": "amber", "value": "5" }}, {{ "option": "birch", "value": "4" }},
             {{ "option": "cedar", "value": ["6", "7.5"] }}, {{ "option": "dune", "value": "0.75" }}] }}"#
    )]
}

fn values(d: &str) -> Vec<String> {
    vec![
        format!(
            r#"{{ "id": "{d}_daily",
                 "rule": "total for each {d}_drugs in {d}_converted of ({d}_dose * 5 mg / {d}_equal)" }}"#
        ),
        format!(
            r#"{{ "id": "{d}_ill",
                 "rule": "at least 2 of ({d}_finding_0, {d}_finding_1, {d}_finding_2, {d}_finding_3)" }}"#
        ),
    ]
}

fn score(ids: &[String]) -> String {
    let item = |d: &String| format!(r#"{{ "id": "{d}", "when": "{d}_finding_2", "points": ["1.5", "0.7"] }}"#);
    let items: Vec<String> = ids.iter().take(20).map(item).collect();
    let first = &ids[0];
    format!(
        r#"{{ "id": "burden", "columns": [{{ "id": "seen", "when": "{first}_finding_0" }}, {{ "id": "unseen" }}],
             "items": [{}],
             "bands": [{{ "id": "low" }}, {{ "id": "middle", "from": ["3", "2"] }}, {{ "id": "high", "from": ["9", "7"] }}],
             "subgroups": {{ "when": "burden.band is one of (middle, high)",
                            "cases": [{{ "when": "{first}_finding_1", "then": "left" }}, {{ "then": "right" }}] }} }}"#,
        items.join(",")
    )
}

/// Returns statements that hold for a person with the [`fitting`] answers, as inclusions and, negated, as exclusions.
fn criteria(d: &str, e: &str) -> Vec<String> {
    let rules = [
        format!("{d}_finding_0"),
        format!("{d}_finding_1 or {d}_finding_2"),
        format!("{d}_ill"),
        format!("{d}_level_0 >= 2.5 mg and {d}_level_0 <= 40 mg"),
        format!("{d}_level_1 / {d}_level_2 <= 1.5"),
        format!("{d}_seen_0 at least 4 weeks before enrollment"),
        format!("not {d}_finding_1 or {d}_seen_1 at least 12 weeks before enrollment"),
        format!("{d}_seen_2 within 30 years before screening"),
        format!("{d}_stage_0 is one of (mild, severe)"),
        format!("if {d}_stage_1 is mild then {d}_level_3 >= 1 mg else {d}_finding_4"),
        format!("not any of ({d}_drugs) or {d}_daily >= 5 mg"),
        format!("all for each {d}_drugs of ({d}_changed at least 12 weeks before enrollment)"),
        format!("{d}_daily <= 25 mg"),
        format!("years from {d}_seen_2 to screening >= 1"),
        format!("at least 2 of ({d}_finding_5, {d}_finding_6, {e}_finding_5, {e}_finding_6)"),
        format!("{d}_level_3 + {e}_level_3 >= 4 mg"),
        format!("{d}_finding_7 or {e}_finding_7 or {d}_level_0 > {e}_level_0"),
        format!("{d}_drugs includes none of (dune, other)"),
        format!("burden.band is one of (middle, high) or {d}_finding_3"),
        format!("{d}_seen_0 < {e}_seen_2 or {d}_stage_1 is not never"),
    ];
    let turned = |(n, rule): (usize, &String)| {
        let (kind, rule) =
            if n % 3 == 2 { ("exclusion", format!("not ({rule})")) } else { ("inclusion", rule.clone()) };
        let strength = if n % 10 == 9 { "advisory" } else { "binding" };
        criterion(&format!("{d}_C{n}"), kind, strength, &rule)
    };
    rules.iter().enumerate().map(turned).collect()
}

fn criterion(id: &str, kind: &str, strength: &str, rule: &str) -> String {
    format!(
        r#"{{ "id": "{id}", "kind": "{kind}", "strength": "{strength}", "judged_by": "participant",
             "rule": "{rule}", "source": ["S"], "confidence": "one_source" }}"#
    )
}

/// Returns an answer with which a person passes.
pub fn fitting(kind: &QuestionKind) -> Json {
    match kind {
        QuestionKind::YesNo => Json::Bool(true),
        QuestionKind::One { options } => Json::Text(options[0].clone()),
        QuestionKind::Several { options, .. } => Json::texts(&options[..2]),
        QuestionKind::Number { .. } => Json::Number(10.into()),
        QuestionKind::Date { .. } => Json::Text("2020-01-01".to_owned()),
    }
}

/// Returns a definition that no search can complete, and one person's answers to its questions with which the person
/// passes. Each criterion shares five questions with others, and tests whether the number of yes answers is odd or
/// even.
pub fn tangle(size: usize) -> (Vec<Document>, Vec<bool>) {
    let mut random = Random::new(17);
    let secret: Vec<bool> = (0..size).map(|_| random.percent(50)).collect();
    let mut criteria = Vec::new();
    for first in 0..size {
        let mut five = vec![first];
        while five.len() < 5 {
            let other = random.below(size);
            if !five.contains(&other) {
                five.push(other);
            }
        }
        let odd = five.iter().filter(|place| secret[**place]).count() % 2 == 1;
        let of = five.iter().map(|place| format!("q{place}")).collect::<Vec<_>>().join(", ");
        let counts = if odd { ["exactly 1", "exactly 3", "all"] } else { ["none", "exactly 2", "exactly 4"] };
        let rule = counts.map(|count| format!("{count} of ({of})")).join(" or ");
        criteria.push(criterion(&format!("C{first}"), "inclusion", "binding", &rule));
    }
    let questions = (0..size).map(|place| format!(r#"{{ "id": "q{place}", "type": "yes_no" }}"#)).collect();
    (document(&[("anchors", anchors()), ("questions", questions), ("criteria", criteria)]), secret)
}
