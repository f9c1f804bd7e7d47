//! The example patients of NCT07160205: they cover every criterion, limit, verdict and open reading, and the page that
//! explains the criteria agrees with the definition. `check` compares each example with its expected results.

use std::collections::{BTreeMap, BTreeSet};

use crate::support::case::Case;
use crate::support::limits::TRIPLES;
use crate::support::load::{IIMPACT, definition, json, text, trial};
use prescreener::definition::Example;
use prescreener::json::Json;
use prescreener::trial::{QuestionKind, Trial};

const PAGE: &str = "trials/nct07160205/CRITERIA.md";

fn examples() -> BTreeMap<String, Example> {
    definition(IIMPACT).examples.into_iter().map(|example| (example.id.clone(), example)).collect()
}

fn person<'a>(trial: &'a Trial, example: &Example) -> Case<'a> {
    let mut person = Case::new(trial, example.on);
    person.audience = example.audience;
    person.fixed.clone_from(&example.anchors);
    let Json::Object(answers) = &example.answers else { panic!("{}: no answers", example.id) };
    person.answers = answers.iter().cloned().collect();
    person
}

fn status<'a>(examples: &'a BTreeMap<String, Example>, id: &str, criterion: &str) -> &'a str {
    let example = examples.get(id).unwrap_or_else(|| panic!("no example {id}"));
    let found = example.statuses.iter().find(|(known, _)| known == criterion);
    &found.unwrap_or_else(|| panic!("{id} does not state {criterion}")).1
}

#[test]
fn there_are_many_examples_with_distinct_ids() {
    let all = definition(IIMPACT).examples;
    let ids: BTreeSet<&String> = all.iter().map(|example| &example.id).collect();
    assert_eq!(ids.len(), all.len());
    assert!(all.len() >= 300, "{}", all.len());
}

#[test]
fn each_example_gets_the_verdict_and_statuses_that_it_states() {
    let trial = trial(IIMPACT);
    for example in examples().values() {
        let person = person(&trial, example);
        let from = example.eligible_from.map_or(String::new(), |day| format!(" from {day}"));
        assert_eq!(person.verdict(), format!("{}{from}", example.verdict), "{}", example.id);
        let (result, due) = (person.result(), &example.statuses);
        let criteria = result.get("criteria").and_then(Json::as_list).unwrap();
        for (criterion, status) in due {
            let found = criteria.iter().find(|one| one.get("id").and_then(Json::as_text) == Some(criterion)).unwrap();
            assert_eq!(found.get("status").and_then(Json::as_text), Some(status.as_str()), "{}", example.id);
        }
    }
}

#[test]
fn every_criterion_occurs_with_every_possible_status() {
    let all = examples();
    for criterion in definition(IIMPACT).criteria {
        let id = criterion.id.as_str();
        let stated = all.values().flat_map(|example| &example.statuses).filter(|(known, _)| known == id);
        let seen: BTreeSet<&str> = stated.map(|(_, status)| status.as_str()).collect();
        let due: &[&str] = match id {
            "I11" | "E03" | "E04" => &["unknown"],
            // The questions cover only one part of the product.
            "E01" => &["not_met", "unknown"],
            // A work-up that only the team can judge may replace an antibody; advisory criteria never rule out.
            "I06" | "A01" | "A02" | "A03" => &["met", "unknown"],
            _ => &["met", "not_met", "unknown"],
        };
        assert_eq!(seen, due.iter().copied().collect(), "{id}");
    }
}

#[test]
fn every_verdict_occurs_and_waiting_has_a_day() {
    let all = examples();
    let seen: BTreeSet<&str> = all.values().map(|example| example.verdict.as_str()).collect();
    assert_eq!(seen, ["incomplete", "not_eligible", "not_yet", "potentially_eligible"].into());
    for example in all.values() {
        assert_eq!(example.verdict == "not_yet", example.eligible_from.is_some(), "{}", example.id);
    }
}

#[test]
fn every_open_reading_has_an_example() {
    let (all, page) = (examples(), text(PAGE));
    for number in 1..=20 {
        let prefix = format!("ambiguity_a{number}_");
        assert!(all.keys().any(|id| id.starts_with(&prefix)), "{prefix}");
        assert!(page.contains(&format!("\n| A{number} | ")), "A{number} is not on the page");
    }
}

#[test]
fn every_limit_has_examples_below_at_and_above_it() {
    let all = examples();
    for (criterion, triple) in TRIPLES {
        for (id, due) in triple {
            assert_eq!(status(&all, id, criterion), due, "{id}");
        }
    }
}

