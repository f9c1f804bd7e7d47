//! Answers that another answer implies: the rule that implies a *yes* counts wherever the question is named, and the
//! answer itself stays as given. `small_definitions` and `exactness` compare with the second evaluator;
//! `bad_definitions` covers refused rules.

use crate::support::case::{Case, day};
use crate::support::load::{IIMPACT, json, trial};
use crate::support::people::{TODAY, stranger};
use crate::support::small::{checked, documents};
use prescreener::diagnostics::Document;
use prescreener::engine::{because, left, relevant};
use prescreener::json::Json;
use prescreener::trial::{Audience, Trial};

/// The points of the score without the enzymes: 4.3 without a biopsy.
const FOUR_POINT_THREE: &str =
    "onset_age=50; weakness_arms=true; weakness_legs=true; dysphagia=true; muscle_biopsy=none;
    heliotrope=false; gottron_papules=false; gottron_sign=false; anti_jo1=false;
    neck_flexors_weaker=false; legs_proximal_weaker=false";

/// Returns the points, and the status of I02.
fn scored(person: &Case<'_>) -> (String, &'static str) {
    let result = person.result();
    let score = result.get("scores").and_then(|scores| scores.get("eular_acr_2017")).unwrap();
    let text = |key| score.get(key).and_then(Json::as_text).unwrap().to_owned();
    let points = if text("min") == text("max") { text("min") } else { format!("{} to {}", text("min"), text("max")) };
    (points, person.status("I02"))
}

#[test]
fn a_ck_above_its_limit_scores_whatever_the_answer_about_enzymes() {
    let trial = trial(IIMPACT);
    for (answers, points, status) in [
        ("muscle_enzymes_raised=false; ck_at_screening=1000; ck_upper_limit=200", "5.6", "met"),
        ("muscle_enzymes_raised=null; ck_at_screening=200.1; ck_upper_limit=200", "5.6", "met"),
        ("ck_at_screening={\"min\": 250, \"max\": 900}; ck_upper_limit=200", "5.6", "met"),
        ("muscle_enzymes_raised=true; ck_at_screening=150; ck_upper_limit=200", "5.6", "met"),
        ("muscle_enzymes_raised=false; ck_at_screening=200; ck_upper_limit=200", "4.3", "not_met"),
        ("muscle_enzymes_raised=false; ck_at_screening=199.9; ck_upper_limit=200", "4.3", "not_met"),
        ("muscle_enzymes_raised=null; ck_at_screening=150; ck_upper_limit=200", "4.3 to 5.6", "unknown"),
        // A value above the limit may still be entered.
        ("muscle_enzymes_raised=false", "4.3 to 5.6", "unknown"),
        ("muscle_enzymes_raised=false; ck_at_screening=1000", "4.3 to 5.6", "unknown"),
        ("muscle_enzymes_raised=false; ck_upper_limit=200; ck_at_screening=null", "4.3 to 5.6", "unknown"),
    ] {
        let person = stranger(&trial).with(FOUR_POINT_THREE).with(answers);
        let (got, of) = scored(&person);
        assert_eq!((got.as_str(), of), (points, status), "{answers}");
    }
}

#[test]
fn the_values_are_the_reason_and_the_answer_stays_as_given() {
    let trial = trial(IIMPACT);
    let said = "muscle_enzymes_raised=false; ck_at_screening=1000; ck_upper_limit=200";
    let person = stranger(&trial).with(FOUR_POINT_THREE).with(said);
    let place = trial.criteria.iter().position(|one| one.id == "I02").unwrap();
    let slots = because(&trial, &person.read(), &person.setting(), place);
    let keys: Vec<&str> = slots.iter().map(|slot| trial.slots[*slot].key.as_str()).collect();
    assert!(keys.contains(&"ck_at_screening") && keys.contains(&"ck_upper_limit"), "{keys:?}");
    assert!(!keys.contains(&"muscle_enzymes_raised"), "{keys:?}");
    let answers = person.result();
    assert_eq!(answers.get("answers").unwrap().get("muscle_enzymes_raised"), Some(&Json::Bool(false)));
}

#[test]
fn a_question_that_the_values_answer_is_not_asked() {
    let trial = trial(IIMPACT);
    let asked = |person: &Case<'_>| {
        let left = left(&trial, &person.read(), &person.setting());
        left.iter().any(|slot| trial.slots[*slot].key == "muscle_enzymes_raised")
    };
    let nobody = stranger(&trial);
    assert!(asked(&nobody));
    assert!(asked(&nobody.clone().with("ck_at_screening=200; ck_upper_limit=200")));
    assert!(!asked(&nobody.clone().with("ck_at_screening=200.1; ck_upper_limit=200")));
    // A person who cannot be asked for the value is asked the question.
    let mut participant = nobody;
    participant.audience = Audience::Participant;
    assert!(asked(&participant));
}

/// Returns the palette with rules that imply a *yes*.
fn implying(criteria: &[&str], implied: &str) -> Vec<Document> {
    let criteria: Vec<String> = criteria.iter().map(|rule| (*rule).to_owned()).collect();
    let mut documents = documents(&[], &criteria);
    let Json::Object(entries) = &mut documents[0].content else { panic!("no object") };
    entries.push(("implied".to_owned(), json(implied)));
    documents
}

#[test]
fn an_implied_answer_counts_in_rules_scores_trees_and_prompts() {
    let implied = r#"[{ "question": "warm", "when": "weight > 3 mg", "source": ["S"] },
                      { "question": "dry", "when": "warm and colour is red", "source": ["S"] }]"#;
    let documents = implying(&["warm", "mark.points >= 3.7", "not dry", "mark.subgroup is left"], implied);
    let (trial, _) = checked(&documents);
    let person = Case::new(&trial, day("2024-03-05")).with("warm=false; dry=false; colour=red; weight=4");
    let statuses = |person: &Case<'_>| ["C0", "C1", "C2", "C3"].map(|id| person.status(id));
    // In the column for `warm`, 1.2 and 2.5 points; C2 is an exclusion.
    assert_eq!(statuses(&person), ["met", "met", "met", "met"]);
    let light = person.with("weight=3");
    assert_eq!(statuses(&light), ["not_met", "not_met", "not_met", "not_met"]);
    // While the rule is open, the question is open, and a yes settles both.
    let open = light.with("weight=null");
    assert_eq!(statuses(&open), ["unknown"; 4]);
    assert_eq!(open.with("warm=true; dry=true").status("C0"), "met");
}

#[test]
fn a_rule_that_depends_on_its_own_question_is_refused() {
    // `warm` selects the score's column; `dry` and `warm` would each depend on the other.
    for implied in [
        r#"[{ "question": "warm", "when": "mark.points >= 1", "source": ["S"] }]"#,
        r#"[{ "question": "warm", "when": "dry", "source": ["S"] }, { "question": "dry", "when": "warm", "source": ["S"] }]"#,
    ] {
        let findings = Trial::check(&implying(&["colour is red"], implied)).unwrap_err();
        let told: Vec<String> = findings.iter().map(ToString::to_string).collect();
        assert!(told.iter().any(|finding| finding.contains("`warm` depends on itself")), "{told:?}");
    }
}

#[test]
fn a_follow_up_question_is_asked_when_its_condition_is_implied() {
    let implied = r#"[{ "question": "warm", "when": "weight > 3 mg", "source": ["S"] }]"#;
    let mut documents = implying(&["share > 1"], implied);
    let with = documents[0].content.to_string().replace(r#""id":"share","#, r#""id":"share","ask_when":"warm","#);
    documents[0].content = json(&with);
    let trial = Trial::check(&documents).unwrap_or_else(|findings| panic!("{findings:?}"));
    let asked = |answers: &str| {
        let person = Case::new(&trial, day(TODAY)).with(answers);
        let keys =
            left(&trial, &person.read(), &person.setting()).into_iter().map(|slot| trial.slots[slot].key.clone());
        keys.collect::<Vec<_>>()
    };
    assert_eq!(asked("warm=false; weight=4"), ["share"]);
    assert_eq!(asked("warm=false; weight=3"), [""; 0]);
    let nobody = Case::new(&trial, day(TODAY));
    assert_eq!(relevant(&trial, &nobody.read(), &nobody.setting()).len(), 1);
}