/// An example, its points, its band and its subgroup, from the published table.
const SCORES: [(&str, &str, &str, &str); 26] = [
    ("i02_no_biopsy_5_2_one_heliotrope_rash", "5.2", "not_iim", ""),
    ("i02_no_biopsy_5_3_possible", "5.3", "possible", ""),
    ("i02_no_biopsy_5_4_just_below", "5.4", "possible", ""),
    ("i02_no_biopsy_5_5_at_the_limit", "5.5", "probable", "dm"),
    ("i02_no_biopsy_5_6_just_above", "5.6", "probable", ""),
    ("i02_no_biopsy_7_4_probable", "7.4", "probable", "dm"),
    ("i02_no_biopsy_7_5_definite", "7.5", "definite", "adm"),
    ("i02_no_biopsy_7_6_definite", "7.6", "definite", "dm"),
    ("i02_biopsy_6_4_not_myositis", "6.4", "not_iim", ""),
    ("i02_biopsy_6_5_possible", "6.5", "possible", ""),
    ("i02_biopsy_6_6_just_below", "6.6", "possible", ""),
    ("i02_biopsy_6_7_at_the_limit", "6.7", "probable", ""),
    ("i02_biopsy_6_8_just_above", "6.8", "probable", "adm"),
    ("i02_biopsy_8_6_probable", "8.6", "probable", "adm"),
    ("i02_biopsy_8_7_definite", "8.7", "definite", "adm"),
    ("i02_biopsy_8_8_definite", "8.8", "definite", "adm"),
    ("i02_no_biopsy_everything_20_8", "20.8", "definite", "dm"),
    ("i02_biopsy_everything_29_5", "29.5", "definite", "dm"),
    ("i02_amyopathic_two_rashes_no_weakness", "8.5", "definite", "adm"),
    ("i02_polymyositis_jo1_without_a_rash", "8.8", "definite", "pm"),
    ("i02_weak_finger_flexors_but_improved_is_polymyositis", "6.7", "probable", "pm"),
    ("i02_rash_and_rimmed_vacuoles_is_dermatomyositis", "10.6", "definite", "dm"),
    ("i02_juvenile_with_a_rash", "8.5", "definite", "jdm"),
    ("i02_juvenile_without_a_rash", "5.8", "probable", "juvenile_other"),
    ("ambiguity_a11_inclusion_body_by_finger_flexors", "5.5", "probable", "ibm"),
    ("ambiguity_a11_inclusion_body_by_rimmed_vacuoles", "6.7", "probable", "ibm"),
];

#[test]
fn scores_agree_with_the_published_table() {
    let (trial, all) = (trial(IIMPACT), examples());
    for (id, points, band, subgroup) in SCORES {
        let result = person(&trial, &all[id]).result();
        let score = result.get("scores").and_then(|scores| scores.get("eular_acr_2017")).unwrap();
        for (key, due) in [("min", points), ("max", points)] {
            assert_eq!(score.get(key).and_then(Json::as_text), Some(due), "{id}: {key}");
        }
        assert_eq!(score.get("bands"), Some(&Json::texts([band])), "{id}");
        if !subgroup.is_empty() {
            assert_eq!(score.get("subgroups"), Some(&Json::texts([subgroup])), "{id}");
        }
    }
}

#[test]
fn the_page_explains_the_bounds_of_numbers() {
    let (page, content) = (text(PAGE), definition(IIMPACT));
    let rows = page.lines().map(|line| line.trim_matches('|').split('|').map(str::trim).collect::<Vec<_>>());
    let rows: Vec<Vec<&str>> = rows.filter(|cells| cells.len() == 4).collect();
    for question in &content.questions {
        let QuestionKind::Number { least, most, .. } = &question.kind else { continue };
        let row = rows.iter().find(|cells| cells[0] == format!("`{}`", question.id));
        let row = row.unwrap_or_else(|| panic!("no bounds of {} on the page", question.id));
        assert_eq!((row[1], row[2]), (least.to_string().as_str(), most.to_string().as_str()), "{}", question.id);
        assert!(!row[3].is_empty(), "{}", question.id);
    }
}

#[test]
fn the_page_agrees_with_the_definition() {
    let (page, content, all, trial) = (text(PAGE), json(&text(IIMPACT)), examples(), trial(IIMPACT));
    let rows: Vec<Vec<&str>> = page
        .lines()
        .map(|line| line.trim_matches('|').split('|').map(str::trim).collect::<Vec<_>>())
        .filter(|cells| cells.len() == 7 && cells[0] != "criterion" && !cells[0].starts_with('-'))
        .collect();
    let criteria = content.get("criteria").and_then(Json::as_list).unwrap();
    let word = |criterion: &Json, key: &str| criterion.get(key).and_then(Json::as_text).unwrap().to_owned();
    let ids: Vec<String> = criteria.iter().map(|criterion| word(criterion, "id")).collect();
    assert_eq!(rows.iter().map(|cells| cells[0]).collect::<Vec<_>>(), ids);
    let names = |cell: &str| cell.split('`').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>();
    for (cells, criterion) in rows.iter().zip(criteria) {
        let id = cells[0];
        let sources = criterion.get("source").and_then(Json::as_list).unwrap();
        let sources: Vec<&str> = sources.iter().filter_map(Json::as_text).collect();
        assert_eq!(cells[1], sources.join(", "), "{id}: source");
        assert_eq!(cells[2], word(criterion, "confidence"), "{id}: confidence");
        for question in names(cells[3]) {
            assert!(trial.questions.iter().any(|known| known.id == question), "{id}: no question {question}");
        }
        assert_eq!(criterion.get("rule").is_some(), !names(cells[3]).is_empty(), "{id}: asked");
        let shown: BTreeSet<&str> = names(cells[6]).iter().map(|example| status(&all, example, id)).collect();
        let seen = all.values().flat_map(|example| &example.statuses).filter(|(known, _)| known == id);
        assert_eq!(shown, seen.map(|(_, status)| status.as_str()).collect(), "{id}: examples of every status");
    }
}
